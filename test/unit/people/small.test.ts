import assert from 'node:assert/strict';
import type { Account } from '../../../src/account/account';
import { hostKind, writeDiagnostics } from '../../../src/account/diagnostics';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { chosenGroup, chosenIds } from '../../../src/people/commandTargets';
import { callLink, labelLink, mailLink, userLink } from '../../../src/people/links';
import { createLists } from '../../../src/people/lists';
import { LastSearch, shownResults } from '../../../src/people/search/lastSearch';
import { syncWatchList } from '../../../src/people/watch/settingsSync';
import { WatchList } from '../../../src/people/watch/watchList';
import { addPeople } from '../../../src/people/watch/watchListEdits';
import { accountKey } from '../../../src/presence/shared/session';
import { createKeep, persons } from './support';

const origin = 'https://circuit.example';

function account(changes: Partial<Account> = {}): Account {
  const nobody = () => Promise.reject(new Error('Not asked for here.'));
  return {
    kind: 'circuit',
    label: 'ada@x.example',
    scopes: [],
    access: { origin, arrays: 'repeated', token: nobody, transport: nobody },
    ...changes,
  };
}

describe('links into Circuit', () => {
  it('lead to a person, a call, a label and the mail program', () => {
    assert.equal(userLink(origin, 'a-1'), `${origin}/#/user/a-1`);
    assert.equal(
      callLink(origin, 'ada+x@x.example'),
      `${origin}/#/call?user=ada%2Bx%40x.example&media=audio`,
    );
    assert.equal(labelLink(origin, 'a/b #1?&'), `${origin}/#/search/a%2Fb%20%231%3F%26`);
    assert.equal(mailLink('ada@x.example'), 'mailto:ada%40x.example');
  });

  for (const id of [
    '',
    '..',
    '../x',
    'a/b',
    '?x=',
    '#',
    '%2e%2e',
    '@evil.example',
    'x'.repeat(65),
  ]) {
    it(`lead nowhere for the id ${JSON.stringify(id.slice(0, 20))}`, () => {
      assert.equal(userLink(origin, id), undefined);
    });
  }

  for (const address of ['', 'a', 'a@b@c.example', 'a@x.example?cc=b@x.example', 'a b@x.example']) {
    it(`lead nowhere for the address ${JSON.stringify(address)}`, () => {
      assert.equal(callLink(origin, address), undefined);
      assert.equal(mailLink(address), undefined);
    });
  }
});

describe('what a command was called for', () => {
  const row = (userId: unknown) => ({ kind: 'person', userId });

  it('is an id, a row, or all selected rows', () => {
    assert.deepEqual(chosenIds(['a']), ['a']);
    assert.deepEqual(chosenIds([row('a')]), ['a']);
    assert.deepEqual(chosenIds([row('a'), [row('a'), row('b'), row('b')]]), ['a', 'b']);
    assert.equal(chosenGroup([{ kind: 'section', sectionId: 'g' }]), 'g');
  });

  it('is nobody for anything else', () => {
    const nothings = [[], [undefined], [null], [7], ['../x'], [row('..')], [row({})], [{}, 'a']];
    for (const args of nothings) {
      assert.deepEqual(chosenIds(args), [], JSON.stringify(args));
      assert.equal(chosenGroup(args), undefined);
    }
  });
});

describe('diagnostics', () => {
  it('name the kind of host and never the host', () => {
    const at = (where: string) =>
      hostKind(account({ access: { ...account().access, origin: where } }));
    assert.equal(hostKind(undefined), 'none');
    assert.equal(hostKind(account({ kind: 'demo' })), 'demo');
    assert.equal(at('https://eu.yourcircuit.com'), 'well-known');
    assert.equal(at('http://localhost:3000'), 'local');
    assert.equal(at('http://[::1]:3000'), 'local');
    assert.equal(at('https://circuit.company.example'), 'custom');
  });

  it('are lines of a name and a value', () => {
    const text = writeDiagnostics({
      extension: '1.0.0',
      vscode: '1.101.0',
      platform: 'linux',
      where: 'remote',
      host: 'custom',
      connection: 'offline',
      lastError: 'http',
      watched: 3,
      groups: 1,
      notices: 0,
      presenceCheckedAgo: '12 s',
    });
    assert.deepEqual(text.split('\n').at(-1), 'presenceCheckedAgo: 12 s');
    assert.ok(text.split('\n').every(line => /^[a-zA-Z]+: [\w. -]+$/.test(line)));
  });
});

describe('the last search', () => {
  it('holds no more than one request of presence can ask for, and nothing when nobody was found', () => {
    const search = new LastSearch();
    let told = 0;
    search.onDidChange(() => told++);
    search.show({ term: 'x', people: persons(...Array.from({ length: 90 }, (_, at) => `p${at}`)) });
    assert.equal(search.current?.people.length, shownResults);
    search.show({ term: 'y', people: [] });
    assert.equal(search.current, undefined);
    search.clear();
    assert.equal(told, 2);
  });
});

describe('whose presence is asked for', () => {
  it('is that of people watched, found, looked at and waited for, each once', async () => {
    const lists = createLists(createKeep(), () => account(), new DisposableStore());
    await lists.watchList.edit(watching => addPeople(watching, persons('a', 'b')).watching);
    lists.search.show({ term: 'x', people: persons('b', 'c') });
    lists.search.look(['c', 'd']);
    await lists.notices.add({
      noticeId: 'n',
      condition: 'available',
      people: persons('a', 'e'),
      expiresAt: Date.now() + 60_000,
    });
    assert.deepEqual(lists.interest(), ['a', 'b', 'c', 'd', 'e']);
  });
});

describe('the key of an account', () => {
  it('tells hosts, people and the demo apart', () => {
    const keys = [
      account(),
      account({ label: 'bea@x.example' }),
      account({ access: { ...account().access, origin: 'https://other.example' } }),
      account({ kind: 'demo' }),
    ].map(accountKey);
    assert.equal(new Set(keys).size, 4);
    assert.equal(accountKey(undefined), undefined);
  });
});

describe('syncing the watch list', () => {
  it('happens only while it is asked for and somebody is signed in', () => {
    const asked: (readonly string[])[] = [];
    let signedIn: string | undefined = 'me';
    const [setting, accounts] = [new Emitter<boolean>(), new Emitter<unknown>()];
    const sync = { value: false, onDidChange: setting.event };
    const list = new WatchList(createKeep(), () => signedIn);
    const syncing = syncWatchList(
      { setKeysForSync: keys => asked.push(keys) },
      list,
      sync,
      accounts.event,
    );
    sync.value = true;
    setting.fire(true);
    signedIn = undefined;
    accounts.fire(undefined);
    syncing.dispose();
    setting.fire(true);
    assert.deepEqual(asked, [[], ['circuit.watchList:me'], []]);
  });
});
