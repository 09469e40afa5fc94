import { type Memento, readEntry, writeEntry } from '../base/memento';
import type { ScopeForm } from '../circuit/oauth/tokenAnswer';
import type { Transport } from '../circuit/transport';
import type { Access } from '../circuit/types';

/** What *Check Connection* found out about each host where Circuit's sources disagree. */
export interface HostQuirks {
  arraysOf(origin: string): Access['arrays'];
  rememberArrays(origin: string, arrays: Access['arrays']): Promise<void>;
  /** How its last token answer listed the scopes, if there was one. */
  scopeAsOf(origin: string): ScopeForm | undefined;
  rememberScopeAs(origin: string, scopeAs: ScopeForm): Promise<void>;
}

const arraysKey = 'circuit.arrays';
const scopeAsKey = 'circuit.scopeAs';

/** Keeps them in `memory`. A host that was never checked is assumed to follow the specification. */
export function createHostQuirks(memory: Memento): HostQuirks {
  return {
    arraysOf: origin => (readEntry(memory, arraysKey, origin) === 'comma' ? 'comma' : 'repeated'),
    rememberArrays: (origin, arrays) => writeEntry(memory, arraysKey, origin, arrays),
    scopeAsOf: origin => {
      const scopeAs = readEntry(memory, scopeAsKey, origin);
      return scopeAs === 'array' || scopeAs === 'string' ? scopeAs : undefined;
    },
    rememberScopeAs: (origin, scopeAs) => writeEntry(memory, scopeAsKey, origin, scopeAs),
  };
}

/** Wraps a transport so that it remembers how token answers list their scopes. */
export function watchTokenAnswers(transport: Transport, readings: HostQuirks): Transport {
  return async request => {
    const answer = await transport(request);
    const scopeAs = request.url.pathname === '/oauth/token' ? scopeAsIn(answer.text) : undefined;
    if (scopeAs) {
      await readings.rememberScopeAs(request.url.origin, scopeAs);
    }
    return answer;
  };
}

function scopeAsIn(text: string): ScopeForm | undefined {
  const [, start] = /"scope"\s*:\s*(["[])/.exec(text) ?? [];
  return start === undefined ? undefined : start === '[' ? 'array' : 'string';
}
