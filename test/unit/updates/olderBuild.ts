import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Installation } from './installation';

/** By which it tells the account apart. */
export const olderTag = '2wvs85';
const watchListKey = `circuit.watchList:${olderTag}`;
const noticesKey = `circuit.notices:${olderTag}`;
const statusesKey = `circuit.recentStatuses:${olderTag}`;

interface OlderPerson {
  readonly userId: string;
  readonly displayName: string;
}

/**
 * A window in which version 0.1.0 still runs: what it reads and writes, under the names and in the
 * form it had. It knows nothing of the code beside it, so nothing here follows when that changes.
 */
export class OlderBuild {
  /** How often it had to ask Circuit, because it found nothing that it could use. */
  asked = 0;
  private readonly installation: Installation;

  constructor(installation: Installation) {
    this.installation = installation;
  }

  /** What it takes the stored sign-in for. It deletes one that is corrupt. */
  readSession(origin: string): 'none' | 'corrupt' | 'later' | { readonly accessToken: unknown } {
    const blob = this.installation.secrets.values.get(`session:${origin}`);
    if (blob === undefined) {
      return 'none';
    }
    const session = JSON.parse(blob) as Record<string, unknown>; // looked at below
    const texts = ['id', 'origin', 'userId', 'label', 'accessToken'];
    const isMine =
      session['version'] === 1 &&
      texts.every(key => typeof session[key] === 'string') &&
      typeof session['issuedAt'] === 'number' &&
      Array.isArray(session['scopes']);
    if (isMine) {
      return { accessToken: session['accessToken'] };
    }
    return Number(session['version']) > 1 ? 'later' : 'corrupt';
  }

  get people(): readonly OlderPerson[] | 'later' {
    const kept = this.kept(watchListKey) as { version: number; people?: OlderPerson[] } | undefined; // as it wrote it
    return (kept?.version ?? 1) > 1 ? 'later' : (kept?.people ?? []);
  }

  get groups(): readonly string[] {
    const kept = this.kept(watchListKey) as { groups?: { name: string }[] } | undefined; // as it wrote it
    return kept?.groups?.map(({ name }) => name) ?? [];
  }

  /** Ids of the people its notices are about. */
  get awaited(): readonly string[] {
    const kept = (this.kept(noticesKey) ?? []) as { people: OlderPerson[] }[]; // as it wrote it
    return kept.flatMap(({ people }) => people.map(({ userId }) => userId));
  }

  get statusMessages(): readonly string[] {
    const kept = (this.kept(statusesKey) ?? []) as { statusMessage: string }[]; // as it wrote it
    return kept.map(({ statusMessage }) => statusMessage);
  }

  /** Edits start from what is kept at that moment. */
  watch(person: OlderPerson): void {
    const kept = this.kept(watchListKey) as { people: OlderPerson[] }; // as it wrote it
    const people = [...kept.people, person];
    void this.installation.globalState.update(watchListKey, { ...kept, version: 1, people });
  }

  remember(statusMessage: string): void {
    const kept = (this.kept(statusesKey) ?? []) as unknown[]; // as it wrote it
    const recent = [{ state: 'BUSY', statusMessage }, ...kept].slice(0, 3);
    void this.installation.globalState.update(statusesKey, recent);
  }

  /** Whose presence it finds in its shared file; nobody's when the file is not one of its own. */
  readRounds(): ReadonlyMap<string, { readonly at: number }> {
    try {
      const file = JSON.parse(readFileSync(this.roundsFile, 'utf8')) as Record<string, unknown>; // looked at below
      const answers = file['answers'] as { userId: string; at: number }[]; // as it wrote them
      const isMine = file['version'] === 1 && file['account'] === olderTag;
      return new Map(isMine ? answers.map(each => [each.userId, each]) : []);
    } catch {
      return new Map();
    }
  }

  /** What it does every 30 s: takes what is fresh, else asks Circuit and writes all it knows. */
  poll(userIds: readonly string[]): void {
    const now = Date.now();
    const known = this.readRounds();
    if (userIds.every(id => (known.get(id)?.at ?? 0) > now - 30_000)) {
      return;
    }
    this.asked++;
    const asked = userIds.map(userId => ({ userId, at: now, state: 'AVAILABLE', message: '' }));
    const answers = [...new Map([...known, ...asked.map(each => [each.userId, each] as const)])];
    const pause = { at: now, failures: 0, notBefore: 0, status: 0 };
    const file = {
      version: 1,
      account: olderTag,
      at: now,
      pause,
      answers: answers.map(([, a]) => a),
    };
    const next = `${this.roundsFile}.older`;
    writeFileSync(next, JSON.stringify(file));
    renameSync(next, this.roundsFile);
  }

  private get roundsFile(): string {
    return path.join(this.installation.folder, 'rounds.json');
  }

  private kept(key: string): unknown {
    return this.installation.globalState.get(key);
  }
}
