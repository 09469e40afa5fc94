import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { isCircuitError } from '../src/circuit/errors';
import { createNodeTransport } from '../src/node/transport';
import { parseOrigin } from '../src/circuit/origin';
import { probe } from '../src/circuit/probe/probe';
import { describeProbe } from '../src/circuit/probe/report';

const help = `Tries Circuit's operations and tells what works. The report names nobody.

  npm run probe -- --host eu.yourcircuit.com --token-from-stdin < file-with-the-token

  --host ADDRESS       which Circuit
  --token-from-stdin   reads the access token from standard input, never from the command line
  --put                also sets your presence once, to what it is now
`;

const silent = () => undefined;
const log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

async function main(): Promise<string> {
  const { values } = parseArgs({
    options: {
      host: { type: 'string' },
      'token-from-stdin': { type: 'boolean' },
      put: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help || values.host === undefined || !values['token-from-stdin']) {
    return help;
  }
  const host = parseOrigin(values.host);
  if (host.kind === 'bad') {
    throw new TypeError(host.reason);
  }
  const token = (await text(process.stdin)).trim();
  const access = {
    origin: host.origin,
    transport: createNodeTransport(),
    arrays: 'repeated' as const,
    token: () => Promise.resolve(token),
  };
  return describeProbe(await probe(access, { log, mayPut: values.put }));
}

main().then(
  report => process.stdout.write(report),
  (error: unknown) => {
    // Words of ours, or of parseArgs about the command line; anything else may hold anything.
    const isOurs = isCircuitError(error) || error instanceof TypeError;
    process.stderr.write(isOurs ? `${error.message}\n` : 'The check itself went wrong.\n');
    process.exitCode = 1;
  },
);
