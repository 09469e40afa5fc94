import type { Access } from '../circuit/client';
import { readEntry, writeEntry, type Memory } from './memory';

/** What *Check Connection* found out about each host, where Circuit's sources disagree. */
export interface HostReadings {
  arraysOf(origin: string): Access['arrays'];
  rememberArrays(origin: string, arrays: Access['arrays']): Promise<void>;
}

const arraysKey = 'circuit.arrays';

/** Keeps them in `memory`. Until told otherwise a host is taken to follow the specification. */
export function createHostReadings(memory: Memory): HostReadings {
  return {
    arraysOf: origin => (readEntry(memory, arraysKey, origin) === 'comma' ? 'comma' : 'repeated'),
    rememberArrays: (origin, arrays) => writeEntry(memory, arraysKey, origin, arrays),
  };
}
