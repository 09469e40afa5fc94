import assert from 'node:assert/strict';
import { NetworkError, UnauthorizedError } from '../../../src/circuit/errors';
import type { Presence, User } from '../../../src/circuit/schemas';
import type { EndEvent } from '../../../src/presence/model';
import type { OwnState } from '../../../src/presence/store';
import type { Scene, SignedInConnection } from '../../../src/status/barText';
import { pauseError } from '../../../src/presence/shared/pause';
import { describeOwnPresence } from '../../../src/status/ownPresenceText';
import { describeSignedOut } from '../../../src/status/signedOutText';
import { inZone } from '../presence/zones';
import { ownPresence } from './support';

const at = (time: string) => Date.parse(`2026-11-23T${time}+01:00`);
const now = at('14:03:00');
const me: User = {
  userId: 'me',
  displayName: '',
  firstName: '',
  lastName: '',
  emailAddress: '',
  emailAddresses: [],
  phoneNumbers: [],
  jobTitle: '',
  company: '',
  department: '',
  userType: '',
  userState: '',
};
const online: SignedInConnection = { kind: 'online', me };
const offline: SignedInConnection = {
  kind: 'offline',
  reason: new NetworkError('Circuit does not answer.', 'timeout'),
  retryAt: at('14:05:00'),
  me,
};
const refused: SignedInConnection = {
  kind: 'offline',
  reason: new UnauthorizedError(),
  me,
};
const nothing: OwnState = { cause: { kind: 'unknown' } };

function own(
  presence: Partial<Presence>,
  checkedAt = at('14:02:00'),
  rest: Partial<OwnState> = {},
): OwnState {
  return {
    known: { kind: 'known', presence: ownPresence(presence), checkedAt },
    cause: { kind: 'unknown' },
    ...rest,
  };
}

function describeAt(connection: SignedInConnection, of: OwnState, scene: Partial<Scene> = {}) {
  const whole = { now, language: 'en-GB', focused: true, demo: false };
  return inZone('Europe/Berlin', () => describeOwnPresence(connection, of, { ...whole, ...scene }));
}

const dnd = own({ state: 'DND', dndUntil: at('14:30:00') });
const earlyDnd = own({ state: 'DND', dndUntil: at('14:30:00') }, at('14:24:00'));
const lateDnd = own({ state: 'DND', dndUntil: at('14:30:00') }, at('14:25:00'));

