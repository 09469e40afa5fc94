import path from 'node:path';
import { installOnce, installLocked } from './install.mts';

/** Where the server build of VS Code is; the npm package code-server carries it. */
export async function installCodeServer(): Promise<{ serverMain: string; entry: string }> {
  const home = await installOnce('code-server', folder => {
    const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
    installLocked(vscode, '--omit=dev', '--legacy-peer-deps');
    installLocked(path.join(vscode, 'extensions'), '--omit=dev');
  });
  const codeServer = path.join(home, 'node_modules/code-server');
  return {
    serverMain: path.join(codeServer, 'lib/vscode/out/server-main.js'),
    entry: path.join(codeServer, 'out/node/entry.js'),
  };
}
