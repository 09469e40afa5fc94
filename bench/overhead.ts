import { request } from 'node:http';
import { createCircuitClient, type CircuitClient } from '../src/circuit/client';
import { createNodeTransport } from '../src/node/transport';
import { startService } from '../test/launch/service.mts';
import { silent } from '../test/unit/presence/shared/windows';
import { median, spread, spreadHead, table } from './figures';

interface Sandbox {
  readonly origin: string;
  readonly accessToken: string;
  readonly user: { readonly userId: string };
}

/** The same call through the client and through bare node:http, in turns, to a sandbox next door. */
export async function measureOverhead(calls: number): Promise<string> {
  const service = await startService(
    ['scripts/sandbox.mts', '--port', '0', '--json'],
    /^(\{.*\})$/m,
  );
  try {
    const sandbox = JSON.parse(service.found) as Sandbox; // as the README describes that line
    const client = createClient(sandbox);
    const bare: number[] = [];
    const ours: number[] = [];
    for (let at = 0; at < calls + warmUp; at++) {
      bare.push(await time(() => getBare(sandbox)));
      ours.push(await time(() => client.getPresence(sandbox.user.userId)));
    }
    return describe(bare.slice(warmUp), ours.slice(warmUp));
  } finally {
    await service.stop();
  }
}

const warmUp = 50;

async function time(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

function createClient({ origin, accessToken }: Sandbox): CircuitClient {
  const access = {
    origin,
    arrays: 'repeated',
    token: () => Promise.resolve(accessToken),
    transport: createNodeTransport(),
  } as const;
  return createCircuitClient(() => access, silent);
}

/** The least there is: one connection a call, as the client does, and the answer parsed. */
function getBare({ origin, accessToken, user }: Sandbox): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${accessToken}`, Connection: 'close' };
    const url = `${origin}/rest/v2/users/${user.userId}/presence`;
    request(url, { headers, agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(JSON.parse(text)));
    })
      .on('error', reject)
      .end();
  });
}

function describe(bare: readonly number[], ours: readonly number[]): string {
  const rows = [
    ['bare `node:http`', ...spread(bare, 2)],
    ['the client', ...spread(ours, 2)],
  ];
  const more = (median(ours) - median(bare)).toFixed(2);
  return `${table([`one call, ms (${ours.length} of each)`, ...spreadHead], rows)}

Median overhead: ${more} ms a call, for validation, one deadline over all, limits and errors that tell apart.`;
}
