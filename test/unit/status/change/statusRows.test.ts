import assert from 'node:assert/strict';
import type { Presence } from '../../../../src/circuit/schemas';
import { DEFAULT_WORKING_HOURS as hours } from '../../../../src/presence/dndTimes';
import { dndRows, typedEndRow } from '../../../../src/status/change/dndRows';
import type { StatusRow } from '../../../../src/status/change/row';
import { type Offer, statusRows } from '../../../../src/status/change/statusRows';
import { inZone } from '../../presence/zones';
import { ownPresence } from '../support';

const at = (time: string) => Date.parse(`2026-11-23T${time}+01:00`);
const moment = { now: at('13:10'), language: 'en-GB' };

function offer(presence: Partial<Presence> = {}, rest: Partial<Offer> = {}): Offer {
  return {
    own: {
      known: { kind: 'known', presence: ownPresence(presence), checkedAt: moment.now },
      cause: { kind: 'unknown' },
    },
    canUndo: false,
    recent: [],
    account: 'me@example.com',
    hours,
    ...rest,
  };
}

function rows(of: Offer, typed = ''): StatusRow[] {
  return inZone('Europe/Berlin', () => statusRows(of, typed, moment));
}

const texts = (of: StatusRow[]) =>
  of.map(({ icon, label, description }) => `$(${icon}) ${label} | ${description ?? ''}`);

describe('The quick pick of the status bar', () => {
  it('offers every state, each end with its clock time, the message and the account', () => {
    assert.deepEqual(texts(rows(offer())), [
      '$(pass-filled) Available | current',
      '$(bell-slash) Do Not Disturb for 30 min | until 13:40',
      '$(bell-slash) Do Not Disturb for 1 h | until 14:10',
      '$(bell-slash) Do Not Disturb until the end of the working day | until 17:00',
      '$(bell-slash) Do Not Disturb until the next working morning | until Tue 09:00',
      '$(clock) Away | ',
      '$(circle-filled) Busy | ',
      '$(comment) Status message… | ',
      '$(account) Account… | me@example.com',
    ]);
  });

  it('begins with ending and prolonging Do Not Disturb while it is on', () => {
    const [end, longer] = rows(offer({ state: 'DND', dndUntil: at('14:30') }));
    assert.deepEqual(end?.act, { kind: 'set', change: { state: 'AVAILABLE' } });
    assert.equal(longer?.description, 'until 14:45');
    assert.deepEqual(longer.act, { kind: 'set', change: { state: 'DND', dndUntil: at('14:45') } });
  });

  it('does not prolong what is over or has no known end', () => {
    for (const dndUntil of [undefined, at('13:00')]) {
      assert.ok(
        !texts(rows(offer({ state: 'DND', dndUntil })))
          .join()
          .includes('longer'),
      );
    }
  });

  it('offers to undo only when that is possible, right after Do Not Disturb', () => {
    const withUndo = rows(offer({ state: 'DND', dndUntil: at('14:30') }, { canUndo: true }));
    assert.equal(withUndo[2]?.act.kind, 'undo');
    assert.ok(!rows(offer()).some(row => row.act.kind === 'undo'));
  });

  it('offers recent statuses, Do Not Disturb by its length from now', () => {
    const recent = [
      { state: 'DND', statusMessage: 'in review', minutes: 90 },
      { state: 'BUSY', statusMessage: '$(check) call' },
    ] as const;
    const found = rows(offer({}, { recent })).filter(row => row.forgettable);
    assert.deepEqual(texts(found), [
      '$(bell-slash) in review | Do Not Disturb for 90 min',
      '$(circle-filled) $\u200B(check) call | Busy',
    ]);
    assert.deepEqual(
      found.map(({ act }) => act),
      [
        { kind: 'dndFor', minutes: 90, statusMessage: 'in review' },
        { kind: 'set', change: { state: 'BUSY', statusMessage: '$(check) call' } },
      ],
    );
  });

  it('keeps the message when only the state is chosen', () => {
    for (const { act } of rows(offer({ statusMessage: 'hello' }))) {
      assert.ok(act.kind !== 'set' || act.change.statusMessage === undefined);
    }
  });

  it('makes what is typed its first row, ready for Enter', () => {
    const [first] = rows(offer(), '90m in $(x)');
    assert.equal(first?.icon, 'bell-slash');
    assert.equal(first.label, 'Do Not Disturb until 14:40: in $\u200B(x)');
    assert.deepEqual(first.act, {
      kind: 'set',
      change: { state: 'DND', dndUntil: at('14:40'), statusMessage: 'in $(x)' },
    });
    assert.ok(first.alwaysShow);
  });

  it('offers typed words as a message, after the rows that they find', () => {
    const found = rows(offer(), 'busy').at(-1);
    assert.equal(found?.label, 'Set the message: busy');
    assert.deepEqual(found.act, { kind: 'set', change: { statusMessage: 'busy' } });
  });

  it('says why what is typed cannot be set, in a row that does nothing', () => {
    for (const typed of ['25:00', 'today 8:00', '0m', 'x'.repeat(256), 'x'.repeat(1_000_000)]) {
      const row = rows(offer(), typed)[0];
      assert.match(row?.label ?? '', /^[A-Z].+\.$/, typed.slice(0, 20));
      assert.equal(row?.icon, 'warning');
      assert.equal(row.act.kind, 'nothing');
    }
  });

  it('draws no icon from text of others', () => {
    const hostile = '$(check) $(sync~spin)';
    const all = rows(
      offer(
        { statusMessage: hostile },
        { account: hostile, recent: [{ state: 'AWAY', statusMessage: hostile }] },
      ),
      hostile,
    );
    for (const text of texts(all)) {
      assert.ok(!text.slice(2).includes('$('), text);
    }
  });
});

describe('The quick pick of Do Not Disturb', () => {
  it('takes a typed time and says that words are none', () => {
    const typed = (text: string) =>
      inZone('Europe/Berlin', () => typedEndRow(text, moment, hours)?.act);
    const change = { state: 'DND', dndUntil: at('14:00'), statusMessage: 'lunch' };
    assert.deepEqual(typed('14:00 lunch'), { kind: 'set', change });
    assert.deepEqual(typed('lunch'), { kind: 'nothing' });
    assert.equal(typed(''), undefined);
  });

  it('offers six ends, and none without one', () => {
    const found = inZone('Europe/Berlin', () => dndRows(moment, hours));
    assert.deepEqual(
      found.map(({ description }) => description),
      [
        'until 13:40',
        'until 14:10',
        'until 15:10',
        'until 17:10',
        'until 17:00',
        'until Tue 09:00',
      ],
    );
  });
});
