import type { AwaitedEnd } from '../../presence/until/arrangement';

/** An end that VS Code tells of by no event: a time, or somebody who is back. */
export function withoutEvent(kind: 'back' | 'dndEnd'): AwaitedEnd {
  return {
    event: { kind },
    isOver: () => false,
    onDidChange: () => ({ dispose: () => undefined }),
  };
}
