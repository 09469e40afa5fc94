import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createLocalGit } from '../../../src/git/localGit';
import type { Disposable } from '../../../src/base/disposables';
import type { AskGit, GitAnswer } from '../../../src/git/questions';
import { askCommand, cancelCommand, protocolVersion } from '../../../src/git/remote/protocol';
import { createRemoteGit } from '../../../src/git/remote/remoteGit';
import { serveGit } from '../../../src/git/remote/serveGit';
import { ada, alan, createRepository, grace, type TestRepository } from '../../unit/git/repository';

const { signal } = new AbortController();
const askRemote = createRemoteGit();
const uriOf = (repository: TestRepository, file: string) =>
  vscode.Uri.joinPath(vscode.Uri.file(repository.folder), file);
const at = (day: number) => `2026-11-0${day}T09:00:00Z`;

/** A git that answers every question alike and remembers what it was asked. */
function fixed(answer: () => Promise<GitAnswer<unknown>>) {
  const asked: unknown[] = [];
  const ask = (question: string, about: object) => {
    asked.push([question, about]);
    return answer();
  };
  return { asked, askGit: ask as AskGit }; // an answer that fits no question is part of the test
}

const told = (it: unknown) => Promise.resolve({ kind: 'told' as const, told: it });
const untold = (why: string) => ({ kind: 'untold', why });

describe('The helper beside a remote git', () => {
  let repository: TestRepository;
  let served: Disposable | undefined;
  before(async () => {
    repository = createRepository(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
    repository.commit({ ...ada, at: at(1) }, { 'a.txt': 'one\ntwo\n', 'b/c.txt': 'see\n' });
    repository.commit({ ...grace, at: at(2) }, { 'a.txt': 'one\nTWO\n' });
    await vscode.commands.executeCommand('git.openRepository', repository.folder);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('git.close', vscode.Uri.file(repository.folder));
    repository.empty();
  });
  afterEach(() => served?.dispose());

  const serve = (askGit: AskGit) => void (served = serveGit(askGit));
  const call = async (request: unknown): Promise<unknown> =>
    await vscode.commands.executeCommand(askCommand, request);
  const request = (more: object = {}) => ({
    version: protocolVersion,
    id: crypto.randomUUID(),
    question: 'root',
    uri: uriOf(repository, 'a.txt'),
    ...more,
  });

  it('tells what git tells where the files are', async () => {
    const local = createLocalGit();
    serve(local);
    const file = { uri: uriOf(repository, 'a.txt') };
    const folder = { uri: uriOf(repository, 'b'), sinceDays: 3_000 };
    const root = await askRemote('root', file, signal);
    assert.equal(root.kind === 'told' && root.told.fsPath, repository.folder);
    const blame = await askRemote('blame', file, signal);
    assert.deepEqual(blame, await local('blame', file, signal));
    assert.deepEqual(
      blame.kind === 'told' && blame.told.value.map(({ author }) => author.name).sort(),
      [ada.name, grace.name],
    );
    const authors = await askRemote('authors', folder, signal);
    assert.deepEqual(
      authors.kind === 'told' && authors.told.value.map(({ emailAddress }) => emailAddress),
      [ada.emailAddress],
    );
    const nowhere = await askRemote('blame', { uri: uriOf(repository, 'no.txt') }, signal);
    assert.deepEqual(nowhere, untold('unreadable'));
    const elsewhere = await askRemote('root', { uri: vscode.Uri.parse('untitled:x') }, signal);
    assert.deepEqual(elsewhere, untold('elsewhere'));
  });

  it('names who wrote the other side of a conflict', async () => {
    serve(createLocalGit());
    repository.git(['checkout', '--quiet', '-b', 'theirs']);
    repository.commit({ ...alan, at: at(3) }, { 'd.txt': 'theirs\n' });
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit({ ...ada, at: at(4) }, { 'd.txt': 'ours\n' });
    assert.throws(() => repository.git(['merge', '--quiet', 'theirs']));
    const uri = uriOf(repository, 'd.txt');
    await vscode.workspace.openTextDocument(uri);
    assert.deepEqual(await askRemote('otherAuthors', { uri }, signal), {
      kind: 'told',
      told: [{ name: alan.name, emailAddress: alan.emailAddress }],
    });
    repository.git(['merge', '--abort']);
  });

  it('refuses what is no request of its version, and asks git nothing then', async () => {
    const { asked, askGit } = fixed(() => told([]));
    serve(askGit);
    const uri = uriOf(repository, 'a.txt');
    const requests = [
      ...[undefined, null, 1, 'root', [], {}, { version: protocolVersion }],
      ...[0, 2, '1', NaN].map(version => request({ version })),
      ...[undefined, '', 'x', 1, {}, `${'a'.repeat(36)}\n`].map(id => request({ id })),
      ...['log', 'commentSetting', 'withTrailer', 'constructor', '__proto__', ['root'], {}].map(
        question => request({ question }),
      ),
      ...[undefined, uri.toString(), uri.fsPath, '--version', uri.toJSON() as unknown].map(each =>
        request({ uri: each }),
      ),
      ...[undefined, 0, -1, 1.5, '1', 1e9, '1.days.ago --exec=x', NaN, Infinity].map(sinceDays =>
        request({ question: 'authors', sinceDays }),
      ),
    ];
    for (const each of requests) {
      const reply = await call(each);
      assert.deepEqual(reply, { version: protocolVersion, kind: 'refused' }, JSON.stringify(each));
    }
    assert.deepEqual(asked, []);
    const trap = {
      get id() {
        return assert.fail();
      },
    };
    assert.deepEqual(await call(trap), { version: protocolVersion, ...untold('failed') });
    await vscode.commands.executeCommand(cancelCommand);
    await vscode.commands.executeCommand(cancelCommand, { toString: () => assert.fail() });
  });

  it('hands git nothing but what belongs to the question', async () => {
    const { asked, askGit } = fixed(() => told([]));
    serve(askGit);
    const uri = uriOf(repository, '-x --exec=y');
    await call(request({ uri, args: ['--help'], path: '/etc', sinceDays: 'x' }));
    await call(request({ uri, question: 'authors', sinceDays: 90, path: '/etc' }));
    assert.deepEqual(asked, [
      ['root', { uri }],
      ['authors', { uri, sinceDays: 90 }],
    ]);
  });

  it('stops asking git when nobody waits any more', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const slow = (_: string, __: object, stop: AbortSignal) => {
      begun.resolve(stop);
      return new Promise<never>((_resolve, reject) =>
        stop.addEventListener('abort', () => reject(new Error('stopped'))),
      );
    };
    serve(slow);
    const stop = new AbortController();
    const asking = askRemote('root', { uri: uriOf(repository, 'a.txt') }, stop.signal);
    const there = await begun.promise;
    assert.equal(there.aborted, false);
    const left = new Error('left');
    stop.abort(left);
    await assert.rejects(asking, left);
    await new Promise(resolve => setTimeout(resolve, 50));
    assert.equal(there.aborted, true);
  });

  it('says that an answer of more than two megabytes is too large', async () => {
    const one = { name: 'x'.repeat(1_000), emailAddress: 'x' };
    let count = 1_900;
    serve(fixed(() => told(Array<object>(count).fill(one))).askGit);
    const about = { uri: uriOf(repository, 'a.txt') };
    assert.equal((await askRemote('otherAuthors', about, signal)).kind, 'told');
    count = 2_000;
    assert.deepEqual(await askRemote('otherAuthors', about, signal), untold('tooMuch'));
  });

  it('answers though git fails in a way that nobody foresaw', async () => {
    serve(fixed(() => Promise.reject(new Error('/home/ada/secret'))).askGit);
    const reply = await call(request());
    assert.deepEqual(reply, { version: protocolVersion, ...untold('failed') });
  });

  it('answers at most 32 questions at a time, and each id once', async () => {
    const end = Promise.withResolvers<GitAnswer<unknown>>();
    serve(fixed(() => end.promise).askGit);
    const first = request();
    const all = [first, ...Array.from({ length: 31 }, () => request())].map(call);
    const refused = { version: protocolVersion, kind: 'refused' };
    assert.deepEqual(await call(first), refused);
    assert.deepEqual(await call(request()), refused);
    end.resolve({ kind: 'told', told: 1 });
    assert.ok((await Promise.all(all)).every(reply => JSON.stringify(reply).includes('told')));
    assert.deepEqual(await call(first), { version: protocolVersion, kind: 'told', told: 1 });
  });
});

