import assert from 'node:assert/strict';
import {
  availableFirst,
  describeGroup,
  describeOwnRow,
  describeRow,
  quote,
  spokenAge,
} from '../../../src/people/personText';
import { factLines, listFacts } from '../../../src/people/views/facts';
import { Roster } from '../../../src/people/views/roster';
import type { Known, UntilEvent } from '../../../src/presence/model';
import { known, persons, user } from './support';

const now = new Date(2031, 4, 6, 12, 0).getTime();
const moment = { now, language: 'en-GB' };
const until = new Date(2031, 4, 6, 14, 30).getTime();
const ada = { userId: 'a', displayName: 'Ada' };

describe('a row', () => {
  const table: readonly [Known | undefined, description: string, spoken: RegExp][] = [
    [known('a'), 'Available', /^Ada, Available$/],
    [
      known('a', { statusMessage: 'in review' }),
      'Available · in review',
      /Available, says: in review/,
    ],
    [known('a', { mobile: true, state: 'AWAY' }), 'Away (mobile)', /Away \(mobile\)/],
    [
      known('a', { state: 'BUSY', statusMessage: 'Writing tests' }),
      'Busy · Writing tests',
      /^Ada, Busy, says: Writing tests$/,
    ],
    [
      known('a', { state: 'DND', dndUntil: until }),
      'until 14:30 · Do Not Disturb',
      /^Ada, Do Not Disturb until 14:30$/,
    ],
    [
      known('a', { state: 'DND', dndUntil: until, statusMessage: 'writing', mobile: true }),
      'until 14:30 · Do Not Disturb (mobile) · writing',
      /Do Not Disturb until 14:30 \(mobile\), says: writing/,
    ],
    [known('a', { state: 'DND' }), 'Do Not Disturb', /^Ada, Do Not Disturb$/],
    [known('a', { state: 'OFFLINE' }), 'Offline', /Offline/],
    [
      known('a', { isOptedOut: true, statusMessage: 'secret', state: 'OFFLINE' }),
      'Presence hidden',
      /^Ada, Presence hidden$/,
    ],
    [{ kind: 'unknown', checkedAt: 0 }, 'Not known to Circuit', /Not known to Circuit/],
    [undefined, 'Not known yet', /Not known yet/],
  ];
  it('says from when it is where that has to be said', () => {
    const { spoken } = describeRow(ada, known('a'), moment);
    const at = new Date(2031, 4, 6, 9, 5).getTime();
    assert.equal(
      spokenAge(spoken, { ...known('a'), checkedAt: at }, moment),
      'Ada, Available, as of 09:05',
    );
  });

  for (const [presence, description, spoken] of table) {
    it(`says ${description}`, () => {
      const row = describeRow(ada, presence, moment);
      assert.equal(row.label, 'Ada');
      assert.equal(row.description, description);
      assert.match(row.spoken, spoken);
    });
  }

  it('says that a notification is to come, on screen and to a screen reader', () => {
    const busy = known('a', { state: 'BUSY', statusMessage: 'Writing tests' });
    const { description, spoken } = describeRow(ada, busy, moment, true);
    assert.equal(description, 'Busy · notify me · Writing tests');
    assert.equal(spoken, "Ada, Busy, you'll be notified, says: Writing tests");
  });

  const lasting: UntilEvent = {
    kind: 'lasting',
    event: { kind: 'back' },
    isMine: true,
    before: { state: 'AVAILABLE', statusMessage: '' },
  };

  it('of one’s own says so, and what was just asked for', () => {
    const busy = known('a', { state: 'BUSY', statusMessage: 'Writing tests' });
    const row = describeOwnRow(ada, { known: busy }, moment);
    assert.equal(row.label, 'Ada (you)');
    assert.equal(row.description, 'Busy · Writing tests');
    assert.equal(row.spoken, 'Ada (you), Busy, says: Writing tests');
    const pending = { state: 'DND', dndUntil: until, statusMessage: '' } as const;
    const command: UntilEvent = { ...lasting, event: { kind: 'terminal', name: 'bash' } };
    const dnd = known('me', { state: 'DND', dndUntil: moment.now + 900_000 });
    const leased = describeOwnRow(ada, { known: dnd, until: command }, moment);
    assert.equal(leased.description, 'until the command ends · Do Not Disturb');
    assert.match(
      leased.spoken,
      /^Ada \(you\), Do Not Disturb until the command in terminal "bash" ends$/,
    );
    const away = describeOwnRow(
      ada,
      { known: known('me', { state: 'AWAY' }), until: lasting },
      moment,
    );
    assert.equal(away.description, 'Away until back');
    const setting = describeOwnRow(ada, { known: busy, pending }, moment);
    assert.equal(setting.description, 'Do Not Disturb until 14:30…');
    assert.notEqual(setting.icon, row.icon);
  });

  it('draws unknown, hidden and offline differently', () => {
    const icons = [undefined, known('a', { isOptedOut: true }), known('a', { state: 'OFFLINE' })];
    const drawn = icons.map(each => describeRow(ada, each, moment));
    assert.equal(new Set(drawn.map(({ icon }) => icon)).size, 3);
    assert.equal(new Set(drawn.map(({ color }) => color)).size, 3);
  });

  const hostile: readonly [string, RegExp][] = [
    ['$(sync~spin) Eve', /\$\(/],
    ['Eve\u202Efdp.exe', /\u202E/],
    ['Eve\u0000\u001B[31m', /[\u0000\u001B]/],
    ['Eve\nSecond line', /\n/],
    ['Z\u0301'.repeat(1_000_000), /.{2000}/s],
  ];
  for (const [name, harm] of hostile) {
    it(`makes ${JSON.stringify(name.slice(0, 30))} harmless, wherever it comes from`, () => {
      const person = { userId: 'e', displayName: name };
      const presence = known('e', { statusMessage: name });
      const row = describeRow(person, presence, moment);
      assert.doesNotMatch(row.label, harm);
      assert.doesNotMatch(row.description, harm);
      const facts = listFacts(
        person,
        user('e', { jobTitle: name, company: name }),
        presence,
        moment,
      );
      assert.ok(facts.every(({ value }) => !/[\u0000\u001B\u202E\n]|.{2000}/s.test(value)));
    });
  }

  for (const displayName of [
    '',
    ' \u200B ',
    '\uFE0F\u034F',
    '\u0301\u0302',
    '...',
    '“”',
    '\u202E',
  ]) {
    it(`names somebody by their id who is called ${JSON.stringify(displayName)}`, () => {
      const person = { userId: '1234567890', displayName };
      assert.equal(describeRow(person, undefined, moment).label, 'Person 12345678');
    });
  }

  it('keeps right-to-left names and messages from turning a sentence around', () => {
    const person = { userId: 'd', displayName: 'דנה' };
    const presence = known('d', { statusMessage: 'عن بعد' });
    const row = describeRow(person, presence, moment);
    assert.equal(row.spoken, '\u2068דנה\u2069, Available, says: \u2068عن بعد\u2069');
    assert.equal(row.label, 'דנה');
    const lines = factLines(listFacts(person, undefined, presence, moment)).split('\n');
    assert.equal(lines[0], 'Name: \u2068דנה\u2069');
  });

  it('quotes a name so that it cannot end its quotation', () => {
    assert.equal(quote('X” is here. Call „Y'), "“X' is here. Call 'Y”");
    assert.equal(quote('דנה'), '“\u2068דנה\u2069”');
  });
});

describe('a profile', () => {
  it('lists what is known and leaves out what is not', () => {
    const person = user('a', {
      displayName: 'Ada',
      jobTitle: 'Engineer',
      department: 'Bridges',
      company: 'Company',
      emailAddress: 'ada@x.example',
      emailAddresses: ['ada@x.example', 'a@x.example'],
      phoneNumbers: [
        { phoneNumber: '+49 1', type: 'WORK' },
        { phoneNumber: '+49 2', type: 'MOBILE' },
      ],
    });
    const presence: Known = { ...known('a'), checkedAt: now - 60_000 };
    assert.deepEqual(factLines(listFacts(person, person, presence, moment)).split('\n'), [
      'Name: Ada',
      'Presence: Available',
      'Job title: Engineer',
      'Department: Bridges',
      'Company: Company',
      'Email: ada@x.example',
      'Other email: a@x.example',
      'Phone: +49 1',
      'Mobile: +49 2',
      'Checked: 11:59',
    ]);
  });

  it('shows the first few of 22,000 numbers and addresses', () => {
    const many = Array.from({ length: 22_000 }, (_, n) => String(n));
    const person = user('a', {
      emailAddresses: many,
      phoneNumbers: many.map(phoneNumber => ({ phoneNumber, type: 'WORK' })),
    });
    const labels = listFacts(person, person, undefined, moment).map(({ label }) => label);
    assert.equal(labels.filter(label => label === 'Phone').length, 5);
    assert.equal(labels.filter(label => label === 'Other email').length, 5);
  });

  it('does without Circuit', () => {
    assert.equal(
      factLines(listFacts(ada, undefined, undefined, moment)),
      'Name: Ada\nPresence: Not known yet',
    );
  });
});

describe('a heading', () => {
  it('sums its people up, hidden and unknown ones not as available', () => {
    const people = [
      known('a'),
      known('b', { isOptedOut: true }),
      known('c', { state: 'BUSY' }),
      undefined,
    ];
    assert.equal(describeGroup(people), '1 of 4 available');
  });

  it('counts nobody in a group of nobody', () => assert.equal(describeGroup([]), 'empty'));
});

describe('the order of people', () => {
  const presences = new Map([
    ['a', known('a', { state: 'OFFLINE' })],
    ['b', known('b', { state: 'DND' })],
    ['c', known('c')],
    ['d', known('d')],
  ]);
  const presence = (userId: string) => presences.get(userId);
  const ids = (roster: Roster) =>
    roster.sections.flatMap(({ people }) => people.map(({ userId }) => userId));

  it('has available people first and is stable', () => {
    const sorted = availableFirst(persons('a', 'b', 'x', 'c', 'd'), presence);
    assert.deepEqual(
      sorted.map(({ userId }) => userId),
      ['c', 'd', 'b', 'x', 'a'],
    );
  });

  it('is by name for those of one state, whatever the list or an earlier state says', () => {
    const roster = new Roster();
    const named = (userId: string, displayName: string) => ({ userId, displayName });
    const people = [
      named('d', 'Öz'),
      named('c', 'Person 10'),
      named('x', 'anna'),
      named('y', 'Zoe'),
    ];
    roster.replace([{ sectionId: 's', people }]);
    roster.sort(id => (id === 'd' ? known('d', { state: 'OFFLINE' }) : known(id)));
    assert.deepEqual(ids(roster), ['x', 'c', 'y', 'd']);
    roster.sort(id => known(id));
    assert.deepEqual(ids(roster), ['x', 'd', 'c', 'y']);
    roster.replace([{ sectionId: 's', people: [named('a', 'Person 9'), ...people] }]);
    roster.sort(id => known(id));
    assert.deepEqual(ids(roster), ['x', 'd', 'a', 'c', 'y']);
  });

  it('changes only when somebody sorts', () => {
    const roster = new Roster();
    roster.replace([{ sectionId: 's', people: persons('a', 'b', 'c') }]);
    assert.equal(roster.sort(presence), true);
    assert.deepEqual(ids(roster), ['c', 'b', 'a']);
    roster.replace([{ sectionId: 's', people: persons('a', 'b', 'c', 'd') }]);
    assert.deepEqual(ids(roster), ['c', 'b', 'a', 'd']);
    assert.equal(roster.sort(presence), true);
    assert.deepEqual(ids(roster), ['c', 'd', 'b', 'a']);
    assert.equal(roster.sort(presence), false);
  });
});
