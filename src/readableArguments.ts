/**
 * A command's arguments without unreadable ones. Any extension may call our commands with anything,
 * including revoked proxies and throwing getters.
 */
export function readableArguments(args: readonly unknown[]): unknown[] {
  return args.map(arg => (isReadable(arg, 3) ? arg : undefined));
}

function isReadable(value: unknown, depth: number): boolean {
  try {
    if (typeof value !== 'object' || value === null || depth === 0) {
      return true;
    }
    // A proxy may list no keys and still throw on access.
    Reflect.get(value, 'length');
    return Object.values(value).every(each => isReadable(each, depth - 1));
  } catch {
    return false;
  }
}
