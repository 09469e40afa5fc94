import fc from 'fast-check';
import assert from 'node:assert/strict';
import { fitsMessage, plainMessage } from '../../../../src/base/plainText';
import { clockWords } from '../../../../src/base/timeWords';
import { usePersonsZone } from '../../../../src/base/zonedTime';
import type { Presence } from '../../../../src/circuit/schemas';
import { DEFAULT_WORKING_HOURS as hours } from '../../../../src/presence/dndTimes';
import { dndRows } from '../../../../src/status/change/dndRows';
import type { StatusRow } from '../../../../src/status/change/row';
import { type Offer, statusRows } from '../../../../src/status/change/statusRows';
import { typedEndRows, typedRows } from '../../../../src/status/change/typedRows';
import type { EndEvent, UntilEvent } from '../../../../src/presence/model';
import { presenceIcon, stateWord } from '../../../../src/presence/stateWords';
import { withoutEvent } from '../../../../src/status/until/withoutEvent';
import { inZone } from '../../presence/zones';
import { ownPresence } from '../support';
import { anyText } from '../../anyText';

const at = (time: string) => Date.parse(`2026-11-23T${time}+01:00`);
const moment = { now: at('13:10'), language: 'en-GB' };

function offer(presence: Partial<Presence> = {}, rest: Partial<Offer> = {}): Offer {
  return {
    own: {
      known: { kind: 'known', presence: ownPresence(presence), checkedAt: moment.now },
      cause: { kind: 'unknown' },
    },
    ends: [],
    pinned: [],
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

const hour = 3_600_000;
const dndIcon = presenceIcon('DND').icon;
const lasting: UntilEvent = {
  kind: 'lasting',
  event: { kind: 'debugging' },
  isMine: true,
  leaseEnd: moment.now + hour,
  latestEnd: moment.now + 2 * hour,
  before: { state: 'BUSY', statusMessage: 'in review' },
};

describe('The quick pick of the status bar', () => {
  it('offers every state, each end with its clock time, the message and the account', () => {
    assert.deepEqual(texts(rows(offer())), [
      '$(pass-filled) Available | current',
      '$(circuit-do-not-disturb) Do Not Disturb for 30 min | until 13:40',
      '$(circuit-do-not-disturb) Do Not Disturb for 1 h | until 14:10',
      '$(circuit-do-not-disturb) Do Not Disturb until 17:00 | end of the working day',
      '$(circuit-do-not-disturb) Do Not Disturb until Tue 09:00 | start of the next working day',
      '$(circuit-away) Away | ',
      '$(circuit-away) Away until I come back | to VS Code, after at least 5 minutes',
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

  it('offers to clear the message as soon as there is one, with Do Not Disturb or alone', () => {
    const clearing = (of: Partial<Presence>) =>
      rows(offer(of)).flatMap(({ label, act }) =>
        act.kind === 'set' && act.change.statusMessage === '' ? [[label, act.change]] : [],
      );
    const alone = ['Clear message', { statusMessage: '' }];
    const both = ['End and clear message', { state: 'AVAILABLE', statusMessage: '' }];
    assert.deepEqual(clearing({}), []);
    assert.deepEqual(clearing({ state: 'DND', dndUntil: at('14:30') }), []);
    assert.deepEqual(clearing({ state: 'AWAY', statusMessage: 'lunch' }), [alone]);
    const dnd = { state: 'DND', dndUntil: at('14:30'), statusMessage: 'deep work' } as const;
    assert.deepEqual(clearing(dnd), [both, alone]);
    assert.equal(rows(offer(dnd))[1]?.label, 'End and clear message');
  });

  it('keeps messages and names written from right to left from turning the rest around', () => {
    const hebrew = '\u05E9\u05DC\u05D5\u05DD (14:30)';
    const isolated = `\u2068${hebrew}\u2069`;
    const dnd = { state: 'DND', dndUntil: at('14:30'), statusMessage: hebrew } as const;
    const all = {
      account: hebrew,
      undoTarget: ownPresence({ state: 'AWAY', statusMessage: hebrew }),
      recent: [{ state: 'BUSY' as const, statusMessage: hebrew }],
    };
    const found = [
      ...rows(offer(dnd, all)),
      ...inZone('Europe/Berlin', () => statusRows(offer(), `90m ${hebrew.slice(0, 4)}`, moment)),
      ...rows(offer(), hebrew.slice(0, 4)),
    ].filter(({ label, description }) => /\p{sc=Hebrew}/u.test(`${label}${description ?? ''}`));
    const texts = found.map(({ label, description }) => `${label} ${description ?? ''}`);
    assert.equal(texts.filter(text => text.includes(isolated)).length, 5);
    assert.ok(texts.length >= 8);
    assert.deepEqual(
      texts.filter(text => /\p{sc=Hebrew}/u.test(text.replaceAll(/\u2068[^\u2069]*\u2069/g, ''))),
      [],
    );
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

  const goesBack: [target: Partial<Presence>, description: string][] = [
    [{ state: 'BUSY' }, 'back to Busy'],
    [{ state: 'AWAY', statusMessage: '$(x) lunch' }, 'back to Away: $\u200B(x) lunch'],
    [{ state: 'DND', dndUntil: at('14:30') }, 'back to Do Not Disturb until 14:30'],
  ];
  for (const [target, description] of goesBack) {
    it(`says of undoing "${description}"`, () => {
      const found = rows(offer({}, { undoTarget: ownPresence(target) }));
      assert.equal(found.find(row => row.act.kind === 'undo')?.description, description);
    });
  }

  it('never has undoing first, which Enter would take, and has it only when it is possible', () => {
    for (const state of ['AVAILABLE', 'AWAY', 'BUSY', 'DND', 'OFFLINE'] as const) {
      const undoTarget = ownPresence({ state: 'AWAY' });
      const found = rows(offer({ state }, { undoTarget })).map(({ act }) => act.kind);
      assert.ok(found.indexOf('undo') > 0, state);
      assert.ok(!rows(offer({ state })).some(row => row.act.kind === 'undo'));
    }
  });

  it('offers recent statuses, Do Not Disturb by its length from now', () => {
    const recent = [
      { state: 'DND', statusMessage: 'in review', minutes: 90 },
      { state: 'BUSY', statusMessage: '$(check) call' },
    ] as const;
    const found = rows(offer({}, { recent })).filter(row => row.buttons !== undefined);
    assert.deepEqual(texts(found), [
      '$(circuit-do-not-disturb) in review | Do Not Disturb for 1 h 30 min',
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
      const isState = act.kind === 'set' && act.change.state !== undefined;
      assert.ok(!isState || act.change.statusMessage === undefined);
    }
  });

  const firsts: [typed: string, ...labels: string[]][] = [
    ['90m in $(x)', 'Do Not Disturb for 1 h 30 min, until 14:40: in $\u200B(x)'],
    ['until 3 p.m.', 'Do Not Disturb until 15:00', 'Set message "until 3 p.m."'],
    [
      'lunch till 1',
      'Set message "lunch till 1"',
      'Do Not Disturb until Tue 01:00: lunch',
      'Do Not Disturb until Tue 13:00: lunch',
    ],
    ['14:00 - 15:00 Sprint review', 'Do Not Disturb from now until 15:00: Sprint review'],
    [
      'busy 1h',
      'Busy (no end time; only Do Not Disturb has one)',
      'Do Not Disturb for 1 h, until 14:10',
      'Set message "busy 1h"',
    ],
    ['busy: in review', 'Busy: in review', 'Set message "busy: in review"'],
    ['busy', 'Busy', 'Set message "busy"'],
    ['dnd', 'Do Not Disturb…', 'Set message "dnd"'],
    ['dnd off', 'End Do Not Disturb now', 'Set message "dnd off"'],
    ['back', 'Available', 'Set message "back"'],
    ['3', 'Do Not Disturb for 3 min, until 13:13', 'Do Not Disturb for 3 h, until 16:10'],
    ['2 days', 'Do Not Disturb for 2 days, until Wed 13:10'],
    ['may be late', 'Set message "may be late"'],
    [
      'Sat in traffic',
      'Set message "Sat in traffic"',
      'Do Not Disturb until Sat 09:00: in traffic',
    ],
  ];
  for (const [typed, ...labels] of firsts) {
    it(`"${typed}" is first ${labels[0]}`, () => {
      const found = rows(offer(), typed).slice(0, labels.length);
      assert.deepEqual(
        found.map(({ label }) => label),
        labels,
      );
      assert.ok(found.every(({ alwaysShow }) => alwaysShow));
    });
  }

  it('ends Do Not Disturb at "back" while it is on', () => {
    const [first] = rows(offer({ state: 'DND', dndUntil: at('14:30') }), 'back');
    assert.equal(first?.act.kind, 'endDnd');
  });

  it('has no row twice', () => {
    const found = rows(offer(), 'busy').filter(({ label }) => label === 'Busy');
    assert.equal(found.length, 1);
  });

  for (const [typed, until] of [
    ['1h', 'until 14:10'],
    ['60m', 'until 14:10'],
    ['30 min', 'until 13:40'],
    ['until 17:00', 'until 17:00'],
  ] as const) {
    it(`has the end of "${typed}" once`, () => {
      const found = texts(rows(offer(), typed)).filter(
        text =>
          (text.includes('Do Not Disturb') && text.endsWith(until + ' | ')) ||
          text.endsWith(`| ${until}`),
      );
      assert.equal(found.length, 1, found.join('\n'));
    });
  }

  it('offers typed words as a message, after the rows that they find', () => {
    const found = rows(offer(), 'Stat').map(({ label }) => label);
    assert.deepEqual(found.slice(0, 2), ['Status message…', 'Set message "Stat"']);
  });

  it('says why what is typed cannot be set, in a row that does nothing', () => {
    for (const typed of ['25:00', 'today 08:00', '0m', 'x'.repeat(256), 'x'.repeat(1_000_000)]) {
      const row = rows(offer(), typed)[0];
      assert.match(row?.label ?? '', /^[A-Z].+\.$/, typed.slice(0, 20));
      assert.equal(row?.icon, 'warning');
      assert.equal(row.act.kind, 'nothing');
    }
  });

  it('offers a message that is cleared with Do Not Disturb, where both are typed', () => {
    const found = rows(offer(), '90m in review');
    const row = found.find(({ label }) => label.startsWith('Clear message at the end: '));
    assert.equal(found[0]?.act.kind, 'set', 'it is not what Enter takes');
    assert.ok(row?.act.kind === 'until' && row.act.end.event.kind === 'dndEnd');
    assert.equal(row.act.change.statusMessage, 'in review');
    assert.ok(!texts(rows(offer(), '90m')).some(text => text.includes('Clear message at')));
  });

  it('offers a message for the Do Not Disturb that is on, if it has an end of its own', () => {
    const label = 'Status message until Do Not Disturb ends…';
    const isOffered = (of: Offer) => rows(of).some(row => row.label === label);
    const dnd = { state: 'DND', dndUntil: moment.now + hour } as const;
    assert.ok(isOffered(offer(dnd)));
    assert.ok(!isOffered(offer()));
    const { own } = offer(dnd);
    assert.ok(!isOffered(offer(dnd, { own: { ...own, until: lasting } })));
  });

  describe('while something goes on that will end', () => {
    const end = (event: EndEvent) => ({ ...withoutEvent('back'), event });
    const ends = [end({ kind: 'debugging' }), end({ kind: 'task', name: '$(x) deploy' })];

    it('offers Do Not Disturb until it ends', () => {
      const found = texts(rows(offer({}, { ends }))).filter(text => /until debugg|task/.test(text));
      assert.deepEqual(found, [
        `$(${dndIcon}) Do Not Disturb until debugging ends | if VS Code closes, at most 15 minutes longer`,
        `$(${dndIcon}) Do Not Disturb until the task "$\u200B(x) deploy" ends | if VS Code closes, at most 15 minutes longer`,
      ]);
    });

    it('offers it along with a message that is typed, after the message alone', () => {
      const found = rows(offer({}, { ends }), 'heads down').map(({ label }) => label);
      assert.deepEqual(found.slice(0, 3), [
        'Set message "heads down"',
        'Do Not Disturb until debugging ends: heads down',
        'Do Not Disturb until the task "$\u200B(x) deploy" ends: heads down',
      ]);
    });

    it('offers to undo only what ending it does not', () => {
      const { own } = offer({ state: 'DND', dndUntil: moment.now + hour });
      const offersUndo = (statusMessage: string) => {
        const undoTarget = ownPresence({ state: 'BUSY', statusMessage });
        const found = rows(offer({}, { ends, own: { ...own, until: lasting }, undoTarget }));
        return found.some(({ act }) => act.kind === 'undo');
      };
      assert.deepEqual([offersUndo('in review'), offersUndo('lunch')], [false, true]);
    });

    it('begins with ending it, and says what comes back', () => {
      const { own } = offer({ state: 'DND', dndUntil: moment.now + hour });
      const found = rows(offer({}, { ends, own: { ...own, until: lasting } }));
      assert.equal(texts(found)[0], '$(bell) End now | back to Busy: in review');
      const change = { state: 'BUSY', statusMessage: 'in review' } as const;
      assert.deepEqual(found[0]?.act, { kind: 'endNow', change });
      assert.ok(!found.some(({ label }) => label === 'End Do Not Disturb now'));
      const again = found.find(({ label }) => label === 'Do Not Disturb until debugging ends');
      assert.equal(again?.description, 'longer: until 17:10 at the latest');
    });
  });

  it('offers what is pinned before what is recent, each once and only if it can end', () => {
    const lunch = { state: 'DND', statusMessage: 'Lunch', minutes: 45 } as const;
    const focus = { state: 'DND', statusMessage: 'focus', event: { kind: 'debugging' } } as const;
    const named = { ...lunch, name: 'Noon' };
    const found = (ends: Offer['ends']) =>
      rows(offer({}, { ends, pinned: [named, focus], recent: [lunch, focus] })).filter(
        ({ buttons }) => buttons,
      );
    assert.deepEqual(texts(found([])), [`$(${dndIcon}) Noon | Do Not Disturb for 45 min: Lunch`]);
    assert.equal(found([])[0]?.group, 'Pinned');
    const debugging = { ...withoutEvent('back'), event: { kind: 'debugging' } as const };
    const [, until] = found([debugging]);
    assert.deepEqual(until?.act, {
      kind: 'until',
      end: debugging,
      change: { state: 'DND', statusMessage: 'focus' },
    });
    assert.deepEqual(
      until.buttons?.map(({ kind }) => kind),
      ['pinToTop', 'rename', 'unpin'],
    );
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

describe('What a row says and what it sets', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      ...'until bis till back at um for für in 3 15 30 14:30 2:30 pm p.m. Uhr h m 1h 90m min'.split(
        ' ',
      ),
      ...'tomorrow morgen fri Freitag so tonight noon dnd busy away available : - , or so lunch'.split(
        ' ',
      ),
      ...'$(check) \u202E \u200B " {0} {1} [x](command:y) PR 1430 27.11. Dec 4 next monday'.split(
        ' ',
      ),
    ),
    anyText(12),
  );
  const texts = fc.array(pieces, { maxLength: 7 }).map(each => each.join(' '));
  /** Without what keeps icons from being drawn, and texts from turning each other around. */
  const shownText = (row: StatusRow) =>
    row.label.replaceAll('$\u200B(', '$(').replaceAll(/[\u2068\u2069]/g, '');

  const rowsOf = (typed: string) => typedRows(typed, { moment, hours, isDnd: false });

  it('are the same, whatever is typed', () => {
    const isSame = fc.property(texts, typed => {
      rowsOf(typed).forEach(row => assert.equal(shownText(row), saying(row)));
    });
    inZone('Europe/Berlin', () => fc.assert(isSame, { numRuns: 500, seed: 12 }));
  });

  it('always leave the whole text as a message to choose', () => {
    const isOffered = fc.property(texts, typed => {
      const text = plainMessage(typed.trim());
      const isThere = rowsOf(typed).some(
        ({ act }) =>
          act.kind === 'set' && act.change.state === undefined && act.change.statusMessage === text,
      );
      assert.ok(isThere || text === '' || !fitsMessage(typed));
    });
    inZone('Europe/Berlin', () => fc.assert(isOffered, { numRuns: 500, seed: 12 }));
  });

  /** The words for what a row sets, made from that alone. */
  function saying({ act, label }: Pick<StatusRow, 'act' | 'label'>): string {
    if (act.kind === 'until') {
      const { change } = act;
      const set = label.replace('Clear message at the end: ', '');
      return `Clear message at the end: ${saying({ act: { kind: 'set', change }, label: set })}`;
    }
    if (act.kind !== 'set') {
      assert.ok(act.kind !== 'dndFor', 'what counts from now would change while it is looked at');
      return label;
    }
    const { state, dndUntil, statusMessage } = act.change;
    if (state === undefined) {
      return `Set message "${statusMessage ?? ''}"`;
    }
    const message = statusMessage === undefined ? '' : `: ${statusMessage}`;
    if (state !== 'DND') {
      const hint = ' (no end time; only Do Not Disturb has one)';
      return `${stateWord(state)}${label.includes(hint) ? hint : ''}${message}`;
    }
    assert.ok(dndUntil !== undefined && dndUntil > moment.now);
    const [start = ''] = /^Do Not Disturb (?:from now |for [^,]*, )?/.exec(label) ?? [];
    const [, length] = /^Do Not Disturb for (.*), $/.exec(start) ?? [];
    assert.equal(
      length === undefined ? dndUntil : moment.now + minutesIn(length) * 60_000,
      dndUntil,
    );
    return `${start}until ${clockWords(dndUntil, moment)}${message}`;
  }

  function minutesIn(length: string): number {
    const count = (unit: string) => Number(new RegExp(`(\\d+) ${unit}`).exec(length)?.[1] ?? 0);
    return count('days') * 1440 + count('h') * 60 + count('min');
  }
});

describe('Where VS Code runs on another computer', () => {
  afterEach(() => usePersonsZone(undefined));
  const inRows = (typed: string, namesZone: boolean) =>
    inZone('UTC', () => statusRows(offer(), typed, { ...moment, namesZone }));

  it('every time names its zone until the zone of the person is known', () => {
    for (const typed of ['', 'until 3', '90m', 'back at 2', 'fri 9:00']) {
      for (const { label, description } of inRows(typed, true)) {
        const shown = `${label} ${description ?? ''}`.replace(/Set message ".*"/, '');
        assert.ok(!/\d\d:\d\d/.test(shown) || shown.includes('UTC'), shown);
      }
    }
  });

  it('times are read and told in the zone that was chosen', () => {
    usePersonsZone('Europe/Berlin');
    const [first] = inRows('until 15:00', false);
    assert.equal(first?.label, 'Do Not Disturb until 15:00');
    assert.equal(first.act.kind === 'set' && first.act.change.dndUntil, at('15:00'));
    assert.ok(
      texts(inRows('', false)).includes(
        '$(circuit-do-not-disturb) Do Not Disturb until Tue 09:00 | start of the next working day',
      ),
    );
  });

  it('stands with the account at the end, not with what was set lately', () => {
    const found = texts(rows(offer({}, { zone: { name: 'UTC', isChosen: true } })));
    assert.deepEqual(
      found.slice(-2).map(text => text.split(' | ')[0]),
      ['$(account) Account…', '$(globe) Time zone…'],
    );
  });

  it('offers to choose the zone, and says whose is used until then', () => {
    const zoneRow = (isChosen: boolean) =>
      rows(offer({}, { zone: { name: 'UTC', isChosen } })).find(
        ({ act }) => act.kind === 'chooseZone',
      )?.description;
    assert.equal(zoneRow(true), 'UTC');
    assert.match(zoneRow(false) ?? '', /^UTC, the time zone of the computer/);
  });
});

describe('The quick pick of Do Not Disturb', () => {
  it('takes a typed time and says that words are none', () => {
    const typed = (text: string) =>
      inZone('Europe/Berlin', () => typedEndRows(text, { moment, hours, isDnd: false })[0]?.act);
    const change = { state: 'DND', dndUntil: at('14:00'), statusMessage: 'lunch' };
    assert.deepEqual(typed('14:00 lunch'), { kind: 'set', change });
    assert.deepEqual(typed('lunch'), { kind: 'nothing' });
    assert.equal(typed(''), undefined);
  });

  it('offers six ends, and none without one', () => {
    const found = inZone('Europe/Berlin', () => dndRows(moment, hours));
    assert.deepEqual(
      texts(found).map(text => text.replace(/^.*?Do Not Disturb /, '')),
      [
        'for 30 min | until 13:40',
        'for 1 h | until 14:10',
        'for 2 h | until 15:10',
        'for 4 h | until 17:10',
        'until 17:00 | end of the working day',
        'until Tue 09:00 | start of the next working day',
      ],
    );
  });
});
