import process from 'node:process';
import { findDesktop } from './desktop.mts';

/** Which build of VS Code to use. */
export type Host =
  { readonly kind: 'desktop'; readonly executable: string } | { readonly kind: 'server' };

/** Takes desktop VS Code where it can be had, else the server build; `--host=` forces one. Says why. */
export async function chooseHost(): Promise<Host> {
  const wanted = process.argv.find(arg => arg.startsWith('--host='))?.slice('--host='.length);
  if (wanted !== undefined && wanted !== 'desktop' && wanted !== 'server') {
    throw new Error(`--host=${wanted}: say desktop or server.`);
  }
  if (wanted === 'server') {
    return say({ kind: 'server' }, 'the server build, as --host=server asks');
  }
  try {
    const { executable, why } = await findDesktop();
    return say({ kind: 'desktop', executable }, `desktop, ${why}: ${executable}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (wanted === 'desktop') {
      throw new Error(`No desktop VS Code: ${why}`, { cause: error });
    }
    return say({ kind: 'server' }, `the server build, since no desktop one can be had: ${why}`);
  }
}

function say(host: Host, words: string): Host {
  process.stderr.write(`VS Code: ${words}.\n`);
  return host;
}
