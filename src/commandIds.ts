/** Every command of package.json, by the feature that registers it. */
export const commandIds = {
  account: [
    'circuit.signIn',
    'circuit.signOut',
    'circuit.checkConnection',
    'circuit.startDemo',
    'circuit.leaveDemo',
    'circuit.copyDiagnostics',
    'circuit.showLog',
    'circuit.openWalkthrough',
  ],
  status: [
    'circuit.setStatus',
    'circuit.setAvailable',
    'circuit.setAway',
    'circuit.setBusy',
    'circuit.doNotDisturb',
    'circuit.clearDoNotDisturb',
    'circuit.prolongDoNotDisturb',
    'circuit.undoStatus',
    'circuit.setStatusMessage',
    'circuit.clearStatusMessage',
  ],
  people: [
    'circuit.searchPeople',
    'circuit.clearSearch',
    'circuit.addPeople',
    'circuit.refresh',
    'circuit.showSupportInfo',
    'circuit.createGroup',
    'circuit.group.rename',
    'circuit.group.remove',
    'circuit.label.open',
    'circuit.label.copy',
    'circuit.person.actions',
    'circuit.person.open',
    'circuit.person.call',
    'circuit.person.profile',
    'circuit.person.copyEmail',
    'circuit.person.sendEmail',
    'circuit.person.watch',
    'circuit.person.unwatch',
    'circuit.person.move',
    'circuit.person.notify',
    'circuit.person.notifyTogether',
    'circuit.person.cancelNotify',
    'circuit.showNotices',
    'circuit.group.add',
  ],
  code: [
    'circuit.whoCanIAsk',
    'circuit.startWithTeam',
    'circuit.addCoAuthor',
    'circuit.showOwners',
    'circuit.repository.refresh',
    'circuit.repository.actions',
    'circuit.stopAskingAboutCode',
  ],
  extensions: ['circuit.manageAccess'],
} as const;

/** A feature that has commands. */
export type Feature = keyof typeof commandIds;

/** The implementation of each command of a feature. */
export type CommandTable<F extends Feature> = Readonly<
  Record<(typeof commandIds)[F][number], (...args: unknown[]) => unknown>
>;
