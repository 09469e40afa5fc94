import type { Disposable } from '../base/event';
import type { PeopleLists } from '../people/lists';
import type { CommandTable } from './context';
import type { Code, CodeOptions } from './createCode';

/** The people of this code, loaded once somebody is signed in: starting VS Code pays nothing. */
export interface LateCode extends Disposable {
  commands(): Promise<CommandTable>;
  /** After a sign-in: offers to begin with the people of this code. */
  offerTeam(): Promise<void>;
}

export function createLateCode(
  options: Omit<CodeOptions, 'lists'> & { readonly lists: () => Promise<PeopleLists> },
): LateCode {
  let loading: Promise<Code> | undefined;
  let isDisposed = false;

  const start = async () => {
    const { createCode } = await import('./createCode');
    const code = createCode({ ...options, lists: await options.lists() });
    if (isDisposed) {
      code.dispose();
    }
    return code;
  };
  const load = () => (loading ??= start());
  const listener = options.store.onDidChangeConnection(({ kind }) => {
    if (kind === 'online') {
      void load();
    }
  });
  return {
    commands: async () => (await load()).commands,
    offerTeam: async () => (await load()).offerTeam(),
    dispose: () => {
      isDisposed = true;
      listener.dispose();
      void loading?.then(code => code.dispose());
    },
  };
}
