import * as l10n from '@vscode/l10n';
import type { Logger } from '../base/log';
import { type Memento, readEntry, writeEntry } from '../base/memento';
import type { Transport } from '../circuit/transport';
import type { Session } from './storage/session';

/** The contact to name when an administrator has to act. */
export interface Support {
  /** Asks Circuit in the background; a failure is ignored. */
  learn(session: Session): void;
  /** A sentence with a leading space, or an empty text if no contact is known. */
  hint(origin: string): string;
}

const supportKey = 'circuit.support';

/** Keeps each host's support address in `memory`, since it is needed while nobody is signed in. */
export function createSupport(transport: Transport, memory: Memento, log: Logger): Support {
  const learn = async ({ origin, accessToken }: Session) => {
    const { createCircuitClient } = await import('../circuit/client');
    const token = () => Promise.resolve(accessToken);
    const access = { origin, transport, token, arrays: 'repeated' } as const;
    const { supportEmailAddress } = await createCircuitClient(() => access, log).getSupportInfo();
    if (/^[\w.+-]{1,64}@[\w.-]{1,190}$/.test(supportEmailAddress)) {
      await writeEntry(memory, supportKey, origin, supportEmailAddress);
    }
  };
  return {
    learn: session => {
      learn(session).catch(() => log.debug('The support contact is not known.'));
    },
    hint: origin => {
      const address = readEntry(memory, supportKey, origin);
      return address === undefined ? '' : ` ${l10n.t('Support: {0}', address)}`;
    },
  };
}
