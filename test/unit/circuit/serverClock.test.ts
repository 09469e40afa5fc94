import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { type CircuitClient, createCircuitClient } from '../../../src/circuit/client';
import { NetworkError } from '../../../src/circuit/errors';
import { ServerClock } from '../../../src/circuit/serverClock';
import { type SandboxServer, serveSandbox } from '../../../src/sandbox/server';
import { accessTo, createRecordingLog, scripted } from './support';

const minuteMs = 60_000;

describe('A computer whose clock is wrong', () => {
  let server: SandboxServer;

  afterEach(() => server.close());

  for (const aheadMinutes of [-10, 10, 90]) {
    it(`sets Do Not Disturb as long as was meant when Circuit is ${aheadMinutes} minutes ahead`, async () => {
      const now = () => Date.now() + aheadMinutes * minuteMs;
      server = await serveSandbox({ now });
      const { me } = server.sandbox;
      const access = accessTo(server);
      const client = createCircuitClient(() => access, createRecordingLog());
      await client.getProfile();

      const dndUntil = Date.now() + 5 * minuteMs;
      const answer = await client.setPresence({ state: 'DND', dndUntil, statusMessage: '' });
      assert.equal(answer.state, 'DND');
      assert.equal(answer.dndUntil, dndUntil);

      const atCircuit = server.sandbox.presenceOf(me.userId).dndUntil ?? 0;
      assert.ok(Math.abs(atCircuit - dndUntil - aheadMinutes * minuteMs) < 2_000);
      const [read] = await client.getPresences([me.userId]);
      assert.equal(read?.dndUntil, dndUntil);
      assert.equal((await client.getPresence(me.userId))?.dndUntil, dndUntil);
    });
  }

  it('sends what was meant to the millisecond when the clocks differ by less than a minute', async () => {
    server = await serveSandbox({ now: () => Date.now() + 40_000 });
    const access = accessTo(server);
    const client = createCircuitClient(() => access, createRecordingLog());
    await client.getProfile();
    const dndUntil = Date.now() + 5 * minuteMs;
    await client.setPresence({ state: 'DND', dndUntil, statusMessage: '' });
    assert.equal(server.sandbox.presenceOf(server.sandbox.me.userId).dndUntil, dndUntil);
  });
});

