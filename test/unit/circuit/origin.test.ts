import assert from 'node:assert/strict';
import { parseOrigin } from '../../../src/circuit/origin';

/** A host name of that many letters, all of its labels short enough. */
function nameOf(length: number): string {
  return `${'circuit.'
    .repeat(40)
    .slice(0, length - 1)
    .replace(/\.$/, 'x')}x`;
}

const accepted: readonly [typed: string, origin: string][] = [
  ['eu.yourcircuit.com', 'https://eu.yourcircuit.com'],
  ['https://eu.yourcircuit.com', 'https://eu.yourcircuit.com'],
  ['https://eu.yourcircuit.com/', 'https://eu.yourcircuit.com'],
  ['HTTPS://EU.YourCircuit.com', 'https://eu.yourcircuit.com'],
  ['  circuitsandbox.net \n', 'https://circuitsandbox.net'],
  ['\uFEFFcircuitsandbox.net', 'https://circuitsandbox.net'],
  ['circuitsandbox.net:443', 'https://circuitsandbox.net'],
  ['circuit.example:8443', 'https://circuit.example:8443'],
  ['intranet', 'https://intranet'],
  ['192.0.2.7', 'https://192.0.2.7'],
  ['[2001:db8::1]', 'https://[2001:db8::1]'],
  ['http://127.0.0.1:7190', 'http://127.0.0.1:7190'],
  ['http://[::1]:7190', 'http://[::1]:7190'],
  ['http://localhost:7190', 'http://localhost:7190'],
  ['circuit.example:65535', 'https://circuit.example:65535'],
  [`${'a'.repeat(63)}.net`, `https://${'a'.repeat(63)}.net`],
  [nameOf(253), `https://${nameOf(253)}`],
  ['circuitsandbox.net'.padStart(300), 'https://circuitsandbox.net'],
];

const refused: readonly string[] = [
  '',
  ' ',
  'https://',
  'http://eu.yourcircuit.com',
  'http://127.0.0.2',
  'http://localhost.example',
  'https://u:p@circuitsandbox.net',
  'https://u@circuitsandbox.net',
  'https://circuitsandbox.net@evil.tld',
  'https://circuitsandbox.net\\@evil.tld',
  'https://circuitsandbox.net?x',
  'https://circuitsandbox.net#x',
  'https://circuitsandbox.net/..',
  'https://circuitsandbox.net/rest/v2',
  'https://circuitsandbox.net//',
  '//circuitsandbox.net',
  'https:circuitsandbox.net',
  'https:///circuitsandbox.net',
  'circuitsandbox.net.',
  'https://circuitsandbox.net.:443',
  '.circuitsandbox.net',
  'circuit..net',
  'circuitsandbox .net',
  'circuitsandbox%2enet',
  'circuit_sandbox.net',
  '-circuit.net',
  'ⅽircuitsandbox.net',
  'circuitsandbox。net',
  'ｃircuitsandbox.net',
  'circuit\u200Bsandbox.net',
  'circuit\u0000sandbox.net',
  '127.1',
  '0x7f.1',
  '2130706433',
  '017700000001',
  'http://127.1',
  '[::ffff:1.2.3.4]',
  'http://[::ffff:127.0.0.1]',
  '[::1',
  'circuitsandbox.net:0',
  'circuitsandbox.net:00',
  'circuitsandbox.net:65536',
  'circuitsandbox.net:',
  'circuitsandbox.net:12a',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'ftp://circuitsandbox.net',
  'vscode://circuitsandbox.net',
  `${'a'.repeat(5000)}.net`,
  `${'a'.repeat(64)}.net`,
  nameOf(254),
  'circuitsandbox.net'.padStart(301),
];

describe('which Circuit', () => {
  for (const [typed, origin] of accepted) {
    it(`takes ${JSON.stringify(typed)} as ${origin}`, () => {
      assert.deepEqual(parseOrigin(typed), { kind: 'ok', origin, punycode: false });
    });
  }

  for (const typed of refused) {
    it(`refuses ${JSON.stringify(typed).slice(0, 60)} with a reason`, () => {
      const parsed = parseOrigin(typed);
      assert.equal(parsed.kind, 'bad');
      assert.match(parsed.reason, /^[A-Z].+\.$/);
    });
  }

  it('shows letters that only look like others as punycode', () => {
    for (const typed of ['https://сircuitsandbox.net', 'xn--ircuitsandbox-wnj.net']) {
      const parsed = parseOrigin(typed);
      assert.equal(parsed.kind, 'ok');
      assert.match(parsed.origin, /^https:\/\/xn--/);
      assert.equal(parsed.punycode, true);
    }
  });
});
