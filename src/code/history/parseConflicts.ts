/** Lines of one side, from `first` up to but without `end`, counted from 0. */
export interface Side {
  /** What stands after the marker: a branch, a commit. Foreign text. */
  readonly label: string;
  readonly first: number;
  readonly end: number;
}

/** A conflict as git writes it into a file, from its first marker's `line` up to but without `end`. */
export interface Conflict {
  readonly line: number;
  readonly end: number;
  readonly ours: Side;
  /** With `merge.conflictStyle` `diff3` or `zdiff3`. */
  readonly base?: Side | undefined;
  readonly theirs: Side;
}

const mostConflicts = 200;
const marker = /^(<{7}|\|{7}|={7}|>{7})(?: (.*?))?\r?$/;

interface Open {
  readonly line: number;
  readonly ours: Pick<Side, 'label' | 'first'>;
  baseMarker?: { readonly label: string; readonly line: number };
  middle?: number;
}

/** The whole conflicts of a text, the first 200. Markers out of order start over or are text. */
export function findConflicts(lines: readonly string[]): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  let open: Open | undefined;
  for (const [line, text] of lines.entries()) {
    const [, sign, label = ''] = marker.exec(text.slice(0, 300)) ?? [];
    if (sign?.startsWith('<')) {
      open = { line, ours: { label, first: line + 1 } };
    } else if (open && sign?.startsWith('|') && open.middle === undefined) {
      open.baseMarker ??= { label, line };
    } else if (open && sign?.startsWith('=')) {
      open.middle ??= line;
    } else if (open?.middle !== undefined && sign?.startsWith('>')) {
      conflicts.push(close(open, open.middle, label, line));
      open = undefined;
      if (conflicts.length === mostConflicts) {
        break;
      }
    }
  }
  return conflicts;
}

function close(open: Open, middle: number, label: string, line: number): Conflict {
  const { baseMarker } = open;
  return {
    line: open.line,
    end: line + 1,
    ours: { ...open.ours, end: baseMarker?.line ?? middle },
    base: baseMarker && { label: baseMarker.label, first: baseMarker.line + 1, end: middle },
    theirs: { label, first: middle + 1, end: line },
  };
}

/**
 * Where `block` stands in `lines` (from 0), nearest to `near`; `undefined` when it does not, as a
 * whole, in one piece.
 */
export function findBlock(
  lines: readonly string[],
  block: readonly string[],
  near: number,
): number | undefined {
  const [first] = block;
  let best: number | undefined;
  for (
    let at = lines.indexOf(first ?? '');
    first !== undefined && at >= 0;
    at = lines.indexOf(first, at + 1)
  ) {
    const isNearer = best === undefined || Math.abs(at - near) < Math.abs(best - near);
    if (isNearer && block.every((line, offset) => lines[at + offset] === line)) {
      best = at;
    }
  }
  return best;
}
