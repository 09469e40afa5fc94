import type { Presence } from '../../../../../src/circuit/schemas';
import type { PresenceUpdate } from '../../../../../src/circuit/types';
import type { EndEvent } from '../../../../../src/presence/model';
import type { Settable } from '../../../../../src/presence/presenceChange';
import { LEASE_MS } from '../../../../../src/presence/until/arrangement';
import { presence } from '../../fakeCircuit';
import { FakeTime, hour, minute, second } from '../../fakeTime';
import { pass, WindowLife } from '../../model/windowLife';
import { Disk } from '../../model/slowFolder';
import { FakeEnd, UntilWindow } from '../untilWindow';
import { LeaseServer, type Link } from './leaseServer';

/** What else happens, once. */
export type Fault =
  | { readonly kind: 'choose'; readonly window: number }
  | { readonly kind: 'elsewhere'; readonly update: PresenceUpdate }
  /** The first window dies, and another one may be opened in its place after a while. */
  | { readonly kind: 'crash'; readonly reopenAfterMs?: number | undefined }
  | { readonly kind: 'offline' | 'sleep'; readonly forMs: number }
  | { readonly kind: 'clock'; readonly byMs: number };

/** When it happens: so long after the choice, or at a later step on the disk or to Circuit. */
export interface FaultTime {
  readonly at: number;
  readonly step?: { readonly window: number; readonly number: number } | undefined;
}

/** A story of two windows. In the first, somebody chooses something until an event. */
export interface Story {
  readonly event: EndEvent['kind'];
  readonly before: Partial<Presence>;
  /**
   * When the event happens, in milliseconds after the choice, and in which window somebody comes
   * back.
   */
  readonly eventAt: number;
  readonly backIn: number;
  readonly fault?: (Fault & FaultTime) | undefined;
  readonly legMs: () => number;
  readonly paceMs: (window: number) => number;
}

/** What somebody chooses instead, in one of the windows. */
export const chosenInstead = { state: 'AVAILABLE', statusMessage: 'at my desk' } as const;
const messageMs = 10 * minute;
const awayMs = 5 * minute;
const mostPuts = 7;
const hotMs = 10 * second;

/**
 * Plays a story with the real engine and returns what is wrong with its end; empty if nothing is.
 */
export async function play(story: Story): Promise<string[]> {
  const time = new FakeTime();
  const stage = new Stage(story, time);
  await time.pass(5 * second);
  stage.begin();
  await time.pass(Math.max(story.eventAt, story.fault?.at ?? 0) + LEASE_MS + 8 * minute);
  const wrong = stage.judge();
  stage.dispose();
  await time.settle();
  time.clock.uninstall();
  return wrong;
}

class Stage {
  private readonly story: Story;
  private readonly time: FakeTime;
  private readonly server: LeaseServer;
  private readonly disk = new Disk({
    disk: async window => {
      await pass(this.step(window, () => this.story.paceMs(window)));
      return () => undefined;
    },
  });
  private readonly lives: WindowLife[] = [];
  private readonly windows: UntilWindow[] = [];
  private readonly end: FakeEnd;
  /** What Circuit showed while the event was awaited. */
  private readonly samples: string[] = [];
  private readonly steps: number[] = [];
  private begunAt = Infinity;
  private isOffline = false;
  private struckAt: number | undefined;

  constructor(story: Story, time: FakeTime) {
    this.story = story;
    this.time = time;
    this.server = new LeaseServer(story.before);
    const { event: kind } = story;
    this.end = new FakeEnd(
      kind === 'task' || kind === 'terminal' ? { kind, name: 'it' } : { kind },
    );
    this.open();
    this.open();
  }

  begin(): void {
    const { event, eventAt, fault } = this.story;
    this.begunAt = performance.now();
    const state = event === 'back' ? 'AWAY' : 'DND';
    const message = { dndUntil: Date.now() + messageMs, statusMessage: 'lunch' };
    const change = { state, ...(event === 'dndEnd' ? message : {}) } as const;
    this.windows[0]?.arrangements.begin(this.end, change).catch(() => undefined);
    void pass(eventAt).then(() => this.happen());
    void this.sample();
    if (event === 'back') {
      void pass(10 * second).then(() => this.windows.forEach(({ active }) => active.set(false)));
    }
    if (fault) {
      void pass(fault.at + (fault.step ? hotMs : 0)).then(() => this.strike());
    }
  }

  judge(): string[] {
    const { puts, shown, isBlind } = this.server;
    const { fault } = this.story;
    const perHour = puts.map(at => puts.filter(each => each >= at && each - at < hour).length);
    const most = mostPuts + (fault?.kind === 'choose' ? 1 : 0);
    const isEnd = this.goodEnds().some(end => isSame(end, shown));
    const isQuiet = fault !== undefined || this.samples.every(state => state === this.awaitedState);
    return [
      ...(isBlind || isEnd ? [] : [`ended with ${shown.state} "${shown.statusMessage}"`]),
      ...(perHour.some(each => each > most) ? [`${Math.max(...perHour)} sets in an hour`] : []),
      ...(isQuiet ? [] : [`was ${this.samples.join()} before it ended`]),
    ];
  }

  dispose(): void {
    this.lives.forEach(life => life.end());
    this.windows.forEach(window => window.dispose());
  }

