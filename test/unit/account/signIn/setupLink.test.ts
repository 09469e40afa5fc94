import fc from 'fast-check';
import assert from 'node:assert/strict';
import {
  isSetupLink,
  readPastedLink,
  readSetupQuery,
  writeSetupLink,
} from '../../../../src/account/signIn/questions/setupLink';
import { parseOrigin } from '../../../../src/circuit/origin';
import { isClientId } from '../../../../src/settingReaders';
import { anyText } from '../../anyText';

const own = 'https://circuit.company.example';
const start = 'vscode://circuit-presence.circuit-presence/setup?';
const good = 'host=circuit.company.example&client_id=abc-1';

describe('A setup link', () => {
  for (const origin of [
    own,
    `${own}:8443`,
    'http://localhost:7001',
    'https://xn--crcuit-9za.com',
  ]) {
    it(`for ${origin} says so once the client ID stands at its end`, () => {
      const link = `${writeSetupLink('code-oss', origin)}abc-1`;
      const app = { origin, clientId: 'abc-1' };
      assert.deepEqual(readPastedLink(link, 'code-oss'), { kind: 'ok', app });
      assert.ok(isSetupLink(link));
      // VS Code hands its query over without percent signs, or, after a look at it, with them.
      const [, query = ''] = link.split('?');
      assert.deepEqual(readSetupQuery(query), { kind: 'ok', app });
      assert.deepEqual(readSetupQuery(decodeURIComponent(query)), { kind: 'ok', app });
    });
  }

  it('is taken with what mail programs put around it, and as one for VS Code itself', () => {
    for (const text of [
      `  ${start}${good}\n`,
      `${start.toUpperCase().replace('SETUP', 'setup')}${good}`,
    ]) {
      assert.equal(readPastedLink(text, 'code-oss').kind, 'ok', text);
    }
    for (const scheme of ['vscodium', 'vscode', 'vscode-insiders']) {
      const text = `${start.replace('vscode', scheme)}${good}`;
      assert.equal(readPastedLink(text, 'vscodium').kind, 'ok', text);
    }
  });

  it('is as long as a link may get', () => {
    const reasonOf = (length: number) => {
      const read = readSetupQuery(good.padEnd(length, 'a'));
      return read.kind === 'bad' ? read.reason : '';
    };
    // The client ID is too long by then, which is another reason.
    assert.match(reasonOf(2_000), /^A client ID can't/);
    assert.match(reasonOf(2_001), /^This isn't a valid setup link/);
  });

  it('without a client ID says that it has none yet', () => {
    const link = writeSetupLink('vscode', own);
    const read = readPastedLink(link, 'vscode');
    assert.match(read.kind === 'bad' ? read.reason : '', /client ID/);
  });

  const hostileQueries: Readonly<Record<string, string>> = {
    'two hosts': 'host=eu.yourcircuit.com&host=evil.example&client_id=a',
    'two client IDs': `${good}&client_id=b`,
    'an empty second host': 'host=&host=evil.example&client_id=a',
    'a host in an encoded ampersand': 'host=eu.yourcircuit.com%26host%3Devil.example',
    'a name in capitals': 'HOST=circuit.company.example&client_id=a',
    'a name with brackets': 'host[]=circuit.company.example&client_id=a',
    'no host': 'client_id=a',
    'no client ID': 'host=circuit.company.example',
    'a client secret': `${good}&client_secret=s`,
    'a token': `${good}&access_token=t`,
    'a port for the redirect': `${good}&redirectPort=80`,
    'the prototype': 'host=circuit.company.example&client_id=a&__proto__=x',
    'semicolons between': 'host=circuit.company.example;client_id=a',
    'somebody at the host': 'host=eu.yourcircuit.com@evil.example&client_id=a',
    'a name and password at the host': 'host=https://me:pw@evil.example&client_id=a',
    'plain http': 'host=http://circuit.company.example&client_id=a',
    'http behind another loopback': 'host=http://localhost.evil.example&client_id=a',
    'another scheme': 'host=javascript:alert(1)&client_id=a',
    'a file': 'host=file:///etc/passwd&client_id=a',
    'a path': 'host=https://eu.yourcircuit.com/evil&client_id=a',
    'a backslash': 'host=https://evil.example\\@eu.yourcircuit.com&client_id=a',
    'a query in the host': 'host=https://eu.yourcircuit.com%3Fx&client_id=a',
    'a fragment in the host': 'host=https://eu.yourcircuit.com%23x&client_id=a',
    'a port too high': 'host=circuit.company.example:99999&client_id=a',
    'port zero': 'host=circuit.company.example:0&client_id=a',
    'two ports': 'host=circuit.company.example:1:2&client_id=a',
    'a short form of an address': 'host=127.1&client_id=a',
    'an address in octal': 'host=0177.0.0.1&client_id=a',
    'an address as one number': 'host=2130706433&client_id=a',
    'full-width letters': 'host=ｅｕ.yourcircuit.com&client_id=a',
    'an ideographic full stop': 'host=eu。yourcircuit.com&client_id=a',
    'a soft hyphen': 'host=eu.your%C2%ADcircuit.com&client_id=a',
    'a zero-width joiner': 'host=eu.yourcircuit.com%E2%80%8D&client_id=a',
    'a mark that turns text around': 'host=%E2%80%AEmoc.live&client_id=a',
    'a line break': 'host=eu.yourcircuit.com%0Aevil.example&client_id=a',
    'a null character': 'host=eu.yourcircuit.com%00.evil.example&client_id=a',
    'a space within': 'host=eu.yourcircuit .com&client_id=a',
    'a plus sign': 'host=eu.yourcircuit+com&client_id=a',
    'a label too long': `host=${'a'.repeat(64)}.example&client_id=a`,
    'a name too long': `host=${'a.'.repeat(130)}example&client_id=a`,
    'an empty label': 'host=eu..yourcircuit.com&client_id=a',
    'a bad percent sign': 'host=%E0%A4%A&client_id=a',
    'what was encoded twice': 'host=eu.yourcircuit.com%2526x&client_id=a',
    'a client ID with a space': 'host=circuit.company.example&client_id=a b',
    'a client ID with more parameters': 'host=circuit.company.example&client_id=a%26scope%3DALL',
    'a client ID in another script': 'host=circuit.company.example&client_id=аbc',
    'a client ID too long': `host=circuit.company.example&client_id=${'a'.repeat(257)}`,
    'a client ID with a link': 'host=circuit.company.example&client_id=[x](command:y)',
    'a megabyte': `${good}${'&'.repeat(1_000_000)}`,
    nothing: '',
  };
  for (const [name, query] of Object.entries(hostileQueries)) {
    it(`with ${name} is refused, as a link and pasted`, () => {
      assert.equal(readSetupQuery(query).kind, 'bad');
      assert.equal(readPastedLink(`${start}${query}`, 'vscode').kind, 'bad');
    });
  }

  const hostilePastes: Readonly<Record<string, string>> = {
    'a fragment': `${start}${good}#x`,
    'a fragment before the query': `${start.slice(0, -1)}#?${good}`,
    'another path': start.replace('/setup', '/callback') + good,
    'a path below it': start.replace('/setup', '/setup/x') + good,
    'a path beside it': start.replace('/setup', '/x/../setup') + good,
    'an encoded path': start.replace('/setup', '/%73etup') + good,
    'a port': start.replace('/setup', ':80/setup') + good,
    'somebody before it': start.replace('//', '//eve@') + good,
    'a web address': start.replace('vscode:', 'https:') + good,
    'a script': start.replace('vscode:', 'javascript:') + good,
    'another program': start.replace('vscode:', 'evil-vscode:') + good,
    'words before it': `See ${start}${good}`,
    'words after it': `${start}${good} thanks`,
  };
  for (const [name, text] of Object.entries(hostilePastes)) {
    it(`pasted with ${name} is refused`, () => {
      assert.equal(readPastedLink(text, 'vscode').kind, 'bad');
      // Where it is not seen to be meant as a link it has to be no address of a Circuit either.
      assert.ok(isSetupLink(text) || parseOrigin(text).kind === 'bad');
    });
  }

  it('of another extension is none of ours', () => {
    for (const name of ['evil.circuit-presence', 'circuit-presence.circuit-presence-evil']) {
      const text = `vscode://${name}/setup?${good}`;
      assert.ok(!isSetupLink(text), text);
      assert.equal(readPastedLink(text, 'vscode').kind, 'bad');
    }
  });

  it('never gives what the settings would refuse, whatever stands in it', () => {
    const part = fc.oneof(
      fc.constantFrom('host', 'client_id', '=', '&', '%26', '%3D', '%00', '#', '?', '@', ':', '/'),
      fc.constantFrom('eu.yourcircuit.com', 'https://', 'http://', 'localhost', 'xn--a', 'a-1'),
      anyText(4),
    );
    const query = fc.oneof(
      fc.array(part, { maxLength: 12 }).map(parts => parts.join('')),
      fc
        .tuple(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 3 }))
        .map(([host, id]) => `host=${host.join('')}&client_id=${id.join('')}`),
    );
    fc.assert(
      fc.property(query, text => {
        const read = readSetupQuery(text);
        if (read.kind === 'ok') {
          const { origin, clientId } = read.app;
          assert.deepEqual(parseOrigin(origin), { ...parseOrigin(origin), kind: 'ok', origin });
          assert.ok(isClientId(clientId));
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
