import { OriginSession } from '../src/account/storage/originSession';
import { createSession, type Session } from '../src/account/storage/session';
import { createTokenSource } from '../src/account/tokenSource';
import { createLease } from '../src/base/lease';
import { createCircuitClient } from '../src/circuit/client';
import type { HttpAnswer } from '../src/circuit/transport';
import { createMemory, newSession, SharedSecrets } from '../test/unit/account/support';
import { me, presence } from '../test/unit/presence/fakeCircuit';
import { FakeTime, hour, minute, second } from '../test/unit/presence/fakeTime';
import { seeded } from '../test/unit/presence/seeded';
import { ada, MemoryFolder, silent, type Window } from '../test/unit/presence/shared/windows';
import { table } from './figures';

const fleet = 10_000;
const windowsEach = 3;
const watched = 25;
/** The clock of a simulated day begins here. */
const dayBegins = 8.5 * hour;
const dayEnds = 18 * hour;
const origin = 'https://circuit.example';

const at = (hours: number, minutes = 0) => hours * hour + minutes * minute;
const outage = { from: at(11), until: at(11, 10) } as const;
const wait = { from: at(14), until: at(14, 1), seconds: 300 } as const;
/** All tokens are told to last until then. */
const tokensEnd = at(15);
/** By then Circuit takes back all there are. */
const tokensRevoked = at(16);

/** Requests of people who do not know of each other can be counted one person after the other. */
export async function simulateFleet(people: number): Promise<string> {
  const halves: number[][] = [[], []];
  for (let person = 0; person < people; person += 1) {
    halves[person % 2]?.push(...(await liveADay(person)));
  }
  const scale = fleet / people;
  const all = perMinute(halves.flat(), scale);
  const usual = mean(all, at(9, 45), at(11));
  const rows = phases.map(([name, from, until]) => {
    const minutes = slice(all, from, until);
    const peak = Math.max(...minutes);
    const average = mean(all, from, until);
    return [name, average.toFixed(0), peak.toFixed(0), (peak / usual).toFixed(2)];
  });
  const [first = 0, second_ = 0] = halves.map(half =>
    mean(perMinute(half, 2 * scale), at(9, 45), at(11)),
  );
  return `${table(['requests a second', 'mean', 'busiest minute', 'busiest over the usual mean'], rows)}

${people} people were played, each by themselves, since no one's requests depend on another's; the figures are
scaled to ${fleet.toLocaleString('en')}. The usual mean of one half of them is ${first.toFixed(0)}, of the other ${second_.toFixed(0)} requests a second.`;
}

const phases: readonly (readonly [name: string, from: number, until: number])[] = [
  ['people arrive, 8:40 to 9:40', at(8, 40), at(9, 40)],
  ['the morning, 9:45 to 11:00', at(9, 45), at(11)],
  ['ten minutes of 503, 11:00 to 11:10', outage.from, outage.until],
  ['the ten minutes after', outage.until, at(11, 20)],
  ['noon, 12:00 to 13:30', at(12), at(13, 30)],
  ['all are told to wait five minutes, 14:00 to 14:05', wait.from, at(14, 5)],
  ['the ten minutes after', at(14, 5), at(14, 15)],
  ['all tokens end at 15:00: from 14:20 to 15:10', at(14, 20), at(15, 10)],
  ['the afternoon, 15:10 to 16:00', at(15, 10), at(16)],
  ['all tokens are revoked at 16:00, without a word before', tokensRevoked, at(16, 10)],
  ['until people leave, 16:10 to 17:00', at(16, 10), at(17)],
];

/** When one person's windows asked Circuit, as times of day in milliseconds. */
async function liveADay(person: number): Promise<number[]> {
  const original = Math.random;
  const random = seeded(person + 1);
  Math.random = random;
  const time = new FakeTime();
  const begun = Date.now();
  const now = () => dayBegins + Date.now() - begun;
  const asked: number[] = [];
  const folder = new MemoryFolder();
  const open = await createOpener(time, folder, { now, asked, random });
  const arrives = at(9) + (random() + random() + random() - 1.5) * 30 * minute;
  await time.pass(Math.max(0, arrives - now()));
  const windows = [open()];
  while (now() < dayEnds - random() * hour) {
    if (windows.length < windowsEach) {
      windows.push(open());
    }
    look(windows, now(), random);
    await time.pass((1 + random() * 8) * minute);
  }
  await time.end();
  Math.random = original;
  return asked;
}

