import * as vscode from 'vscode';
import type { Account } from '../../account/account';
import { canSetPresence } from '../../account/scopes';
import type { Memento } from '../../base/memento';
import type { Moment } from '../../base/timeWords';
import { UserError } from '../../base/userError';
import { personsZone } from '../../base/zonedTime';
import type { Presence } from '../../circuit/schemas';
import {
  DEFAULT_WORKING_HOURS,
  parseWorkingHours,
  type WorkingHours,
} from '../../presence/dndTimes';
import { type EndEvent, presenceOf } from '../../presence/model';
import type { OwnPresence } from '../../presence/set/ownPresence';
import type { AwaitedEnd } from '../../presence/until/arrangement';
import type { Arrangements } from '../../presence/until/arrangements';
import type { Poller } from '../../presence/polling/poller';
import type { PresenceChange } from '../../presence/presenceChange';
import { stateWord } from '../../presence/stateWords';
import type { PresenceStore } from '../../presence/store';
import type { EndEvents } from '../until/endEvents';
import { describeDifference } from './answerDifference';
import { perAccount, remember } from '../saved/recentStatuses';
import type { PersonsZone } from './timeZone';

/** The dependencies of the status commands. */
export interface StatusParts {
  readonly store: PresenceStore;
  readonly ownPresence: Pick<OwnPresence, 'set' | 'lookAhead' | 'undoTarget' | 'undo'>;
  readonly arrangements: Pick<Arrangements, 'begin' | 'letGo'>;
  readonly endEvents: EndEvents;
  readonly poller: Pick<Poller, 'readOwn'>;
  account(): Account | undefined;
  /** The setting `circuit.workingHours` as typed. */
  workingHours(): string;
  readonly memory: Memento;
  readonly zone: PersonsZone;
}

/** The parts, and the ways to change the user's presence. */
export interface StatusChanger extends StatusParts {
  /** Sets and remembers a change; shows a message only if Circuit's answer differs. */
  change(change: PresenceChange): Promise<void>;
  /** The same until something happens. */
  changeUntil(end: AwaitedEnd, change: PresenceChange): Promise<void>;
  /** Sets what was before, and remembers nothing of it. */
  goBack(change: PresenceChange): Promise<void>;
  undo(): Promise<void>;
}

export function createStatusChanger(parts: StatusParts): StatusChanger {
  const memory = perAccount(parts.memory, () => parts.account());
  let last: object | undefined;
  return {
    ...parts,
    memory,
    async change(asked) {
      checkScopes(parts);
      const change = await withState(asked, parts);
      last = change;
      void parts.arrangements.letGo();
      const answer = await parts.ownPresence.set(change);
      // The answer to a superseded change belongs to a later one, maybe another window's.
      if (last === change && answer) {
        showDifference(change, answer, parts.zone);
        await tryToRemember(memory, change);
      }
    },
    async changeUntil(end, change) {
      checkScopes(parts);
      last = change;
      const answer = await parts.arrangements.begin(end, change);
      if (last === change && answer) {
        showDifference(change, answer, parts.zone);
        await tryToRemember(memory, change, end.event);
      }
    },
    async goBack(change) {
      checkScopes(parts);
      last = undefined;
      void parts.arrangements.letGo();
      await parts.ownPresence.set(change);
    },
    async undo() {
      checkScopes(parts);
      last = undefined;
      void parts.arrangements.letGo();
      await parts.ownPresence.undo();
    },
  };
}

/**
 * Circuit sets a message only together with a state. If the current state cannot be set, asks for
 * one.
 */
async function withState(change: PresenceChange, { store }: StatusParts): Promise<PresenceChange> {
  const { known } = store.own;
  const shown = presenceOf(known)?.state;
  if (change.state !== undefined || !(shown === 'OFFLINE' || shown === 'UNKNOWN')) {
    return change;
  }
  const items = (['AVAILABLE', 'AWAY', 'BUSY'] as const).map(state => ({
    label: stateWord(state),
    state,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Choose a Status for the Message'),
  });
  if (!chosen) {
    throw new vscode.CancellationError();
  }
  return { ...change, state: chosen.state };
}

/** The presence was set; failing to remember it is not worth a message. */
async function tryToRemember(
  memory: Memento,
  change: PresenceChange,
  event?: EndEvent,
): Promise<void> {
  try {
    await remember(memory, change, Date.now(), event);
  } catch {
    return;
  }
}

function showDifference(change: PresenceChange, answer: Presence, zone: PersonsZone): void {
  const difference = describeDifference(change, answer, moment(zone));
  if (difference !== undefined) {
    void vscode.window.showWarningMessage(difference);
  }
}

/** The working hours, with a sentence if the setting is invalid and the default is used. */
export function readHours(parts: StatusParts): { hours: WorkingHours; problem?: string } {
  const read = parseWorkingHours(parts.workingHours());
  return read.kind === 'ok'
    ? { hours: read.hours }
    : { hours: DEFAULT_WORKING_HOURS, problem: read.reason };
}

/** The current time and language; times include their zone if it may not be the person's. */
export function moment(zone?: PersonsZone): Moment {
  const namesZone = zone?.isElsewhere === true && personsZone() === undefined;
  return { now: Date.now(), namesZone };
}

function checkScopes(parts: StatusParts): void {
  const scopes = parts.account()?.scopes ?? [];
  if (scopes.length > 0 && !canSetPresence(scopes)) {
    throw new UserError(
      vscode.l10n.t(
        'This sign-in can read your presence but not change it. Ask your Circuit administrator to grant the app MANAGE_PRESENCE or WRITE_USER_PROFILE, then sign out and back in.',
      ),
    );
  }
}
