/**
 * A command's arguments, with null for unreadable ones, which no command takes for no argument. Any
 * extension may call our commands with anything, including revoked proxies and throwing getters.
 */
export function readableArguments(args: readonly unknown[]): unknown[] {
  return args.map(arg => (isReadable(arg, 3) ? arg : null));
}

function isReadable(value: unknown, depth: number): boolean {
  try {
    if (typeof value !== 'object' || value === null || depth === 0) {
      return true;
    }
    // A proxy may list no keys and still throw on access.
    Reflect.get(value, 'length');
    Reflect.has(value, 'length');
    Reflect.getPrototypeOf(value);
    return Object.values(value).every(each => isReadable(each, depth - 1));
  } catch {
    return false;
  }
}