describe('A remote git', () => {
  const about = { uri: vscode.Uri.parse('vscode-remote://box/x/a.txt') };
  let registered: Disposable | undefined;
  afterEach(() => registered?.dispose());

  const answering = (reply: unknown) => {
    registered = vscode.commands.registerCommand(askCommand, () => Promise.resolve(reply));
  };

  it('is out of reach without the helper', async () => {
    assert.deepEqual(await askRemote('root', about, signal), untold('noHelper'));
  });

  const reply = (more: object) => ({ version: protocolVersion, ...more });
  const replies: [what: string, reply: unknown, why: string][] = [
    ['an older helper', { version: 0, kind: 'refused' }, 'oldHelper'],
    ['an older helper that answers nevertheless', { version: 0, kind: 'told' }, 'oldHelper'],
    ['a newer helper', { version: 2, kind: 'refused' }, 'newHelper'],
    ['nothing', undefined, 'lost'],
    ['text', 'told', 'lost'],
    ['an answer without a version', { kind: 'told', told: [] }, 'lost'],
    ['an answer to another question', reply({ kind: 'told', told: 7 }), 'lost'],
    [
      'people without names',
      reply({ kind: 'told', told: [{ name: 1, emailAddress: 'x' }] }),
      'lost',
    ],
    ['a reason that nobody knows', reply({ kind: 'untold', why: '<b>' }), 'lost'],
    ['a reason that is ours to say', reply({ kind: 'untold', why: 'noHelper' }), 'lost'],
    ['a refusal', reply({ kind: 'refused' }), 'lost'],
  ];
  for (const [what, answer, why] of replies) {
    it(`says ${why} to ${what}`, async () => {
      answering(answer);
      assert.deepEqual(await askRemote('otherAuthors', about, signal), untold(why));
    });
  }

  it('says lost where the helper throws', async () => {
    answering(Promise.reject(new Error('Canceled')));
    assert.deepEqual(await askRemote('root', about, signal), untold('lost'));
  });

  it('takes of an answer what belongs to it, and names of any kind', async () => {
    const name = '<img src=x onerror=y> $(sync~spin)';
    answering(reply({ kind: 'told', told: [{ name, emailAddress: 'x', more: 1 }, null] }));
    assert.deepEqual(await askRemote('otherAuthors', about, signal), {
      kind: 'told',
      told: [{ name, emailAddress: 'x' }, null],
    });
  });

  it('is not asked for what the helper cannot tell', async () => {
    answering(reply({ kind: 'told', told: '#' }));
    assert.deepEqual(await askRemote('commentSetting', about, signal), untold('elsewhere'));
  });
});
