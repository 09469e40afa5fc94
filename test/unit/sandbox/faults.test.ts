import assert from 'node:assert/strict';
import type { Fault } from '../../../src/sandbox/faults';
import { parseFault } from '../../../src/sandbox/commandLine/parseFault';
import { ask, pluck, withSandbox } from './support';

const profile = '/rest/v2/users/profile';
const template = '/rest/v2/users/{id}';

describe('faults', () => {
  it('strike by method and path and as often as told', async () => {
    await withSandbox({}, async server => {
      const statusOf = async (path: string, init?: RequestInit) =>
        (await ask(server, path, init)).status;
      const { userId } = server.sandbox.me;
      server.setFault({ kind: 'status', status: 403, method: 'GET', path: template, times: 2 });
      const one = `/rest/v2/users/${userId}`;
      assert.deepEqual(
        [await statusOf(profile), await statusOf(one), await statusOf(one), await statusOf(one)],
        [200, 403, 403, 200],
      );
      assert.equal(server.strikes, 2);
      server.setFault({ kind: 'status', status: 500 });
      assert.equal(await statusOf(profile), 500);
      server.setFault();
      assert.equal(await statusOf(profile), 200);
    });
  });

  it('answer any status, with Retry-After as it stands or without', async () => {
    await withSandbox({}, async server => {
      for (const [status, retryAfter] of [
        [429, '120'],
        [503, 'Wed, 21 Oct 2026 07:28:00 GMT'],
        [418, undefined],
      ] as const) {
        server.setFault({ kind: 'status', status, retryAfter });
        const answer = await ask(server, profile);
        assert.equal(answer.status, status);
        assert.equal(answer.headers.get('Retry-After'), retryAfter ?? null);
        assert.equal(pluck([answer.body], 'errorCode')[0], String(status));
      }
    });
  });

  it('break connections so that no client reads a whole answer', async () => {
    const breaking: Fault[] = [
      { kind: 'reset', at: 'before' },
      { kind: 'reset', at: 'headers' },
      { kind: 'reset', at: 'body' },
      { kind: 'truncated' },
      { kind: 'garbage' },
      { kind: 'bytes', bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}', then: 'end' },
    ];
    await withSandbox({}, async server => {
      for (const fault of breaking) {
        server.setFault(fault);
        await assert.rejects(ask(server, profile), fault.kind);
      }
      server.setFault();
      assert.equal((await ask(server, profile)).status, 200);
    });
  });

  it('send what is not Circuit’s: pages, other shapes, whatever a test needs', async () => {
    await withSandbox({}, async server => {
      server.setFault({ kind: 'html' });
      const page = await ask(server, profile);
      assert.deepEqual([page.status, page.headers.get('Content-Type')], [200, 'text/html']);
      server.setFault({ kind: 'wrongShapes' });
      const bent = await ask(server, '/rest/v2/users?name=noor');
      assert.ok(Array.isArray(bent.body) && bent.body.includes(null));
      assert.doesNotMatch(bent.text, /userId/);
      const consent = await ask(server, '/oauth/authorize?client_id=nobody');
      assert.deepEqual([consent.status, consent.text.startsWith('<!')], [400, true]);
      server.setFault({ kind: 'answer', body: '[', headers: { 'Content-Encoding': 'identity' } });
      const odd = await fetch(server.origin + profile);
      assert.equal(await odd.text(), '[');
    });
  });

  it('are late or slow and then say the truth', async () => {
    await withSandbox({}, async server => {
      for (const fault of [
        { kind: 'latency', ms: 1 },
        { kind: 'drip', intervalMs: 0 },
      ] as const) {
        server.setFault(fault);
        const answer = await ask(server, '/rest/v2/users/supportinfo');
        assert.equal(pluck([answer.body], 'supportType')[0], 'EMAIL');
      }
    });
  });

  it('let tokens expire or take them back', async () => {
    await withSandbox({ refresh: 'kept' }, async server => {
      for (const kind of ['expiredTokens', 'revokedTokens'] as const) {
        const headers = { Authorization: `Bearer ${server.sandbox.issueToken()}` };
        server.setFault({ kind, times: 1 });
        assert.equal((await ask(server, profile, { headers })).status, 401);
        assert.equal((await ask(server, profile)).status, 200);
      }
    });
  });

  it('limit the rate by window and say how long to wait', async () => {
    let now = 1_000_000;
    await withSandbox({ now: () => now }, async server => {
      server.setFault({ kind: 'rateLimit', requests: 2, windowMs: 60_000 });
      const statusOf = async () => (await ask(server, profile)).status;
      assert.deepEqual([await statusOf(), await statusOf()], [200, 200]);
      now += 20_000;
      const refused = await ask(server, profile);
      assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '40']);
      now += 40_000;
      assert.equal(await statusOf(), 200);
    });
  });

  const written: [text: string, fault: Fault | undefined][] = [
    ['latency:200', { kind: 'latency', ms: 200 }],
    ['late:5000', { kind: 'late', ms: 5000, answers: true }],
    ['late:5000:silent', { kind: 'late', ms: 5000, answers: false }],
    ['hang', { kind: 'hang' }],
    ['status:503:120', { kind: 'status', status: 503, retryAfter: '120' }],
    [
      'status:503:Wed, 21 Oct 2026 07:28:00 GMT',
      { kind: 'status', status: 503, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' },
    ],
    ['reset', { kind: 'reset', at: 'before' }],
    ['reset:body', { kind: 'reset', at: 'body' }],
    ['truncated', { kind: 'truncated' }],
    ['garbage', { kind: 'garbage' }],
    ['html', { kind: 'html' }],
    ['drip:10', { kind: 'drip', intervalMs: 10 }],
    ['wrong-shapes', { kind: 'wrongShapes' }],
    ['expired-tokens', { kind: 'expiredTokens' }],
    ['revoked-tokens', { kind: 'revokedTokens' }],
    ['rate-limit:5', { kind: 'rateLimit', requests: 5, windowMs: 60_000 }],
    ['rate-limit:5:10', { kind: 'rateLimit', requests: 5, windowMs: 10_000 }],
    ['latency', undefined],
    ['late', undefined],
    ['late:5:loud', undefined],
    ['latency:-1', undefined],
    ['status:99', undefined],
    ['reset:never', undefined],
    ['html:1', undefined],
    ['', undefined],
  ];
  it('are read from the command line, or refused', () => {
    for (const [text, fault] of written) {
      assert.deepEqual(parseFault(text), fault, text);
    }
  });
});
