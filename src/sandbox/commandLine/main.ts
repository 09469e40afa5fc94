import process from 'node:process';
import { type Command, readCommandLine } from './commandLine';
import { type SandboxServer, serveSandbox } from '../server';
import { usage } from './usage';

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(usage);
      return;
    case 'wrong':
      fail(`${command.reason} Try --help.`);
      return;
    case 'serve':
      await serve(command);
  }
}

async function serve({ options, json }: Extract<Command, { kind: 'serve' }>): Promise<void> {
  try {
    const server = await serveSandbox(options);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => void server.close().then(() => process.exit(0)));
    }
    process.stdout.write(json ? describeForPrograms(server) : describeForPeople(server));
  } catch (error) {
    fail(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** One line of JSON for a program that started the sandbox. */
function describeForPrograms({ origin, sandbox }: SandboxServer): string {
  const { clientId, clientSecret } = sandbox;
  const { userId, emailAddress } = sandbox.me;
  const accessToken = sandbox.issueToken();
  const user = { userId, emailAddress };
  return `${JSON.stringify({ origin, clientId, clientSecret, accessToken, user })}\n`;
}

function describeForPeople({ origin, sandbox }: SandboxServer): string {
  const accessToken = sandbox.issueToken();
  const { apps, company, me } = sandbox;
  return `Circuit sandbox at ${origin}, until Ctrl+C
${company.name}: ${company.people.length} made-up people. You are ${me.displayName}, ${me.emailAddress}.

  access token    ${accessToken}
  client          ${sandbox.clientId}
  client secret   ${sandbox.clientSecret}
  page's client   ${apps.clientSide.clientId} (response_type=token, without a secret)
  bot's client    ${apps.bot.clientId}
  bot's secret    ${apps.bot.clientSecret}
  own client      ${sandbox.publicClientId} (with PKCE, without a secret; no Circuit has this)

Try:
  curl -H 'Authorization: Bearer ${accessToken}' ${origin}/rest/v2/users/profile
`;
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

void main();
