import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { NetworkError } from '../../../src/circuit/errors';
import { createNodeTransport } from '../../../src/node/transport';
import { createCertificate } from './certificate';
import { portOf } from '../rawServer';

const later = new Date(Date.now() + 86_400_000);
const earlier = new Date(Date.now() - 86_400_000);

/** Asks a server with this certificate, that the system trusts or not. */
async function ask({
  trusted,
  ...certificate
}: {
  name: string;
  notAfter: Date;
  trusted: boolean;
}) {
  const { key, cert } = createCertificate(certificate);
  const standard = getCACertificates('default');
  const received: (string | undefined)[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    received.push(request.headers.authorization);
    response.end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  setDefaultCACertificates(trusted ? [...standard, cert] : standard);
  try {
    const answer = await createNodeTransport()({
      method: 'GET',
      url: new URL(`https://localhost:${portOf(server)}/rest/v2/users/profile`),
      headers: { Authorization: 'Bearer canary' },
    }).catch((error: unknown) => error);
    return { answer, received };
  } finally {
    setDefaultCACertificates(standard);
    server.closeAllConnections();
    server.close();
  }
}

describe('a certificate', () => {
  it('that is trusted, of the right name and not too old is good', async () => {
    const { received } = await ask({ name: 'localhost', notAfter: later, trusted: true });
    assert.deepEqual(received, ['Bearer canary']);
  });

  const bad = [
    { what: 'nobody trusts', name: 'localhost', notAfter: later, trusted: false },
    { what: 'is of another name', name: 'circuit.example', notAfter: later, trusted: true },
    { what: 'is too old', name: 'localhost', notAfter: earlier, trusted: true },
  ];
  for (const { what, ...certificate } of bad) {
    it(`that ${what} gets no request, and the person a hint where to look`, async () => {
      const { answer, received } = await ask(certificate);
      assert.ok(answer instanceof NetworkError);
      assert.equal(answer.fault, 'certificate');
      assert.match(answer.message, /http\.systemCertificates/);
      assert.deepEqual(received, []);
    });
  }
});
