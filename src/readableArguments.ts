/**
 * Arguments of a command, without those that cannot even be looked at. Any extension may call a
 * command of ours with anything: a revoked proxy and a getter that throws are nobody's choice.
 */
export function readableArguments(args: readonly unknown[]): unknown[] {
  return args.map(arg => (isReadable(arg, 3) ? arg : undefined));
}

function isReadable(value: unknown, depth: number): boolean {
  try {
    if (typeof value !== 'object' || value === null || depth === 0) {
      return true;
    }
    // A proxy may list nothing and refuse to be asked all the same.
    Reflect.get(value, 'length');
    return Object.values(value).every(each => isReadable(each, depth - 1));
  } catch {
    return false;
  }
}