describe('Windows that cannot share files', () => {
  it('say so in the tooltip, below everything else, while somebody is signed in', () => {
    const { lines } = describeAt(online, { ...dnd, isAlone: true });
    assert.match(lines.at(-1) ?? '', /^VS Code windows can't share data here/);
    assert.doesNotMatch(describeAt(online, dnd).lines.join(), /share data/);
    assert.doesNotMatch(
      describeAt(refused, { ...dnd, isAlone: true }).lines.join(),
      /share data/,
      'who was signed out by Circuit sets nothing',
    );
  });
});

describe('The status bar', () => {
  const cases: [
    connection: SignedInConnection,
    own: OwnState,
    scene: Partial<Scene>,
    text: string,
  ][] = [
    [online, own({}), {}, '$(pass-filled) Available'],
    [online, own({ state: 'AWAY' }), {}, '$(circuit-away) Away'],
    [online, own({ state: 'BUSY' }), {}, '$(circle-filled) Busy'],
    [online, dnd, {}, '$(circuit-do-not-disturb) until 14:30'],
    [online, earlyDnd, { now: at('14:24:01') }, '$(circuit-do-not-disturb) until 14:30'],
    [online, earlyDnd, { now: at('14:24:59') }, '$(circuit-do-not-disturb) until 14:30'],
    [online, lateDnd, { now: at('14:25:00') }, '$(circuit-do-not-disturb) 5 min'],
    [online, lateDnd, { now: at('14:25:30') }, '$(circuit-do-not-disturb) 5 min'],
    [online, lateDnd, { now: at('14:26:00') }, '$(circuit-do-not-disturb) 4 min'],
    [online, lateDnd, { now: at('14:29:59') }, '$(circuit-do-not-disturb) 1 min'],
    [online, dnd, { now: at('14:26:00') }, '$(sync-ignored) Do Not Disturb as of 14:02'],
    [
      online,
      lateDnd,
      { now: at('14:26:00'), focused: false },
      '$(circuit-do-not-disturb) until 14:30',
    ],
    [
      online,
      own({ state: 'DND', dndUntil: at('14:00:00') }, at('13:59:00')),
      {},
      '$(circuit-do-not-disturb) ending…',
    ],
    [
      online,
      own({ state: 'DND', dndUntil: at('14:00:00') }),
      {},
      '$(circuit-do-not-disturb) still on',
    ],
    [
      online,
      own({ state: 'DND', dndUntil: at('14:30:00') + 86_400_000 }),
      {},
      '$(circuit-do-not-disturb) until Tue 14:30',
    ],
    [online, own({ state: 'DND' }), {}, '$(circuit-do-not-disturb) Do Not Disturb'],
    [online, own({ state: 'OFFLINE' }), {}, '$(circle-outline) Offline'],
    [online, own({ isOptedOut: true }), {}, '$(eye-closed) Hidden'],
    [online, own({ state: 'UNKNOWN' }), {}, '$(question) Unknown'],
    [online, nothing, {}, '$(question) Unknown'],
    [online, own({}, at('13:50:00')), {}, '$(sync-ignored) Available as of 13:50'],
    [
      online,
      own({}, undefined, { pending: { state: 'BUSY', statusMessage: '' } }),
      {},
      '$(loading~spin) Busy…',
    ],
    [
      online,
      own({}, undefined, {
        pending: { state: 'DND', dndUntil: at('15:00:00'), statusMessage: '' },
      }),
      {},
      '$(loading~spin) until 15:00…',
    ],
    [offline, own({}), {}, '$(debug-disconnect) Unreachable, was Available'],
    [offline, nothing, {}, '$(debug-disconnect) Circuit unreachable'],
    [refused, own({}), {}, '$(sign-in) Circuit: Sign in again'],
    [{ kind: 'connecting' }, nothing, {}, '$(sync~spin) Connecting…'],
    [online, own({}), { demo: true }, '$(pass-filled) Demo: Available'],
  ];
  for (const [connection, of, scene, text] of cases) {
    it(`says ${text}`, () => assert.equal(describeAt(connection, of, scene).text, text));
  }

  it('has a shape of its own for everything that is not a state', () => {
    const texts = [
      ...cases.map(([connection, of, scene]) => describeAt(connection, of, scene).text),
      describeSignedOut(true).text,
      describeSignedOut(false).text,
    ];
    const shapes = new Set(texts.map(text => text.slice(0, text.indexOf(')'))));
    assert.equal(
      shapes.size,
      7 + ['history', 'pending', 'offline', 'connecting', 'sign-in', 'circuit-mark'].length,
    );
  });
});

describe('The tooltip of the status bar', () => {
  const lines = (connection: SignedInConnection, of: OwnState, scene: Partial<Scene> = {}) =>
    describeAt(connection, of, scene).lines.slice(1);
  const messaged = {
    state: 'DND',
    dndUntil: at('14:30:00'),
    statusMessage: 'in [x](command:y)\n$(check)',
  } as const;

  it('begins with whose presence it is', () => {
    const first = (scene: Partial<Scene>) => describeAt(online, own({}), scene).lines[0];
    assert.equal(first({ account: 'ada@x.example' }), 'Circuit presence, ada@x.example');
    assert.equal(first({ account: 'ada\u202E@x.example\n' }), 'Circuit presence, ada@x.example');
    assert.equal(first({}), 'Circuit presence');
    assert.equal(first({ demo: true, account: 'Demo' }), 'Circuit demo');
  });

  it('says state and end, the message, why and how old', () => {
    const set = own(messaged, at('14:01:59'), { cause: { kind: 'setHere', at: at('13:58:00') } });
    assert.deepEqual(lines(online, set), [
      'Do Not Disturb until 14:30',
      'Message: in [x](command:y) $(check)',
      'Set here at 13:58; checked 1 minute ago.',
    ]);
  });

  it('says what was changed elsewhere, and leaves out a message that is not there', () => {
    const changed = own({ state: 'AWAY' }, undefined, { cause: { kind: 'elsewhere' } });
    assert.deepEqual(lines(online, changed), [
      'Away',
      'Changed outside VS Code; checked 1 minute ago.',
    ]);
  });

  it('names the time of the last check instead of an age where nobody looks', () => {
    assert.deepEqual(lines(online, own({}), { focused: false }), [
      'Available',
      'Checked at 14:02.',
    ]);
  });

  it('says why Circuit is unreachable, when it is tried again, and what is known from before', () => {
    assert.deepEqual(lines(offline, dnd), [
      'Circuit unreachable; last known: Do Not Disturb until 14:30',
      'Circuit does not answer. Next attempt at 14:05. Checked 1 minute ago.',
    ]);
    assert.deepEqual(lines(offline, nothing, { now: at('14:06:00') }), [
      'Circuit unreachable',
      'Circuit does not answer.',
    ]);
  });

  for (const status of [0, 429, 500, 503]) {
    it(`names one cause, one time and one age after status ${status} seen by another window`, () => {
      const reason = inZone('Europe/Berlin', () =>
        pauseError({ at: now, failures: 1, notBefore: at('14:05:00'), status }),
      );
      const set = own({}, undefined, { cause: { kind: 'setHere', at: at('13:58:00') } });
      const [, why = ''] = lines({ ...offline, reason }, set);
      assert.match(why, /^[^.]*Circuit[^.]*\. Next attempt at 14:05\. Checked 1 minute ago\.$/);
      assert.equal(why.match(/\d\d:\d\d/g)?.length, 1);
    });
  }

  it('says that Circuit ended the sign-in, and offers nothing that needs one', () => {
    assert.deepEqual(lines(refused, dnd), [
      'Signed out by Circuit',
      'Circuit no longer accepts this sign-in. Sign in again.',
    ]);
    assert.equal(describeAt(refused, dnd).signedIn, false);
  });

  it('says what is asked of Circuit while it is pending', () => {
    const pending = { state: 'BUSY', statusMessage: 'x' } as const;
    assert.deepEqual(lines(online, own({}, undefined, { pending })).slice(0, 2), [
      'Setting status: Busy',
      'Message: x',
    ]);
  });

  describe('while it lasts until something happens', () => {
    const lasting = (event: EndEvent, isMine = true): OwnState => ({
      ...(event.kind === 'back' ? own({ state: 'AWAY' }) : dnd),
      until: {
        kind: 'lasting',
        event,
        isMine,
        leaseEnd: at('14:30:00'),
        latestEnd: at('18:15:00'),
        before: { state: 'BUSY', statusMessage: '' },
      },
    });

    it('names what it lasts until, and the lease, also to screen readers', () => {
      const { text, lines, accessibleText } = describeAt(online, lasting({ kind: 'debugging' }));
      assert.match(text, /until debugging ends$/);
      const line =
        'This window extends it until 18:15 at the latest. If this window closes, Circuit ends it at 14:30.';
      assert.deepEqual(lines.slice(1), [
        'Do Not Disturb until debugging ends',
        'Checked 1 minute ago.',
        line,
      ]);
      assert.ok(accessibleText.includes('until debugging ends. Checked 1 minute ago. ' + line));
    });

    it('says the same while it is being set, and in other windows that another one does it', () => {
      const pending = { state: 'DND', dndUntil: at('14:30:00'), statusMessage: '' } as const;
      const task = lasting({ kind: 'task', name: 'deploy' }, false);
      assert.match(describeAt(online, { ...task, pending }).text, /until the task ends…$/);
      const { text, lines } = describeAt(online, task);
      assert.match(text, /until the task ends$/);
      assert.equal(lines[1], 'Do Not Disturb until the task "deploy" ends');
      assert.match(lines[3] ?? '', /^Another window extends it/);
    });

    it('names neither command lines nor a lease where there is none', () => {
      const terminal = describeAt(online, lasting({ kind: 'terminal', name: 'zsh' }));
      assert.match(terminal.text, /until the command ends$/);
      const away = describeAt(online, lasting({ kind: 'back' }));
      assert.match(away.text, /Away until back$/);
      assert.match(away.lines.at(-1) ?? '', /when you work in VS Code again/);
    });

    it('keeps the time where only a message ends with it', () => {
      const { text, lines } = describeAt(online, lasting({ kind: 'dndEnd' }));
      assert.match(text, /until 14:30$/);
      assert.match(lines.at(-1) ?? '', /^The message is cleared when Do Not Disturb ends/);
    });

    for (const [kind, words] of [
      ['putBack', /^Debugging ended at 14:01; your earlier status was restored\.$/],
      ['leftAlone', /^Nothing was changed at the end, at 14:01: /],
    ] as const) {
      it(`says afterwards what came of it (${kind})`, () => {
        const until = { kind, event: { kind: 'debugging' }, at: at('14:01:00') } as const;
        assert.match(describeAt(online, { ...dnd, until }).lines.at(-1) ?? '', words);
      });
    }
  });

  it('says when a Do Not Disturb did not end', () => {
    const late = own({ state: 'DND', dndUntil: at('14:00:00') });
    assert.match(lines(online, late)[0] ?? '', /should have ended at 14:00/);
  });

  it('holds no line of a megabyte', () => {
    const flood = own({ statusMessage: '\u0301'.repeat(1_000_000) });
    assert.ok(lines(online, flood).every(line => line.length < 5000));
  });
});

describe('What a screen reader says of the status bar', () => {
  const cases: [
    connection: SignedInConnection,
    own: OwnState,
    scene: Partial<Scene>,
    sentence: string,
  ][] = [
    [
      online,
      own({ state: 'BUSY', statusMessage: 'in review' }),
      { account: 'ada@x.example' },
      'Circuit presence, ada@x.example: Busy, message: in review. Checked 1 minute ago.',
    ],
    [online, dnd, {}, 'Circuit presence: Do Not Disturb until 14:30. Checked 1 minute ago.'],
    [online, own({}), { demo: true }, 'Circuit demo: Available. Checked 1 minute ago.'],
    [{ kind: 'connecting' }, nothing, {}, 'Circuit presence: Connecting to Circuit.'],
    [
      refused,
      dnd,
      {},
      'Circuit presence: Signed out by Circuit. Circuit no longer accepts this sign-in. Sign in again.',
    ],
  ];
  for (const [connection, of, scene, sentence] of cases) {
    it(`is "${sentence}"`, () =>
      assert.equal(describeAt(connection, of, scene).accessibleText, sentence));
  }
});

describe('While nobody is signed in the status bar', () => {
  it('offers the demo, too, to who has not chosen a server', () => {
    assert.deepEqual(describeSignedOut(false), {
      text: '$(circuit-mark) Circuit',
      accessibleText: 'Circuit presence: Signed out. Click to sign in or to try the demo.',
      tooltip: 'Circuit presence\n\nSigned out\n\nClick to sign in or to try the demo.',
    });
  });

  it('offers to sign in to the server that is chosen', () => {
    assert.deepEqual(describeSignedOut(true), {
      text: '$(sign-in) Circuit: Sign in',
      accessibleText: 'Circuit presence: Signed out. Click to sign in.',
      tooltip: 'Circuit presence\n\nSigned out\n\nClick to sign in.',
    });
  });
});

describe('The status bar is drawn anew', () => {
  const cases: [
    name: string,
    own: OwnState,
    scene: Partial<Scene>,
    connection: SignedInConnection,
    next: number | undefined,
  ][] = [
    ['when the age grows by a minute', own({}, at('14:02:20')), {}, online, at('14:03:20')],
    [
      'only when it goes stale, where nobody looks',
      own({}),
      { focused: false },
      online,
      at('14:13:00'),
    ],
    [
      'when the countdown begins',
      own({ state: 'DND', dndUntil: at('14:08:30') }, at('14:02:50')),
      {},
      online,
      at('14:03:30'),
    ],
    [
      'when the countdown goes on',
      own({ state: 'DND', dndUntil: at('14:07:20') }, at('14:02:50')),
      {},
      online,
      at('14:03:20'),
    ],
    [
      'at the end of Do Not Disturb, where nobody looks',
      own({ state: 'DND', dndUntil: at('14:07:20') }),
      { focused: false },
      online,
      at('14:07:20'),
    ],
    [
      'at midnight, when days are named anew',
      own({ state: 'DND', dndUntil: at('14:00:00') + 864e5 }, at('13:00:00')),
      { focused: false },
      online,
      at('00:00:00') + 864e5,
    ],
    ['never, as long as nothing is known', nothing, {}, online, undefined],
    ['never, after Circuit ended the sign-in', own({}), {}, refused, undefined],
  ];
  for (const [name, of, scene, connection, next] of cases) {
    it(name, () => assert.equal(describeAt(connection, of, scene).changesAt, next));
  }

  it('exactly when its words change, neither earlier nor later', () => {
    const of = own({ state: 'DND', dndUntil: at('14:09:20') }, at('14:02:45'));
    const words = (time: number, focused: boolean) => {
      const own = describeAt(online, of, { now: time, focused });
      return [own.text, own.accessibleText, ...own.lines].join('\n');
    };
    for (const focused of [true, false]) {
      for (let time = now; time < now + 15 * 60_000;) {
        const next: number = describeAt(online, of, { now: time, focused }).changesAt ?? Infinity;
        assert.equal(words(next - 1, focused), words(time, focused));
        time = next;
      }
    }
  });

  it('in the middle of an hour of nobody looking not once a minute', () => {
    const of = own({ state: 'DND', dndUntil: at('23:00:00') }, now);
    let draws = 0;
    for (let time = now; time < now + 3_600_000; draws++) {
      time = describeAt(online, of, { now: time, focused: false }).changesAt ?? Infinity;
    }
    assert.ok(draws <= 2);
  });
});
