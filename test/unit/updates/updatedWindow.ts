import { createCurrentAccount } from '../../../src/account/currentAccount';
import { Demo } from '../../../src/account/demo';
import { createHostQuirks } from '../../../src/account/hostQuirks';
import { takeOverKept } from '../../../src/account/storage/accountTag';
import { Sessions } from '../../../src/account/storage/sessions';
import type { StorageNotice } from '../../../src/account/storage/vault';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { createPrivateFolder } from '../../../src/base/sharedFolder';
import type { Transport } from '../../../src/circuit/transport';
import { createLists } from '../../../src/people/lists';
import { createSandbox } from '../../../src/sandbox/app';
import { perAccount } from '../../../src/status/saved/recentStatuses';
import { createLog } from '../account/support';
import { ada, type Installation } from './installation';

/** Nothing reaches Circuit: what was kept has to do. */
const offline: Transport = () => Promise.reject(new Error('There is no network here.'));

/** A window of today's code over what an installation holds, built as the extension builds it. */
export async function openUpdatedWindow({ secrets, globalState }: Installation) {
  const sessions = new Sessions(secrets.window(), globalState);
  const told: StorageNotice[] = [];
  sessions.onDidNotice(notice => told.push(notice));
  const demo = new Demo(globalState, () => Promise.resolve({ createSandbox }));
  const quirks = createHostQuirks(globalState);
  const granted = new Emitter<void>();
  const grant = {
    get sessionId() {
      return sessions.current?.id;
    },
    onDidChange: granted.event,
  };
  const refresh = {
    refresh: () => Promise.resolve('refused' as const),
    whose: () => Promise.resolve(ada.userId),
  };
  const folder = () => Promise.resolve(createPrivateFolder());
  const tools = { transport: offline, refresh, quirks, log: createLog(), folder };
  const account = createCurrentAccount(sessions, demo, grant, tools);
  const takeOver = () => takeOverKept(globalState, account.account);
  account.onDidChange(takeOver);
  await takeOver();
  sessions.select(ada.origin);
  await sessions.load();
  const kept = new DisposableStore();
  const lists = createLists(globalState, () => account.account, kept);
  const statuses = perAccount(globalState, () => account.account);
  const dispose = () => {
    [kept, account, demo, sessions, granted].forEach(part => part.dispose());
  };
  return { sessions, told, demo, quirks, account, lists, statuses, dispose };
}
