import type { AwaitedEnd } from '../../presence/until/arrangement';

/** An end that VS Code reports by no event: a time, or somebody's return. */
export function withoutEvent(kind: 'back' | 'dndEnd'): AwaitedEnd {
  return {
    event: { kind },
    isOver: () => false,
    onDidChange: () => ({ dispose: () => undefined }),
  };
}
