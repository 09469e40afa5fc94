import * as vscode from 'vscode';
import { orAborted } from '../../base/async';
import type { Disposable } from '../../base/disposables';
import { type Memento, readEntry, writeEntry } from '../../base/memento';
import type { Expected } from './callback';
import { type ListenForCallback, type Loopback, LoopbackPort, PageReturn } from './loopback';
import type { WebSite } from './questions/adminRequest';
import {
  needsExternalAddress,
  type Place,
  type RedirectRoute,
  redirectRoutes,
} from './redirectRoutes';

/** One way in which the browser's answer can get back. */
export interface RouteBack {
  readonly route: RedirectRoute;
  /** Where Circuit is to send the browser, for one attempt. */
  redirectUri(): Promise<string>;
  listen(expected: Expected): Promise<Loopback | 'taken' | 'none'>;
}

const chosenKey = 'circuit.redirectRoutes';

/** The ways back to this window. Disposing frees the port. */
export class WaysBack implements Disposable {
  private readonly port: LoopbackPort | undefined;
  private readonly page = new PageReturn();
  private readonly runsOn: Place['runsOn'];
  private readonly memory: Memento;

  constructor(o: {
    /** Missing in a worker of the browser. */
    readonly listenForCallback: ListenForCallback | undefined;
    readonly extensionKind: vscode.ExtensionKind;
    /** Keeps what a person chose, by the origin they signed in at. */
    readonly memory: Memento;
  }) {
    this.port = o.listenForCallback && new LoopbackPort(o.listenForCallback);
    const isBeside = o.extensionKind === vscode.ExtensionKind.UI;
    this.runsOn = this.port ? (isBeside ? 'ui' : 'workspace') : 'worker';
    this.memory = o.memory;
  }

  /** The way to begin with, and another one that the person may choose instead. */
  async find(origin: string, port: number, signal: AbortSignal): Promise<[RouteBack, RouteBack?]> {
    const localUri = `http://localhost:${port}/callback`;
    const routes = await this.findRoutes(localUri, signal);
    if (routes.includes('loopback')) {
      return [this.way('loopback', localUri)];
    }
    const paste = this.way('paste', localUri);
    if (!routes.includes('page') || !(await orAborted(signal, findWebSite()))) {
      return [paste];
    }
    const page = this.way('page', localUri);
    const isPageChosen = readEntry(this.memory, chosenKey, origin) === 'page';
    return isPageChosen ? [page, paste] : [paste, page];
  }

  /** Remembers the way that led to a sign-in, for the next one. */
  async remember(origin: string, { route }: RouteBack): Promise<void> {
    if (route !== (readEntry(this.memory, chosenKey, origin) ?? 'paste') && route !== 'loopback') {
      await writeEntry(this.memory, chosenKey, origin, route);
    }
  }

  /** Takes what VS Code's site was given and handed on. */
  comeBack(uri: vscode.Uri): void {
    this.page.arrive(uri.query);
  }

  dispose(): void {
    this.port?.dispose();
  }

  private way(route: RedirectRoute, localUri: string): RouteBack {
    return {
      route,
      redirectUri: async () => (route === 'page' ? await pageUri() : localUri),
      listen: async expected => {
        switch (route) {
          case 'loopback':
            return (await this.port?.listen(localUri, expected)) ?? 'none';
          case 'page':
            return this.page.listen(expected);
          case 'paste':
            return 'none';
        }
      },
    };
  }

  private async findRoutes(
    redirectUri: string,
    signal: AbortSignal,
  ): Promise<readonly RedirectRoute[]> {
    const place: Place = {
      ui: vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop',
      runsOn: this.runsOn,
      remoteName: vscode.env.remoteName,
    };
    const external = needsExternalAddress(place)
      ? await orAborted(signal, findExternalAddress(redirectUri))
      : undefined;
    return redirectRoutes({ ...place, external }, redirectUri);
  }
}

/** An address on VS Code's site that is good for coming back to this window once. */
async function pageUri(): Promise<string> {
  const ours = `${vscode.env.uriScheme}://circuit-presence.circuit-presence/callback`;
  return (await vscode.env.asExternalUri(vscode.Uri.parse(ours, true))).toString(true);
}

/** The page that VS Code is, if it can come back to it; undefined where it is none. */
export async function findWebSite(): Promise<WebSite | undefined> {
  if (vscode.env.uiKind !== vscode.UIKind.Web) {
    return undefined;
  }
  const { protocol, origin } = new URL(await pageUri());
  const hasServer = vscode.env.remoteName !== undefined;
  return /^https?:$/.test(protocol) ? { origin, hasServer } : undefined;
}

/** Undefined if VS Code knows none; pasting still works then. */
async function findExternalAddress(redirectUri: string): Promise<URL | undefined> {
  try {
    const uri = await vscode.env.asExternalUri(vscode.Uri.parse(redirectUri, true));
    return URL.parse(uri.toString(true)) ?? undefined;
  } catch {
    return undefined;
  }
}
