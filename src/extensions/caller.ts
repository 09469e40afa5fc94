/** What is needed to tell an extension apart. */
export interface InstalledExtension {
  /** For example `publisher.name`. */
  readonly id: string;
  /** The folder in which it is installed. */
  readonly path: string;
}

/**
 * The extension whose code is nearest on `stack`, other than `ownId`. Extensions share one host, so
 * this is good enough for a question to the person, but proves nothing.
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
    // With one folder inside another, as during development, the inner one counts.
    const [found] = others.filter(isIn).sort((a, b) => b.path.length - a.path.length);
    if (found && !own.some(each => isIn(each) && each.path.length > found.path.length)) {
      return found;
    }
  }
  return undefined;
}

/** ES modules appear on the stack by URL. */
function decode(frame: string): string {
  try {
    return frame.includes('file://') ? decodeURI(frame) : frame;
  } catch {
    return frame;
  }
}

/** Gives each path one spelling: Windows has two separators, and drive letters in either case. */
function spelled(path: string): string {
  return path.replaceAll('\\', '/').replace(/\b[A-Z]:\//g, drive => drive.toLowerCase());
}
