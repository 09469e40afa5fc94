/** The lines of one side, from `first` to `end` (exclusive), counted from 0. */
export interface Side {
  /** The text after the marker, such as a branch or a commit. Other people's text. */
  readonly label: string;
  readonly first: number;
  readonly end: number;
}

/** A conflict as git writes it into a file, from its first marker's `line` to `end` (exclusive). */
export interface Conflict {
  readonly line: number;
  readonly end: number;
  readonly ours: Side;
  /** Present with the `merge.conflictStyle` `diff3` or `zdiff3`. */
  readonly base?: Side | undefined;
  readonly theirs: Side;
  /** Lines that may separate the sides; several if a side itself contains such a line. */
  readonly separators: readonly number[];
}

const mostConflicts = 200;
const mostSeparators = 16;
/** Seven characters, or more if the attribute `conflict-marker-size` says so. */
const marker = /^(<{7,100}|\|{7,100}|={7,100}|>{7,100})(?: (.*?))?\r?$/;
/** A base that git had to merge first contains markers of its own. */
const inBase = /^Temporary merge branch \d+$/;

interface Open {
  readonly line: number;
  readonly ours: Pick<Side, 'label' | 'first'>;
  bars: { readonly label: string; readonly line: number }[];
  separators: number[];
}

/**
 * The complete conflicts of a text, at most 200, with markers of the largest size found, since text
 * may quote smaller ones. Markers out of order start over or are text.
 */
export function findConflicts(lines: readonly string[]): readonly Conflict[] {
  const bySize = new Map<number, Conflict[]>();
  const open = new Map<number, Open>();
  for (const [line, text] of lines.entries()) {
    const [, sign, label = ''] = marker.exec(text.slice(0, 300)) ?? [];
    if (sign === undefined) {
      continue;
    }
    const size = sign.length;
    const found = readMarker(open, { line, sign, label });
    const conflicts = bySize.get(size) ?? [];
    if (found && conflicts.length < mostConflicts) {
      bySize.set(size, [...conflicts, found]);
    }
  }
  return bySize.get(Math.max(...bySize.keys())) ?? [];
}

/** The conflict that ends with this marker, if one does. */
function readMarker(
  all: Map<number, Open>,
  { line, sign, label }: { readonly line: number; readonly sign: string; readonly label: string },
): Conflict | undefined {
  const size = sign.length;
  const open = all.get(size);
  if (sign.startsWith('<') && !inBase.test(label)) {
    all.set(size, { line, ours: { label, first: line + 1 }, bars: [], separators: [] });
  } else if (open && sign.startsWith('|') && open.bars.length === 0) {
    open.bars = [{ label, line }];
  } else if (open && sign.startsWith('=')) {
    open.separators.push(line);
  } else if (open && sign.startsWith('>') && open.separators.length > 0 && !inBase.test(label)) {
    all.delete(size);
    return close(open, label, line);
  }
  return undefined;
}

function close(open: Open, label: string, line: number): Conflict {
  const [bar] = open.bars;
  const afterBar = open.separators.filter(each => bar !== undefined && bar.line < each);
  const base = afterBar.length > 0 ? bar : undefined;
  const separators = base ? afterBar : open.separators;
  const middle = separators[0] ?? line;
  return {
    line: open.line,
    end: line + 1,
    ours: { ...open.ours, end: base?.line ?? middle },
    base: base && { label: base.label, first: base.line + 1, end: middle },
    theirs: { label, first: middle + 1, end: line },
    separators: [
      ...separators.slice(0, mostSeparators / 2),
      ...separators.slice(mostSeparators / 2).slice(-mostSeparators / 2),
    ],
  };
}

/** The same conflict with its sides separated at another of its separators. */
export function partAt(conflict: Conflict, separator: number): Conflict {
  const { ours, base, theirs } = conflict;
  return {
    ...conflict,
    ours: base ? ours : { ...ours, end: separator },
    base: base && { ...base, end: separator },
    theirs: { ...theirs, first: separator + 1 },
  };
}
