import * as vscode from 'vscode';
import { Emitter } from '../../../src/base/event';
import { DisposableStore } from '../../../src/base/disposables';
import type { User } from '../../../src/circuit/schemas';
import type { CodeContext } from '../../../src/code/context';
import { PresenceInterest } from '../../../src/code/presenceInterest';
import { AddressBook } from '../../../src/code/whoCanIAsk/addressBook';
import type { GitReach } from '../../../src/git/remote/gitReach';
import { createLists } from '../../../src/people/lists';
import { PresenceStore } from '../../../src/presence/store';
import { account, createKeep, user } from '../../unit/people/support';
import { me } from '../../unit/presence/fakeCircuit';

/** A question to git, and whether its answer is still wanted. */
export interface Asked {
  readonly question: string;
  readonly about: { readonly uri?: vscode.Uri; readonly sinceDays?: number };
  readonly signal: AbortSignal;
}

/** The parts about code without git and Circuit: everybody of `company.example` is in Circuit. */
export class FakeContext {
  readonly store = new PresenceStore();
  readonly interest = new PresenceInterest();
  readonly parts = new DisposableStore();
  readonly reached = new Emitter<void>();
  readonly consentChanged = new Emitter<void>();
  readonly asked: Asked[] = [];
  readonly reaches: string[] = [];
  /** Addresses that Circuit was asked about. */
  readonly lookedUp: string[] = [];
  /** Git's answer to a question; may reject. */
  answer: (asked: Asked) => unknown = () => ({ kind: 'untold', why: 'failed' });
  lookUpFault: Error | undefined;
  /** Circuit answers after this. */
  beforeLookUp: Promise<unknown> = Promise.resolve();
  readonly context: CodeContext;

  constructor() {
    const lists = createLists(createKeep(), () => account(), this.parts);
    const git: GitReach = {
      askGit: async (question, about, signal) => {
        const asked = { question, about: about as Asked['about'], signal };
        this.asked.push(asked);
        return (await this.answer(asked)) as never; // whatever a test lets git say
      },
      reach: (_uri, why) => Promise.resolve(void this.reaches.push(why)),
      onDidReach: this.reached.event,
    };
    this.store.setConnection({ kind: 'online', me });
    this.context = {
      ...{ git, lists, store: this.store, interest: this.interest },
      poller: { ask: () => Promise.reject(new Error('Not here.')), poke() {}, refresh: nothing },
      account: () => account(),
      onDidChangeAccount: new Emitter<unknown>().event,
      book: new AddressBook(addresses => this.lookUp(addresses)),
      rules: () => ({ domains: new Set(['company.example']), addresses: new Map() }),
      consent: {
        isGiven: true,
        require: nothing,
        onDidChange: this.consentChanged.event,
      } as never, // what the parts use of it
    };
  }

  dispose(): void {
    [this.parts, this.store, this.interest].forEach(part => part.dispose());
  }

  private async lookUp(addresses: readonly string[]): Promise<ReadonlyMap<string, User>> {
    this.lookedUp.push(...addresses);
    await this.beforeLookUp;
    if (this.lookUpFault) {
      throw this.lookUpFault;
    }
    const known = addresses.filter(address => !address.startsWith('nobody'));
    return new Map(known.map(each => [each, user(each.split('@')[0] ?? '')]));
  }
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

/** Lines that one person wrote. */
export function lines(emailAddress: string, firstLine: number, lineCount: number) {
  const author = { name: 'N', emailAddress, at: Date.now() };
  return { firstLine, lineCount, author, isBoundary: false };
}

/** What one person did lately. */
export function contribution(emailAddress: string) {
  return { name: 'N', emailAddress, amount: 1, lastAt: Date.now() };
}

/** What git tells whole. */
export function told(value: unknown) {
  return { kind: 'told', told: { value, isWhole: true, isShallow: false } };
}
