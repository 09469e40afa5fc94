import * as l10n from '@vscode/l10n';
import { escapeIcons, isolate, plainMessage } from '../../base/plainText';
import { clockWords, type Moment } from '../../base/timeWords';
import type { EndEvent, OwnState, UntilEvent } from '../../presence/model';
import { completeUpdate, restoringChange } from '../../presence/presenceChange';
import { presenceIcon, updateWords } from '../../presence/stateWords';
import { type AwaitedEnd, LONGEST_MS } from '../../presence/until/arrangement';
import { untilEventWords } from '../../presence/until/eventWords';
import type { StatusRow } from '../change/row';
import { withoutEvent } from './withoutEvent';

/** Rows for Do Not Disturb until something ends that is going on now. */
export function untilRows(ends: readonly AwaitedEnd[], own: OwnState, moment: Moment): StatusRow[] {
  return ends.map(end => ({
    icon: presenceIcon('DND').icon,
    label: escapeIcons(untilEventWords(end.event)),
    description:
      longerWords(end.event, own, moment) ?? l10n.t('if VS Code closes, at most 15 minutes longer'),
    act: { kind: 'until', end, change: { state: 'DND' } },
  }));
}

/** The same with a typed message. */
export function untilWithMessage(ends: readonly AwaitedEnd[], statusMessage: string): StatusRow[] {
  return ends.map(end => ({
    icon: presenceIcon('DND').icon,
    label: escapeIcons(l10n.t('{0}: {1}', untilEventWords(end.event), isolate(statusMessage))),
    act: { kind: 'until', end, change: { state: 'DND', statusMessage } },
    alwaysShow: true,
  }));
}

/** Choosing the same row again makes it last longer. */
function longerWords({ kind }: EndEvent, { until }: OwnState, moment: Moment): string | undefined {
  if (until?.kind !== 'lasting' || until.event.kind !== kind || until.latestEnd === undefined) {
    return undefined;
  }
  return l10n.t('longer: until {0} at the latest', clockWords(moment.now + LONGEST_MS, moment));
}

/** Only the person's own activity ends it, so it can be chosen at any time. */
export function awayRow(): StatusRow {
  return {
    icon: presenceIcon('AWAY').icon,
    label: l10n.t('Away until I come back'),
    description: l10n.t('to VS Code, after at least 5 minutes'),
    act: { kind: 'until', end: withoutEvent('back'), change: { state: 'AWAY' } },
  };
}

/** Rows that end it now, while a status lasts until an event. */
export function untilNowRows({ until }: OwnState, moment: Moment): StatusRow[] {
  return until?.kind === 'lasting' && until.event.kind !== 'dndEnd' ? [endRow(until, moment)] : [];
}

function endRow({ before }: UntilEvent & { kind: 'lasting' }, moment: Moment): StatusRow {
  const change = restoringChange(before, moment.now) ?? { state: 'AVAILABLE' };
  const state = updateWords(completeUpdate(change, before, moment.now), moment);
  const message = plainMessage(change.statusMessage ?? '');
  return {
    icon: 'bell',
    label: l10n.t('End now'),
    description: escapeIcons(
      message === '' ? l10n.t('back to {0}', state) : l10n.t('back to {0}: {1}', state, message),
    ),
    act: { kind: 'endNow', change },
  };
}
