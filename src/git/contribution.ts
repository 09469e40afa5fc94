/** An author's number of lines or commits, and the time of the last one (epoch milliseconds). */
export interface Contribution {
  readonly name: string;
  /** From git, after `.mailmap`, in lower case. May be any text. */
  readonly emailAddress: string;
  readonly amount: number;
  readonly lastAt: number;
}

/** Adds up contributions by address, keeping the latest name. */
export function addUp(contributions: Iterable<Contribution>): readonly Contribution[] {
  const sums = new Map<string, Contribution>();
  for (const each of contributions) {
    const sum = sums.get(each.emailAddress);
    sums.set(each.emailAddress, sum === undefined ? each : add(sum, each));
  }
  return [...sums.values()];
}

function add(a: Contribution, b: Contribution): Contribution {
  const latest = b.lastAt > a.lastAt ? b : a;
  return { ...latest, amount: a.amount + b.amount };
}
