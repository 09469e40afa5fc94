import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and a self-signed certificate, made anew for each test: none lies in the repository. */
export function createCertificate(o: { name: string; notAfter: Date }): {
  key: string;
  cert: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const ed25519 = der(0x30, Buffer.from('06032b6570', 'hex'));
  const commonName = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(o.name)));
  const name = der(0x30, der(0x31, commonName));
  const contents = der(
    0x30,
    der(0x02, Buffer.of(1)),
    ed25519,
    name,
    der(0x30, time(new Date(0)), time(o.notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.of(0), sign(null, contents, privateKey));
  const base64 = der(0x30, contents, ed25519, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

/** One value of ASN.1: its tag, the length of what it holds, what it holds. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const length =
    value.length < 128 ? [value.length] : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), value]);
}

function time(date: Date): Buffer {
  return der(0x18, Buffer.from(date.toISOString().replace(/\.\d+|[-:T]/g, '')));
}