describe('what is learned of Circuit’s clock', () => {
  const userId = 'a76302a9-aa2a-4b1c-9d7e-000000000000';
  const hour = 60 * minuteMs;
  let clock: FakeTimers.Clock;
  let sent: number[];
  let told: { readonly headers: Record<string, string>; readonly status?: number; body?: object }[];
  let client: CircuitClient;

  beforeEach(() => {
    clock = FakeTimers.install({ now: Date.UTC(2026, 4, 5, 9), toFake: ['Date', 'performance'] });
    sent = [];
    told = [];
    const { transport } = scripted(({ method, body }) => {
      const {
        headers,
        status = 200,
        body: answer = { userId },
      } = told.shift() ?? {
        headers: { Date: new Date(Date.now()).toUTCString() },
      };
      if (method === 'PUT') {
        sent.push(Date.parse(new URLSearchParams(body).get('dndUntil') ?? ''));
      }
      return Response.json(answer, { status, headers });
    });
    const origin = 'https://circuit.example';
    const token = () => Promise.resolve('t');
    const access = { origin, transport, token, arrays: 'repeated' } as const;
    client = createCircuitClient(() => access, createRecordingLog());
  });
  afterEach(() => clock.uninstall());

  const dated = (aheadMs: number) => ({
    headers: { Date: new Date(Date.now() + aheadMs).toUTCString() },
  });
  /** Lets Circuit answer so, one answer after another, whatever becomes of each. */
  const hear = async (...answers: typeof told) => {
    for (const answer of answers) {
      told = [answer];
      await client.getProfile().catch(() => undefined);
    }
  };
  /** By how much the end of an hour of Do Not Disturb is shifted on its way. */
  const shift = async () => {
    const dndUntil = Date.now() + hour;
    await client.setPresence({ state: 'DND', dndUntil, statusMessage: '' });
    return (sent.at(-1) ?? NaN) - dndUntil;
  };

  const lies: readonly [name: string, answer: () => (typeof told)[number]][] = [
    ['a gateway in 2038', () => ({ ...dated(12 * 365 * 24 * hour), status: 502 })],
    ['a gateway an hour ahead', () => ({ ...dated(hour), status: 502 })],
    ['a Circuit in 2038', () => dated(12 * 365 * 24 * hour)],
    ['a Circuit in 1970', () => ({ headers: { Date: new Date(0).toUTCString() } })],
    ['the last year there is', () => ({ headers: { Date: 'Sat, 13 Sep 275760 00:00:00 GMT' } })],
    ['a Circuit that is a day and a minute ahead', () => dated(24 * hour + minuteMs)],
    ['a login page an hour ahead', () => ({ ...dated(hour), body: { login: 'here' } })],
    ['a refusal an hour ahead', () => ({ ...dated(hour), status: 404 })],
    [
      'a cache',
      () => ({ headers: { Date: new Date(Date.now() - hour).toUTCString(), Age: '3600' } }),
    ],
    [
      'another form of date',
      () => ({ headers: { Date: new Date(Date.now() + hour).toISOString() } }),
    ],
    ['no date', () => ({ headers: { Date: 'soon' } })],
  ];
  for (const [name, lie] of lies) {
    it(`is nothing from ${name}`, async () => {
      await hear(lie());
      assert.equal(await shift(), 0);
      await hear(lie(), lie(), lie(), lie(), lie());
      assert.equal(await shift(), 0);
    });
  }

  it('is the lesser difference of two answers, and the one in the middle of more', async () => {
    await hear(dated(20 * hour), dated(10 * minuteMs));
    assert.equal(await shift(), 10 * minuteMs);
    await hear(dated(10 * minuteMs), dated(-20 * hour), dated(10 * minuteMs));
    assert.equal(await shift(), 10 * minuteMs);
  });

  it('is forgotten when this computer’s clock was set: Circuit is asked before the end is sent', async () => {
    await hear(dated(2 * hour), dated(2 * hour), dated(2 * hour));
    assert.equal(await shift(), 2 * hour);
    clock.setSystemTime(Date.now() + 2 * hour);
    told = [dated(0), dated(0)];
    assert.equal(await shift(), 0, 'an hour is an hour, and not three');
  });

  it('is learned from lists as well', async () => {
    told = [{ ...dated(hour), body: [{ labelId: 'l', value: 'v' }] }];
    await client.getLabels();
    assert.equal(await shift(), hour);
  });

  it('is that of the host one is signed in at, and of no other', async () => {
    const aheadMs: Record<string, number> = { 'one.example': hour, 'two.example': 0 };
    const { transport, requests } = scripted(({ url }) =>
      Response.json({ userId }, dated(aheadMs[url.hostname] ?? NaN)),
    );
    let host = 'one.example';
    const token = () => Promise.resolve('t');
    const access = () =>
      ({ origin: `https://${host}`, transport, token, arrays: 'repeated' }) as const;
    client = createCircuitClient(access, createRecordingLog());
    for (host of ['one.example', 'one.example', 'two.example', 'one.example']) {
      const dndUntil = Date.now() + hour;
      await client.setPresence({ state: 'DND', dndUntil, statusMessage: '' });
      const set = new URLSearchParams(requests.at(-1)?.body).get('dndUntil') ?? '';
      assert.equal(Date.parse(set) - dndUntil, aheadMs[host]);
    }
    assert.deepEqual(
      requests.map(({ method }) => method),
      ['GET', 'PUT', 'PUT', 'GET', 'PUT', 'GET', 'PUT'],
    );
  });

  it('is not asked for again where a browser is not shown it', async () => {
    let asked = 0;
    const { transport } = scripted(() => {
      asked += 1;
      return Response.json({ userId });
    });
    const token = () => Promise.resolve('t');
    const access = {
      origin: 'https://circuit.example',
      transport,
      token,
      arrays: 'repeated',
    } as const;
    client = createCircuitClient(() => access, createRecordingLog());
    const dndUntil = Date.now() + hour;
    const set = () => client.setPresence({ state: 'DND', dndUntil, statusMessage: '' });
    await set();
    const first = asked;
    await set();
    assert.deepEqual([first, asked - first], [2, 1]);
  });

  it('is asked for where another window asked Circuit all the time', async () => {
    await hear(dated(0));
    clock.tick(hour);
    told = [dated(-2 * hour), dated(-2 * hour)];
    assert.equal(await shift(), -2 * hour);
    assert.deepEqual(told, [], 'both answers were needed');
    told = [dated(-2 * hour)];
    await shift();
    assert.deepEqual(told, [], 'and only one soon after');
  });

  it('is needed: nothing is set where Circuit cannot be asked for it', async () => {
    const { transport, requests } = scripted(() => {
      throw new NetworkError('lost', 'unreachable');
    });
    const token = () => Promise.resolve('t');
    const access = { origin: 'https://circuit.example', transport, token } as const;
    client = createCircuitClient(() => ({ ...access, arrays: 'comma' }), createRecordingLog());
    await assert.rejects(shift(), NetworkError);
    assert.deepEqual(
      requests.map(({ method }) => method),
      ['GET'],
    );
  });

  it('does not keep anybody from setting who may not read their profile', async () => {
    told = [{ ...dated(0), status: 403 }, dated(0)];
    assert.equal(await shift(), 0);
  });
});

