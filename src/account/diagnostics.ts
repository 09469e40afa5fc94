/** What *Copy Diagnostics* may contain. Nothing in it names a person, an account or a host. */
export interface Diagnostics {
  readonly extension: string;
  readonly vscode: string;
  readonly platform: string;
  readonly where: 'this computer' | 'remote' | 'browser';
  readonly host: 'none' | 'demo' | 'local' | 'well-known' | 'custom';
  readonly connection: string;
  /** The kind of the last error while offline. */
  readonly lastError: string;
  readonly watched: number;
  readonly groups: number;
  readonly notices: number;
  /** E.g. `12 s` or `never`. */
  readonly presenceCheckedAgo: string;
}

const wellKnown: readonly string[] = [
  'https://eu.yourcircuit.com',
  'https://na.yourcircuit.com',
  'https://circuitsandbox.net',
  'https://beta.circuit.com',
];

/** The kind of host. A private host is not named, since its name may name a company. */
export function hostKind(
  account: { kind: 'circuit' | 'demo'; access: { origin: string } } | undefined,
): Diagnostics['host'] {
  if (account === undefined) {
    return 'none';
  }
  if (account.kind === 'demo') {
    return 'demo';
  }
  if (wellKnown.includes(account.access.origin)) {
    return 'well-known';
  }
  const { hostname } = new URL(account.access.origin);
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? 'local' : 'custom';
}

/** The text to paste, in English: whoever helps may not read the person's language. */
export function writeDiagnostics(diagnostics: Diagnostics): string {
  return Object.entries(diagnostics)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n');
}
