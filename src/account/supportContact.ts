import * as l10n from '@vscode/l10n';
import type { Logger } from '../base/log';
import { type Memento, readEntry, writeEntry } from '../base/memento';
import type { Transport } from '../circuit/transport';
import type { Session } from './storage/session';

/** Whom to turn to when an administrator must act. */
export interface Support {
  /** Asks Circuit in the background; failing is no harm. */
  learn(session: Session): void;
  /** A sentence with a space before it, or nothing when no contact is known. */
  hint(origin: string): string;
}

const supportKey = 'circuit.support';

/** Keeps the support address of each host in `memory`: it has to be known when nobody is signed in. */
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