describe('the clock of Circuit', () => {
  const second = 1_000;
  const hour = 60 * minuteMs;
  const day = 24 * hour;
  let time: FakeTimers.Clock;
  let clock: ServerClock;

  beforeEach(() => {
    time = FakeTimers.install({ now: Date.UTC(2026, 4, 5, 9), toFake: ['Date', 'performance'] });
    clock = new ServerClock();
  });
  afterEach(() => time.uninstall());

  const hear = (...aheadMs: readonly number[]) => {
    for (const ahead of aheadMs) {
      const headers = new Headers({ Date: new Date(Date.now() + ahead).toUTCString() });
      clock.note({ status: 200, headers, text: '' });
    }
  };
  const shift = () => clock.toCircuit(0);

  const single: readonly [aheadMs: number, shift: number][] = [
    [minuteMs, 0],
    [-minuteMs, 0],
    [minuteMs + second, minuteMs + second],
    [-minuteMs - second, -minuteMs - second],
    [day, day],
    [-day, -day],
    [day + second, 0],
    [-day - second, 0],
  ];
  for (const [aheadMs, expected] of single) {
    it(`shifts ends by ${expected / second} s when it is ${aheadMs / second} s ahead`, () => {
      hear(aheadMs);
      assert.equal(shift(), expected);
    });
  }

  const changes: readonly [before: number, after: number, shift: number][] = [
    [hour, hour + minuteMs, hour],
    [hour, hour + minuteMs + second, hour + minuteMs + second],
    [hour, hour - minuteMs, hour],
    [hour, hour - minuteMs - second, hour - minuteMs - second],
    [2 * minuteMs, minuteMs, 2 * minuteMs],
    [2 * minuteMs, minuteMs - second, 0],
    [2 * minuteMs + second, minuteMs, 0],
    [-2 * minuteMs - second, -minuteMs, 0],
  ];
  for (const [before, after, expected] of changes) {
    it(`shifts by ${expected / second} s when it was ${before / second} s ahead and is ${after / second}`, () => {
      hear(before);
      time.tick(hour);
      hear(after);
      assert.equal(shift(), expected);
    });
  }

  it('is the one behind of two that are as far away', () => {
    hear(hour, -hour);
    assert.equal(shift(), -hour);
  });

  it('counts as long as twenty minutes beside what is newer', () => {
    for (const [passed, expected] of [
      [20 * minuteMs, hour],
      [20 * minuteMs + 1, 2 * hour - 1],
    ] as const) {
      clock = new ServerClock();
      hear(hour);
      time.tick(passed);
      hear(2 * hour);
      assert.equal(shift(), expected);
      time.setSystemTime(Date.UTC(2026, 4, 5, 9));
    }
  });

  for (const heard of [
    [2, 2, 0],
    [-2, -2, 0],
    [2, 2, 2, 0, 0],
    [-2, -2, -2, 0, 0],
    [3, 2, 0, 0],
    [-3, -2, 0, 0],
  ]) {
    it(`is the one in the middle of ${heard.join(', ')} hours ahead`, () => {
      hear(...heard.map(hours => hours * hour));
      assert.equal(shift(), heard.length === 4 ? 0 : (heard[0] ?? NaN) * hour);
    });
  }

  it('is what most of the last five answers say', () => {
    hear(hour, hour, hour, hour, hour, 2 * hour, 2 * hour);
    assert.equal(shift(), hour);
    hear(2 * hour);
    assert.equal(shift(), 2 * hour);
  });

  it('is told by answers that no cache has kept', () => {
    const date = new Date(Date.now() + hour).toUTCString();
    for (const [age, expected] of [
      ['1', 0],
      ['0', hour],
    ] as const) {
      clock.note({ status: 200, headers: new Headers({ Date: date, Age: age }), text: '' });
      assert.equal(shift(), expected);
    }
  });

  it('is known for two minutes', () => {
    assert.equal(clock.isFresh, false);
    hear(0);
    time.tick(2 * minuteMs);
    assert.equal(clock.isFresh, true);
    time.tick(1);
    assert.equal(clock.isFresh, false);
  });

  it('is known as long as this computer’s clock is not set by more than a minute', () => {
    for (const [change, isKnown] of [
      [minuteMs, true],
      [-minuteMs, true],
      [minuteMs + 1, false],
      [-minuteMs - 1, false],
    ] as const) {
      clock = new ServerClock();
      hear(0);
      time.setSystemTime(Date.now() + change);
      assert.equal(clock.isFresh, isKnown, `set by ${change} ms`);
    }
  });

  it('is not asked for where an answer hides it, until one tells it', () => {
    clock.note({ status: 200, headers: new Headers(), text: '' });
    assert.equal(clock.isFresh, true);
    hear(0);
    time.tick(hour);
    assert.equal(clock.isFresh, false);
  });

  it('leaves presences alone that have no end', () => {
    hear(hour);
    const presence = { userId: 'a', state: 'AWAY', statusMessage: '' } as const;
    const other = { ...presence, mobile: false, isOptedOut: false };
    assert.equal(clock.fromCircuit(other), other);
    assert.equal(clock.fromCircuit({ ...other, dndUntil: hour }).dndUntil, 0);
  });
});