/** One window at a time is looked at, if any; nobody is there at noon. */
function look(windows: readonly Window[], now: number, random: () => number): void {
  const isAway = now > at(12) && now < at(12, 50) + random() * 10 * minute;
  const focused = isAway || random() < 0.3 ? -1 : Math.floor(random() * windows.length);
  windows.forEach((window, index) => {
    window.show(isAway ? 'inactive' : index === focused ? 'focused' : 'unfocused');
  });
}

async function createOpener(
  time: FakeTime,
  folder: MemoryFolder,
  { now, asked, random }: { now: () => number; asked: number[]; random: () => number },
): Promise<() => Window> {
  const secrets = new SharedSecrets();
  const memory = createMemory();
  const session = signedInLongAgo(Date.now() + tokensEnd - now(), random);
  const interest = Array.from({ length: watched }, (_, index) => `person-${index}`);
  await new OriginSession(origin, secrets.window(), memory).save(session);
  const refresh = {
    refresh: () => {
      asked.push(now());
      const accessToken = now() < tokensRevoked ? 'second' : 'third';
      return Promise.resolve({
        accessToken,
        refreshToken: `of ${accessToken}`,
        scopes: session.scopes,
      });
    },
    whose: () => {
      asked.push(now());
      return Promise.resolve(me.userId);
    },
  };
  return () => {
    const sessions = new OriginSession(origin, secrets.window(), memory);
    const lease = createLease(folder, 'refresh');
    const { userId } = me;
    const parts = { sessions, userId, renewal: refresh, log: silent, lease };
    const token = createTokenSource(parts);
    const access = { origin, arrays: 'repeated', token, transport: answerAt(now, asked) } as const;
    const client = createCircuitClient(() => access, silent);
    return time.open(client, { folder, interest, activity: 'focused', account: ada });
  };
}

/** With a token of eight hours that ends then. */
function signedInLongAgo(expiresAt: number, random: () => number): Session {
  const session = createSession(
    newSession({
      origin,
      userId: me.userId,
      accessToken: 'first',
      issuedAt: expiresAt - 8 * hour,
      expiresAt,
      refreshToken: 'r',
      clientId: 'c',
    }),
  );
  const id = Math.floor(random() * 2 ** 32).toString(16);
  return { ...session, id: id.padStart(8, '0') };
}

function answerAt(now: () => number, asked: number[]) {
  return async ({
    url,
    headers,
  }: {
    url: URL;
    headers: Record<string, string>;
  }): Promise<HttpAnswer> => {
    const moment = now();
    asked.push(moment);
    await new Promise(resolve => {
      setTimeout(resolve, 0.1 * second);
    });
    if (moment >= outage.from && moment < outage.until) {
      return answer(503, {});
    }
    if (moment >= wait.from && moment < wait.until) {
      return answer(429, {}, { 'retry-after': `${wait.seconds}` });
    }
    const ended = { 'Bearer first': tokensEnd, 'Bearer second': tokensRevoked };
    const { Authorization: token } = headers;
    if (Object.entries(ended).some(([each, end]) => each === token && moment >= end)) {
      return answer(401, {});
    }
    const ids = url.searchParams.getAll('userIds');
    return answer(200, url.pathname.endsWith('/profile') ? me : ids.map(id => presence(id)));
  };
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  const all = new Headers({ 'content-type': 'application/json', ...headers });
  return { status, headers: all, text: JSON.stringify(body) };
}

/** Requests a second in each minute of the day. */
function perMinute(asked: readonly number[], scale: number): number[] {
  const minutes = new Array<number>(24 * 60).fill(0);
  for (const moment of asked) {
    const index = Math.floor(moment / minute);
    minutes[index] = (minutes[index] ?? 0) + scale / 60;
  }
  return minutes;
}

function slice(minutes: readonly number[], from: number, until: number): readonly number[] {
  return minutes.slice(Math.floor(from / minute), Math.floor(until / minute));
}

function mean(minutes: readonly number[], from: number, until: number): number {
  const some = slice(minutes, from, until);
  return some.reduce((sum, each) => sum + each, 0) / some.length;
}
