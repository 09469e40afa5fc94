import type * as vscode from 'vscode';
import type { AccountParts } from './account/createAccount';
import type { LateCode } from './code/lateCode';
import type { CommandTable } from './commands';
import type { People } from './people/createPeople';
import type { PeopleLists } from './people/lists';
import type { LateEngine } from './presence/lateEngine';
import type { PresenceStore } from './presence/store';
import type { Settings } from './settings';

/** What all commands do, loaded with the first one that is run. */
export async function loadCommands(o: {
  readonly signingIn: AccountParts;
  readonly lists: () => Promise<PeopleLists>;
  readonly people: People;
  readonly code: LateCode;
  readonly engine: LateEngine;
  readonly store: PresenceStore;
  readonly settings: Settings;
  readonly memory: vscode.Memento;
}): Promise<CommandTable> {
  const { account, demo } = o.signingIn;
  const signingIn = await o.signingIn.commands();
  const { statusCommands } = await import('./status/change/commands');
  const thenMeet = (id: string) => async () => {
    await signingIn[id]?.();
    if (account.account?.kind === 'demo') {
      const { meetColleagues } = await import('./people/watch/commands');
      const { watchList } = await o.lists();
      await meetColleagues(await demo.colleagues(), watchList);
    } else if (account.account) {
      await o.code.offerTeam();
    }
  };
  return {
    ...signingIn,
    'circuit.signIn': thenMeet('circuit.signIn'),
    'circuit.startDemo': thenMeet('circuit.startDemo'),
    ...(await o.people.commands()),
    ...(await o.code.commands()),
    ...statusCommands({
      ...o.engine,
      store: o.store,
      account: () => account.account,
      workingHours: () => o.settings.workingHours.value,
      memory: o.memory,
    }),
  };
}
