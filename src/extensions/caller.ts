/** An extension as far as it is told apart and named. */
export interface InstalledExtension {
  /** E.g. `publisher.name`. */
  readonly id: string;
  /** The folder it was installed in. */
  readonly path: string;
}

/**
 * The extension whose code is nearest on `stack`, other than the one with `ownId`. Extensions of one
 * host are not kept apart: this is good enough to ask the person about, and no proof.
 */
export function findCaller<E extends InstalledExtension>(
  stack: string,
  extensions: readonly E[],
  ownId: string,
): E | undefined {
  const others = extensions.filter(({ id }) => id !== ownId);
  const own = extensions.filter(({ id }) => id === ownId);
  const frames = stack.split('\n').filter(line => /^\s*at /.test(line));
  for (const frame of frames) {
    const path = spelled(decode(frame));
    const isIn = (each: InstalledExtension) => path.includes(`${spelled(each.path)}/`);
    // A folder in a folder, as when an extension is developed: the inner one.
    const [found] = others.filter(isIn).sort((a, b) => b.path.length - a.path.length);
    if (found && !own.some(each => isIn(each) && each.path.length > found.path.length)) {
      return found;
    }
  }
  return undefined;
}

/** ES modules are on the stack by address. */
function decode(frame: string): string {
  try {
    return frame.includes('file://') ? decodeURI(frame) : frame;
  } catch {
    return frame;
  }
}

/** One spelling: Windows has two for each path, and a drive in either case. */
function spelled(path: string): string {
  return path.replaceAll('\\', '/').replace(/\b[A-Z]:\//g, drive => drive.toLowerCase());
}
