import path from 'node:path';
import { installOnce, npmInstall } from './install.mts';

const version = '4.139.1';

/** Where the server build of VS Code is; the npm package code-server carries it. */
export async function installCodeServer(): Promise<{ serverMain: string; entry: string }> {
  const home = await installOnce(`code-server-${version}`, folder => {
    npmInstall(folder, `code-server@${version}`);
    const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
    npmInstall(vscode, '--omit=dev');
    npmInstall(path.join(vscode, 'extensions'), '--omit=dev');
  });
  const codeServer = path.join(home, 'node_modules/code-server');
  return {
    serverMain: path.join(codeServer, 'lib/vscode/out/server-main.js'),
    entry: path.join(codeServer, 'out/node/entry.js'),
  };
}
