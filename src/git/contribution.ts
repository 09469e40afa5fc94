/** What one author did: so many lines or commits, the last at an instant (epoch milliseconds). */
export interface Contribution {
  readonly name: string;
  /** As git has it after `.mailmap`, in lower case. May be anything at all. */
  readonly emailAddress: string;
  readonly amount: number;
  readonly lastAt: number;
}

/** Adds up what the same address did. The latest name is kept. */
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
