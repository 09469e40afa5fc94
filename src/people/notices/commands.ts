import * as vscode from 'vscode';
import { escapeIcons } from '../../base/plainText';
import { clockWords, nextMidnight } from '../../base/timeWords';
import { requirePeople } from '../commandTargets';
import type { PeopleContext } from '../context';
import { describeRow, type Person } from '../personText';
import { isDue, type Notice } from './notice';
import type { NoticeList } from './noticeList';
import { joinNames, showNotice } from './noticeMessage';

const hourMs = 60 * 60_000;

/**
 * The commands for one-time notifications when somebody, or all of several people, are available.
 */
export function notifyCommands(parts: PeopleContext) {
  return {
    'circuit.person.notify': (...args: unknown[]) =>
      notifyWhenAvailable(requirePeople(args, parts), parts),
    'circuit.person.notifyTogether': async (...args: unknown[]) => {
      const people = await pickTogether(requirePeople(args, parts), parts);
      const [first, ...others] = people ?? [];
      if (first) {
        await notifyWhenAvailable([first, ...others], parts);
      }
    },
    'circuit.person.cancelNotify': async (...args: unknown[]) => {
      await parts.notices.cancel(requirePeople(args, parts).map(({ userId }) => userId));
    },
    'circuit.showNotices': () => showWaiting(parts.notices),
  };
}

/** Asks for how long, then waits. Notifies at once if the condition is already met. */
async function notifyWhenAvailable(
  people: readonly [Person, ...Person[]],
  parts: PeopleContext,
): Promise<void> {
  const notice: Notice = {
    noticeId: crypto.randomUUID(),
    condition: 'available',
    people: people.map(({ userId, displayName }) => ({ userId, displayName })),
    expiresAt: Infinity,
  };
  const { store } = parts;
  // Data from before Circuit became unreachable is no basis.
  if (store.connection.kind === 'online' && isDue(notice, userId => store.get(userId))) {
    await showNotice(notice, parts.account()?.kind === 'demo');
    return;
  }
  const expiresAt = await pickExpiry(people);
  if (expiresAt !== undefined) {
    await parts.notices.add({ ...notice, expiresAt });
    parts.poller.poke();
    tellComing(people);
  }
}

/** Says in passing that a notification about `people` will come. */
export function tellComing(people: readonly Person[]): void {
  const words = vscode.l10n.t("You'll be notified about {0}.", escapeIcons(joinNames(people)));
  vscode.window.setStatusBarMessage(words, 3_000);
}

async function pickExpiry(people: readonly Person[]): Promise<number | undefined> {
  const now = Date.now();
  const choices = [
    { label: vscode.l10n.t('Within an hour'), expiresAt: now + hourMs },
    { label: vscode.l10n.t('Within four hours'), expiresAt: now + 4 * hourMs },
    { label: vscode.l10n.t('Today'), expiresAt: nextMidnight(now) },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title:
      people.length === 1
        ? vscode.l10n.t('Notify Me When {0} Is Available', escapeIcons(joinNames(people)))
        : vscode.l10n.t(
            'Notify Me When Everyone Is Available: {0}',
            escapeIcons(joinNames(people)),
          ),
    placeHolder: vscode.l10n.t('How long do you want to wait?'),
  });
  return chosen?.expiresAt;
}

/** Lets the person add to the chosen people from all watched people. */
async function pickTogether(
  chosen: readonly Person[],
  { watchList, store }: PeopleContext,
): Promise<readonly Person[] | undefined> {
  const chosenIds = new Set(chosen.map(({ userId }) => userId));
  const others = watchList.watching.people.filter(({ userId }) => !chosenIds.has(userId));
  const moment = { now: Date.now() };
  const items = [...chosen, ...others].map(person => {
    const { label, description } = describeRow(person, store.get(person.userId), moment);
    return { label, description, person, picked: chosenIds.has(person.userId) };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Notify Me When Everyone Is Available'),
    placeHolder: vscode.l10n.t("Select everyone you're waiting for"),
    canPickMany: true,
  });
  return picked?.map(({ person }) => person);
}

/** Lists what somebody waits for, to keep or to clear. */
async function showWaiting(notices: NoticeList): Promise<void> {
  const moment = { now: Date.now() };
  const items = notices.waiting.map(({ noticeId, condition, people, expiresAt }) => ({
    label: escapeIcons(joinNames(people)),
    description: vscode.l10n.t('until {0}', clockWords(expiresAt, moment)),
    detail: condition === 'dndOver' ? vscode.l10n.t('When Do Not Disturb is over') : '',
    picked: true,
    noticeId,
  }));
  if (items.length === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t("You're not waiting for anyone."), 3_000);
    return;
  }
  const kept = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Pending Notifications'),
    placeHolder: vscode.l10n.t('Clear any you no longer want'),
    canPickMany: true,
  });
  if (kept) {
    const dropped = items.filter(item => !kept.includes(item));
    await notices.remove(dropped.map(({ noticeId }) => noticeId));
  }
}