  private get awaitedState(): string {
    return this.story.event === 'back' ? 'AWAY' : 'DND';
  }

  /**
   * Everything that Circuit may show at the end: what somebody chose last, or else what they chose
   * before.
   */
  private goodEnds(): Settable[] {
    const { fault } = this.story;
    const isEarly = (this.struckAt ?? Infinity) < this.begunAt + 20 * second;
    switch (fault?.kind) {
      case undefined:
        return this.intendedEnds();
      case 'choose':
        return [chosenInstead];
      case 'elsewhere':
        return [fault.update, ...(isEarly ? this.intendedEnds() : [])];
      case 'crash':
      case 'offline':
      case 'sleep':
      case 'clock':
        return [...this.intendedEnds(), this.before, ...this.endsWithoutUs()];
    }
  }

  private get before(): Settable {
    return presence('me', this.story.before);
  }

  private intendedEnds(): Settable[] {
    const { event, eventAt } = this.story;
    const { statusMessage, state } = this.before;
    if (event === 'dndEnd') {
      return [{ state: 'AVAILABLE', statusMessage: '' }];
    }
    const away: Settable = { state: 'AWAY', statusMessage };
    if (event === 'back' && eventAt < awayMs + 20 * second) {
      // Somebody was last seen a few seconds after the choice.
      return eventAt < awayMs + 5 * second ? [away] : [away, this.before];
    }
    if (state !== 'OFFLINE') {
      return [this.before];
    }
    // It can't be set, so nothing is touched and Circuit ends Do Not Disturb by itself.
    return event === 'back' ? [away] : [{ state: 'AVAILABLE', statusMessage }];
  }

  /** What Circuit may end with by itself, and what it keeps if no window is left. */
  private endsWithoutUs(): Settable[] {
    const { statusMessage } = this.before;
    switch (this.story.event) {
      case 'dndEnd':
        return [
          { state: 'AVAILABLE', statusMessage: 'lunch' },
          // Its end was computed with a clock that was set back.
          ...(this.story.fault?.kind === 'clock'
            ? [{ state: 'DND', statusMessage: 'lunch' } as const]
            : []),
        ];
      case 'back':
        return [{ state: 'AWAY', statusMessage }];
      case 'debugging':
      case 'task':
      case 'terminal':
        return [{ state: 'AVAILABLE', statusMessage }];
    }
  }

  private open(): UntilWindow {
    const at = this.windows.length;
    const life = new WindowLife(at);
    this.lives.push(life);
    const link: Link = {
      life,
      isOffline: () => this.isOffline,
      legMs: () => this.step(at, this.story.legMs),
    };
    const folder = this.disk.window(life);
    const activity = at === 0 ? 'unfocused' : 'inactive';
    const window = new UntilWindow(this.server.client(link), { folder, activity });
    this.windows.push(window);
    return window;
  }

  /**
   * How long a step takes: no time, except near what happens, so that stories are played quickly.
   */
  private step(window: number, takesMs: () => number): number {
    const { fault } = this.story;
    const sinceMs = performance.now() - this.begunAt;
    if (fault?.step?.window === window && sinceMs >= fault.at) {
      const taken = (this.steps[window] = (this.steps[window] ?? 0) + 1);
      if (taken === fault.step.number) {
        this.strike();
      }
    }
    const moments = [0, this.story.eventAt, fault?.at ?? 0, 10 * minute, 20 * minute];
    return moments.some(at => Math.abs(sinceMs - at) < hotMs) ? takesMs() : 0;
  }

  private happen(): void {
    const { event, backIn } = this.story;
    const window = this.windows[backIn];
    if (event === 'back') {
      window?.active.set(true);
      void pass(minute).then(() => window?.active.set(false));
    } else if (event !== 'dndEnd') {
      this.end.happen();
    }
  }

  private strike(): void {
    const { fault } = this.story;
    if (this.struckAt !== undefined || !fault) {
      return;
    }
    this.struckAt = performance.now();
    switch (fault.kind) {
      case 'choose':
        this.windows[fault.window]?.choose(chosenInstead).catch(() => undefined);
        return;
      case 'elsewhere':
        this.server.changeElsewhere(fault.update);
        return;
      case 'crash':
        this.crash(fault.reopenAfterMs);
        return;
      case 'offline':
        this.isOffline = true;
        void pass(fault.forMs).then(() => (this.isOffline = false));
        return;
      case 'sleep':
        this.server.passAsleep(fault.forMs);
        this.time.clock.setSystemTime(Date.now() + fault.forMs);
        return;
      case 'clock':
        this.time.clock.setSystemTime(Date.now() + fault.byMs);
    }
  }

  private crash(reopenAfterMs: number | undefined): void {
    this.lives[0]?.end();
    this.windows[0]?.dispose();
    if (reopenAfterMs !== undefined) {
      void pass(reopenAfterMs).then(() => this.open().active.set(false));
    }
  }

  private async sample(): Promise<void> {
    const endAt = this.story.event === 'dndEnd' ? messageMs : this.story.eventAt;
    for (let at = 20 * second; at < endAt; at += minute) {
      await pass(at === 20 * second ? at : minute);
      this.samples.push(this.server.shown.state);
    }
  }
}

function isSame(one: Settable, other: Settable): boolean {
  return one.state === other.state && one.statusMessage === other.statusMessage;
}
