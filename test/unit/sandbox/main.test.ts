import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readCommandLine } from '../../../src/sandbox/commandLine/commandLine';

interface Run {
  readonly child: ChildProcess;
  readonly output: { out: string; err: string };
  /** Exit code, once the streams have ended too. */
  readonly ended: Promise<number | null>;
}

/** Starts the sandbox as `npm run sandbox` does. */
function runSandbox(...args: string[]): Run {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/sandbox.mts', ...args]);
  const output = { out: '', err: '' };
  child.stdout.on('data', data => (output.out += String(data)));
  child.stderr.on('data', data => (output.err += String(data)));
  const ended = once(child, 'close').then(([code]) => code as number | null); // of a process
  return { child, output, ended };
}

async function untilPrinted({ child, output }: Run, words: string): Promise<void> {
  while (!output.out.includes(words) && child.stdout) {
    await once(child.stdout, 'data');
  }
}

describe('the sandbox on the command line', function () {
  this.timeout(10_000);

  it('prints one line of JSON that works, and ends with 0 on SIGTERM', async () => {
    const run = runSandbox('--port', '0', '--json');
    await untilPrinted(run, '\n');
    const told = JSON.parse(run.output.out) as Record<string, string> & { user: object }; // our own line
    const { origin = '', accessToken = '', user } = told;
    assert.deepEqual(Object.keys(told), [
      'origin',
      'clientId',
      'clientSecret',
      'accessToken',
      'user',
    ]);
    assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
    const headers = { Authorization: `Bearer ${accessToken}` };
    const profile = await fetch(`${origin}/rest/v2/users/profile`, { headers });
    const { userId, emailAddress } = (await profile.json()) as Record<string, unknown>; // an object
    assert.deepEqual({ userId, emailAddress }, user);
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 0);
    assert.deepEqual([run.output.out.split('\n').length, run.output.err], [2, '']);
    await assert.rejects(fetch(origin));
  });

  it('prints a curl line that works, and ends with 0 on SIGINT', async () => {
    const run = runSandbox('--fault', 'status:503', '--fault-path', '/rest/v2/users/labels');
    await untilPrinted(run, 'curl');
    const [, header = '', url = ''] = /curl -H '(.+)' (\S+)/.exec(run.output.out) ?? [];
    const [name = '', value = ''] = header.split(': ');
    assert.equal((await fetch(url, { headers: { [name]: value } })).status, 200);
    const labels = url.replace('profile', 'labels');
    assert.equal((await fetch(labels, { headers: { [name]: value } })).status, 503);
    run.child.kill('SIGINT');
    assert.equal(await run.ended, 0);
  });

  it('says what is wrong and ends with 1', async () => {
    const run = runSandbox('--port', '99999999999');
    assert.equal(await run.ended, 1);
    assert.match(run.output.err, /--port is a whole number up to 65535/);
    assert.equal(run.output.out, '');
  });
});

describe('the command line', () => {
  it('hands over readings and faults', () => {
    const command = readCommandLine(
      [
        '--json --port 80 --seed s --redirect-origin http://a --redirect-origin http://b',
        '--redirect-origin com.circuitkit.app:/oauthredirect --gzip --hide-headers',
        '--allow-origin https://vscode.dev/ --allow-origin *',
        '--errors-as html --bodies any --leave-dnd anyState --past-dnd-until refused',
        '--offline ignored --overwritten-after 900 --scopes-between any',
        '--public-client refused --deny-as bare',
        '--scopes READ_USER,CALLS --arrays comma --scope-as string --expires-in 60',
        '--dnd-until-as iso --refresh rotating --support-type-as number --pkce ignored',
        '--unknown-as 400 --missing-scope-as 403 --left-out-message kept --read-delay 500',
        '--xml-without-accept --fault hang --fault-method get --fault-path /oauth/token',
        '--fault-times 3',
      ]
        .join(' ')
        .split(' '),
    );
    assert.deepEqual(command, {
      kind: 'serve',
      json: true,
      options: {
        port: 80,
        seed: 's',
        redirectOrigins: ['http://a', 'http://b', 'com.circuitkit.app://'],
        gzip: true,
        hideHeaders: true,
        allowOrigins: ['https://vscode.dev', '*'],
        errorsAs: 'html',
        bodies: 'any',
        leaveDnd: 'anyState',
        pastDndUntil: 'refused',
        offline: 'ignored',
        overwrittenAfterMs: 900,
        scopesBetween: 'any',
        publicClient: 'refused',
        denyAs: 'bare',
        appScopes: ['READ_USER', 'CALLS'],
        arrays: 'comma',
        scopeAs: 'string',
        expiresIn: 60,
        dndUntilAs: 'iso',
        refresh: 'rotating',
        supportTypeAs: 'number',
        pkce: 'ignored',
        unknownAs: 400,
        missingScopeAs: 403,
        leftOutMessage: 'kept',
        readDelayMs: 500,
        xmlWithoutAccept: true,
        fault: { kind: 'hang', method: 'GET', path: '/oauth/token', times: 3 },
      },
    });
  });

  it('refuses unknown flags, choices, numbers and faults, and gives help', () => {
    const wrong = [
      '--nope',
      '--arrays=odd',
      '--port=-1',
      '--expires-in=soon',
      '--fault=odd',
      '--unknown-as=500',
      '--redirect-origin=localhost',
      '--redirect-origin=localhost:7190',
      '--redirect-origin=127.0.0.1:7190',
      '--redirect-origin=sandbox.example:7190',
      '--allow-origin=vscode.dev',
      '--allow-origin=',
      '--deny-as=odd',
      '--overwritten-after=soon',
      'word',
    ];
    for (const flag of wrong) {
      assert.equal(readCommandLine([flag]).kind, 'wrong', flag);
    }
    assert.equal(readCommandLine(['--help']).kind, 'help');
    const knownOnly = readCommandLine(['--unknown-as', 'known-only']);
    assert.ok(knownOnly.kind === 'serve' && knownOnly.options.unknownAs === 'known-only');
  });
});
