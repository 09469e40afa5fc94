import { OneAtATime } from '../../base/async';
import { combinedDisposable, type Disposable } from '../../base/disposables';
import type { Event } from '../../base/event';
import { createAlarm } from '../../base/timers';
import { isCircuitError } from '../../circuit/errors';
import { presenceOf } from '../model';
import type { PollSession } from '../shared/session';
import { pollOnce, type PollRequest, type PollTools, takeIn } from './pollOnce';
import { nextLook, type Outlook, staleSince } from './schedule';
import { lastAskedTimes } from './targets';

const oftenEnoughMs = 10_000;
const afterFaultMs = 1_000;
const mostDueSpreadMs = 4_000;

/** What decides when to ask. */
export interface PollPace {
  /** How active the person is in this window. */
  readonly activity: {
    readonly state: 'focused' | 'unfocused' | 'inactive';
    readonly onDidChange: Event<unknown>;
  };
  /**
   * Ends of Do Not Disturb, besides the user's own, at which to poll even without activity: those
   * of people waited for. Epoch milliseconds; past ones do no harm.
   */
  readonly dueTimes?: (() => readonly number[]) | undefined;
}

/** Polls for one session from its creation until it is disposed. */
export class PollLoop implements Disposable {
  private readonly tools: PollTools;
  private readonly pace: PollPace;
  private readonly session: PollSession;
  private readonly dueSpreadMs = Math.random() * mostDueSpreadMs;
  private readonly alarm = createAlarm(
    () => nextLook(this.outlook()),
    jumped => this.ring(jumped),
  );
  private readonly subscriptions: Disposable;
  private running: Promise<void> | undefined;
  private isRefreshing = false;
  private readonly news = new OneAtATime(async () => {
    if (!this.session.end.signal.aborted) {
      await takeIn(this.tools, this.session).catch(() => undefined);
      this.plan();
    }
  });

  constructor(tools: PollTools, pace: PollPace, session: PollSession) {
    this.tools = tools;
    this.pace = pace;
    this.session = session;
    this.subscriptions = combinedDisposable(
      pace.activity.onDidChange(() => this.followActivity()),
      tools.rounds.onDidChange(() => this.news.ask()),
    );
  }

  /**
   * One run at a time; concurrent calls join it. But a refresh waits for a run that takes older
   * answers, which may ask nobody, and then asks itself.
   */
  run(request: PollRequest): Promise<void> {
    const { running } = this;
    const isRefresh = request.since > Date.now() - oftenEnoughMs;
    if (running && isRefresh && !this.isRefreshing) {
      return running.catch(() => undefined).then(() => this.run(request));
    }
    if (!running) {
      this.isRefreshing = isRefresh;
    }
    this.running ??= this.runOnce(request);
    return this.running;
  }

  /** Polls at once, unless that was done within the last ten seconds. */
  lookSoon(): void {
    this.inBackground({ since: Date.now() - oftenEnoughMs, byPerson: false });
  }

  /** Waits until the next poll is due, which may be now. */
  plan(atLeastMs = 0): void {
    if (!this.running && !this.session.refused && !this.session.end.signal.aborted) {
      this.alarm.set(atLeastMs);
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.alarm.clear();
    this.session.end.abort();
  }

  private async runOnce(request: PollRequest): Promise<void> {
    let wait = afterFaultMs;
    this.alarm.clear();
    try {
      await pollOnce(this.tools, this.session, request);
      wait = 0;
    } finally {
      this.running = undefined;
      this.plan(wait);
    }
  }

  private inBackground(request: PollRequest): void {
    this.run(request).catch((error: unknown) => {
      if (!isCircuitError(error) && !this.session.end.signal.aborted) {
        this.tools.log.error(`presence: ${error instanceof Error ? error.name : typeof error}`);
      }
    });
  }

  private ring(jumped: boolean): void {
    if (jumped && this.pace.activity.state !== 'inactive') {
      this.lookSoon();
    } else {
      const now = Date.now();
      this.inBackground({ since: staleSince(this.outlook(), now), byPerson: false });
    }
  }

  private followActivity(): void {
    if (this.session.refused) {
      return;
    }
    if (this.pace.activity.state === 'focused') {
      this.lookSoon();
    } else {
      this.plan();
    }
  }

  private outlook(): Outlook {
    const { rounds, store, interest } = this.tools;
    const { activity, dueTimes } = this.pace;
    const { answers, pause } = rounds.known;
    const own = presenceOf(store.own.known)?.dndUntil;
    return {
      ...lastAskedTimes({ store, interest, session: this.session, answers }),
      activity: activity.state,
      dueTimes: [...(own === undefined ? [] : [own]), ...(dueTimes?.() ?? [])],
      notBefore: pause.at <= Date.now() ? pause.notBefore : 0,
      dueSpreadMs: this.dueSpreadMs,
    };
  }
}
