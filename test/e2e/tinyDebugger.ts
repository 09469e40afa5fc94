import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

const manifest = {
  name: 'tiny-debugger',
  publisher: 'test',
  version: '1.0.0',
  engines: { vscode: '^1.101.0' },
  main: './extension.js',
  activationEvents: ['onDebug'],
  contributes: {
    debuggers: [{ type: 'tiny', label: 'Tiny' }],
    commands: [{ command: 'tiny.crash', title: 'Tiny: Kill the Extension Host' }],
  },
};

/** A debug adapter for a program that does nothing until it is stopped. */
const code = `
const vscode = require('vscode');
const adapter = () => {
  const sent = new vscode.EventEmitter();
  const send = message => sent.fire({ seq: 0, ...message });
  const bodies = { threads: { threads: [{ id: 1, name: 'main' }] } };
  return {
    onDidSendMessage: sent.event,
    handleMessage({ type, seq, command }) {
      if (type !== 'request') return;
      send({ type: 'response', request_seq: seq, success: true, command, body: bodies[command] ?? {} });
      const event = { initialize: 'initialized', disconnect: 'terminated' }[command];
      if (event !== undefined) send({ type: 'event', event });
    },
    dispose() {},
  };
};
exports.activate = ({ subscriptions }) => {
  const factory = {
    createDebugAdapterDescriptor: () => new vscode.DebugAdapterInlineImplementation(adapter()),
  };
  subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory('tiny', factory),
    vscode.commands.registerCommand('tiny.crash', () => process.kill(process.pid, 'SIGKILL')),
  );
};
`;

/**
 * A folder to debug in, the extension that debugs, and a task that runs until it is told to end.
 */
export interface DebuggedFolder {
  readonly folder: string;
  /** The extension's folder. */
  readonly extension: string;
  endTask(): void;
  remove(): void;
}

export function createDebuggedFolder(): DebuggedFolder {
  const home = mkdtempSync(path.join(tmpdir(), 'debugged-'));
  const [extension, folder] = [path.join(home, 'extension'), path.join(home, 'folder')];
  mkdirSync(extension);
  writeJson(path.join(extension, 'package.json'), manifest);
  writeFileSync(path.join(extension, 'extension.js'), code);
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  const configurations = [{ type: 'tiny', request: 'launch', name: 'Tiny' }];
  writeJson(path.join(folder, '.vscode/launch.json'), { version: '0.2.0', configurations });
  const end = path.join(folder, 'end');
  const wait = `setInterval(() => require('fs').existsSync('end') && process.exit(), 100)`;
  const task = { label: 'deploy', type: 'process', command: process.execPath, args: ['-e', wait] };
  const tasks = [{ ...task, problemMatcher: [] }];
  writeJson(path.join(folder, '.vscode/tasks.json'), { version: '2.0.0', tasks });
  return {
    folder,
    extension,
    endTask: () => writeFileSync(end, ''),
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}
