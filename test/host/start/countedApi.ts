import assert from 'node:assert/strict';
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
const isTaken = /^register(Command|AuthenticationProvider|UriHandler)$/;
const entry = path.join(root, 'dist/extension.js');

/** The built files, each compiled once; every start runs them anew. */
const compiled = new Map<string, Callable>();

function compile(file: string): Callable {
  const known = compiled.get(file);
  if (known) {
    return known;
  }
  const parameters = ['module', 'exports', 'require', 'setTimeout', 'clearTimeout'];
  const text = readFileSync(file, 'utf8');
  const run = vm.compileFunction(text, parameters, { filename: file }) as Callable;
  compiled.set(file, run);
  return run;
}

/**
 * What VS Code gives one start of the built extension, counted until it is given back: items,
 * channels, listeners and timers. The API behind it is the real one.
 */
export class CountedApi {
  /** What was given out and not given back. */
  readonly held = new Set<string>();
  /** What `activate()` gave. */
  given: unknown;
  /** The commands that were registered, by their ids. */
  readonly commands = new Map<string, Callable>();
  /** How often something was given out. */
  calls = 0;

  private readonly failingCall: number;

  private readonly isInDemo: boolean;
  private readonly api = this.wrap(vscode);
  private readonly timers = this.createTimers();
  private readonly modules = new Map<string, { exports: object }>();

  /**
   * With `failingCall`, that call throws instead of giving something out, the first being 1. With
   * `isInDemo` the start is that of somebody who is in the demo, else of one who never signed in.
   */
  constructor(options: { readonly failingCall?: number; readonly isInDemo?: boolean } = {}) {
    this.failingCall = options.failingCall ?? Infinity;
    this.isInDemo = options.isInDemo ?? false;
  }

  /** Calls `activate()` as VS Code does. */
  activate(): vscode.ExtensionContext {
    const context = this.createContext();
    const { activate } = this.load(entry) as { activate: Callable };
    this.given = activate(context);
    return context;
  }

  /** What a built file exports, run with this API; files of one start share their modules. */
  private load(file: string): object {
    const known = this.modules.get(file);
    if (known) {
      return known.exports;
    }
    const module = { exports: {} };
    this.modules.set(file, module);
    const real = createRequire(file);
    const require = (id: string) => {
      if (id === 'vscode') {
        return this.api;
      }
      return id.startsWith('.')
        ? this.load(path.resolve(path.dirname(file), id))
        : (real(id) as unknown);
    };
    compile(file)(module, module.exports, require, this.timers.set, this.timers.clear);
    return module.exports;
  }

  private createContext(): vscode.ExtensionContext {
    const memento = {
      get: (key: string) => (this.isInDemo && key === 'circuit.demo' ? true : undefined),
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

  private createTimers() {
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
      if (name === 'registerCommand') {
        const [id, run] = args as [string, Callable]; // as VS Code declares it
        assert.ok(!this.commands.has(id), `${id} is registered once`);
        this.commands.set(id, run);
      }
      const real = isTaken.test(name) ? { dispose: () => undefined } : (call(...args) as object);
      return new Proxy(real, {
        get: (target, key) => {
          const value = Reflect.get(target, key) as unknown;
          if (typeof value !== 'function') {
            return value;
          }
          if (givesOut.test(String(key))) {
            const inner = (...given: unknown[]) => Reflect.apply(value, target, given) as unknown;
            return this.counted(`${name}.${String(key)}`, inner);
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
