import * as vscode from 'vscode';

const throwing = () => {
  throw new Error('nobody may look');
};

/** Names that commands look for. */
const fields = [
  'userId',
  'id',
  'kind',
  'person',
  'noticeId',
  'groupId',
  'labelId',
  'sectionId',
  'state',
  'until',
  'durationMinutes',
  'message',
];

/** What other extensions, key bindings and links may call a command with. None of it says anything. */
export function hostileArguments(): readonly (readonly [name: string, value: unknown])[] {
  const circular: Record<string, unknown> = {};
  circular['userId'] = circular;
  let deep: unknown = 'bottom';
  for (let depth = 0; depth < 5_000; depth += 1) {
    deep = { person: deep };
  }
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const values: Record<string, unknown> = {
    null: null,
    true: true,
    zero: 0,
    NaN: NaN,
    Infinity: Infinity,
    'a huge number': 1e308,
    'a bigint': 10n ** 30n,
    'a symbol': Symbol('x'),
    'an empty text': '',
    'a text': 'BUSY',
    'a long text': 'x'.repeat(1_000_000),
    'half a character': '\uD83D',
    'an empty list': [],
    'a list': ['BUSY', 60],
    'a long list': Array.from({ length: 100_000 }, () => ({ userId: 'x' })),
    'a list with holes': new Array(10),
    'a function': throwing,
    'a class': Map,
    'a date': new Date(NaN),
    'a map': new Map([['state', 'BUSY']]),
    'a set': new Set(['BUSY']),
    'a regular expression': /x/g,
    'an error': new Error('x'),
    'a promise': Promise.resolve('BUSY'),
    'a promise that fails': Object.assign(Promise.resolve(), { then: throwing }),
    bytes: new Uint8Array(1_000),
    'an address': vscode.Uri.parse('file:///etc/passwd'),
    'a range': new vscode.Range(0, 0, 1, 1),
    'a token': new vscode.CancellationTokenSource().token,
    circular,
    deep,
    'a revoked proxy': revoked.proxy,
    'a proxy without keys': new Proxy({}, { ownKeys: throwing }),
    'a proxy of a list': new Proxy([], { get: throwing }),
    'a proxy without a type': new Proxy({}, { getPrototypeOf: throwing, has: throwing }),
    'a text that cannot be told': { toString: throwing, valueOf: throwing },
    'what thinks it is a person': {
      kind: 'person',
      person: { userId: '../../etc', displayName: 7 },
    },
    'a prototype': JSON.parse('{"__proto__":{"state":"BUSY"},"userId":"__proto__"}') as unknown,
    'an unknown state': { state: 'INVISIBLE' },
    'a state that cannot be set': { state: 'OFFLINE' },
    'no length': { state: 'DND', durationMinutes: -1 },
    'an endless length': { state: 'DND', durationMinutes: Infinity },
    'a length that is a text': { state: 'DND', durationMinutes: '60' },
    'an end that is over': { state: 'DND', until: '2001-01-01T00:00:00Z' },
    'an end that is no time': { state: 'DND', until: 'whenever' },
    'an end that is an object': { state: 'DND', until: {} },
    'an end beyond all dates': { state: 'DND', until: 1e300 },
    'a message that is a number': { state: 'BUSY', message: 7 },
    'a message that is a list': { state: 'BUSY', message: ['x'] },
    'a message of a megabyte': { state: 'BUSY', message: 'x'.repeat(1_000_000) },
  };
  const getters = fields.map(
    field =>
      [
        `a getter of ${field}`,
        Object.defineProperty({}, field, { get: throwing, enumerable: true }),
      ] as const,
  );
  const odd = fields.map(
    field => [`an odd ${field}`, { [field]: { toString: throwing } }] as const,
  );
  return [...Object.entries(values), ...getters, ...odd];
}
