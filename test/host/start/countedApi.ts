import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import * as vscode from 'vscode';
import { root } from '../../launch/paths.mts';

type Callable = (...args: unknown[]) => unknown;

/** Functions of VS Code that give something out which has to be given back. */
const givesOut = /^(create|register|onDid|onWill)/;
/** The real extension holds these names in this window already. */
const isTaken = /^register(Command|AuthenticationProvider)$/;
const file = path.join(root, 'dist/extension.js');
const run = vm.compileFunction(
  readFileSync(file, 'utf8'),
  ['module', 'exports', 'require', 'setTimeout', 'clearTimeout'],
  { filename: file },
) as Callable;

/**
 * What VS Code gives one start of the built extension, counted until it is given back: items,
 * channels, listeners and timers. The API behind it is the real one.
 */
export class CountedApi {
  /** What was given out and not given back. */
  readonly held = new Set<string>();
  /** What `activate()` gave. */
  given: unknown;
  /** How often something was given out. */
  calls = 0;

  private readonly failingCall: number;

  /** With `failingCall`, that call throws instead of giving something out, the first being 1. */
  constructor(failingCall?: number) {
    this.failingCall = failingCall ?? Infinity;
  }

  /** Calls `activate()` as VS Code does, of somebody who never signed in. */
  activate(): vscode.ExtensionContext {
    const context = this.createContext();
    const { set, clear } = this.timers();
    const module = { exports: {} as { activate: Callable } };
    run(module, module.exports, requireWith(this.wrap(vscode)), set, clear);
    this.given = module.exports.activate(context);
    return context;
  }

  private createContext(): vscode.ExtensionContext {
    const memento = {
      get: () => undefined,
      update: () => undefined,
      setKeysForSync: () => undefined,
    };
    const context = {
      subscriptions: [],
      globalState: memento,
      workspaceState: memento,
      secrets: this.wrap({
        get: () => Promise.resolve(undefined),
        onDidChange: () => ({ dispose: () => undefined }),
      }),
      globalStorageUri: vscode.Uri.file('/nowhere'),
      extensionMode: vscode.ExtensionMode.Production,
      extension: vscode.extensions.getExtension('circuit-presence.circuit-presence'),
    };
    return context as unknown as vscode.ExtensionContext; // all that the extension reads of it
  }

  private timers() {
    const set = (run: () => void, ms: number) => {
      const returned = this.give('setTimeout');
      const timer = setTimeout(() => {
        returned();
        run();
      }, ms);
      return { timer, returned };
    };
    const clear = (set?: { timer: NodeJS.Timeout; returned: () => void }) => {
      clearTimeout(set?.timer);
      set?.returned();
    };
    return { set, clear };
  }

  /** Notes that something is given out. Call what it answers once it is back. */
  private give(name: string): () => void {
    const id = `${name}, call ${++this.calls}`;
    if (this.calls === this.failingCall) {
      throw new Error(`${id} fails.`);
    }
    this.held.add(id);
    return () => this.held.delete(id);
  }

  /** `api` with every function counted that gives something out. */
  private wrap<T extends object>(api: T): T {
    return new Proxy({} as T, {
      get: (_, key) => {
        const value = Reflect.get(api, key) as unknown;
        if (typeof value === 'function' && givesOut.test(String(key))) {
          return this.counted(String(key), (...args) => Reflect.apply(value, api, args) as unknown);
        }
        const isNamespace = typeof value === 'object' && value !== null;
        return isNamespace ? this.wrap(value) : value;
      },
    });
  }

  private counted(name: string, call: Callable): Callable {
    return (...args) => {
      const returned = this.give(name);
      const real = isTaken.test(name) ? { dispose: () => undefined } : (call(...args) as object);
      return new Proxy(real, {
        get: (target, key) => {
          const value = Reflect.get(target, key) as unknown;
          if (typeof value !== 'function') {
            return value;
          }
          return (...given: unknown[]) => {
            if (key === 'dispose') {
              returned();
            }
            return Reflect.apply(value, target, given) as unknown;
          };
        },
        set: (target, key, value) => Reflect.set(target, key, value),
      });
    };
  }
}

function requireWith(api: object): Callable {
  const real = createRequire(file);
  return id => (id === 'vscode' ? api : (real(String(id)) as unknown));
}
