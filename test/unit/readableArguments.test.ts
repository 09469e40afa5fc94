import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readableArguments } from '../../src/readableArguments';
import { UserError } from '../../src/base/userError';
import { chosenGroup, chosenIds } from '../../src/people/commandTargets';
import { DEFAULT_WORKING_HOURS } from '../../src/presence/dndTimes';
import { readMessageArgs, readStatusArgs } from '../../src/status/change/statusArgs';

const throwing = (): never => {
  throw new TypeError('not for you');
};
const getter = (name: string) =>
  Object.defineProperty({}, name, { get: throwing, enumerable: true });
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const circular: Record<string, unknown> = {};
circular['userId'] = circular;
circular['sectionId'] = [circular];

const names = [
  'userId',
  'sectionId',
  'view',
  'state',
  'until',
  'durationMinutes',
  'message',
  'value',
];
const hostile = [
  revoked(),
  new Proxy({}, { ownKeys: throwing }),
  new Proxy([], { get: throwing }),
  ...names.map(getter),
  circular,
  Object.create(null) as object,
  Symbol('x'),
  10n ** 30n,
  throwing,
  new Date(NaN),
  NaN,
  Infinity,
  { toString: throwing, valueOf: throwing },
];
/** How to make an argument: fast-check looks into what it is given, so hostile ones come later. */
interface Recipe {
  readonly hostile?: number;
  readonly plain?: unknown;
  readonly fields?: readonly (readonly [name: string, value: Recipe])[];
  readonly list?: readonly Recipe[];
}

const leaf: fc.Arbitrary<Recipe> = fc.oneof(
  fc.record({ hostile: fc.nat(hostile.length - 1) }),
  fc.record({ plain: fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }) }),
  fc.record({ plain: fc.oneof(fc.string(), fc.double(), fc.constantFrom('DND', 'BUSY', 60)) }),
);
/** Names that commands look for, with anything at all behind them. */
const recipe: fc.Arbitrary<Recipe> = fc.oneof(
  leaf,
  fc.record({ fields: fc.array(fc.tuple(fc.constantFrom(...names), leaf), { maxLength: 4 }) }),
  fc.record({ list: fc.array(leaf, { maxLength: 3 }) }),
);

function make({ hostile: at, plain, fields, list }: Recipe): unknown {
  if (at !== undefined) {
    return hostile[at];
  }
  if (fields) {
    return Object.fromEntries(fields.map(([name, value]) => [name, make(value)]));
  }
  return list ? list.map(make) : plain;
}

describe('Whatever another extension hands to a command', () => {
  const sentenceOr = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, /\.$/);
    }
  };

  it('chooses people and groups, or nobody', () => {
    const check = fc.property(fc.array(recipe, { maxLength: 3 }), recipes => {
      const readable = readableArguments(recipes.map(make));
      assert.ok(chosenIds(readable).every(id => /^[A-Za-z0-9-]{1,64}$/.test(id)));
      assert.ok(['string', 'undefined'].includes(typeof chosenGroup(readable)));
    });
    fc.assert(check, { numRuns: 2_000 });
  });

  it('is a status to set, or ends in a sentence that says why not', () => {
    const context = { now: Date.UTC(2026, 4, 5, 9), hours: DEFAULT_WORKING_HOURS };
    const check = fc.property(recipe, each => {
      const [readable] = readableArguments([make(each)]);
      sentenceOr(() => readMessageArgs(readable));
      sentenceOr(() => readStatusArgs(readable, context));
      sentenceOr(() => readStatusArgs(readable, { ...context, state: 'DND' }));
    });
    fc.assert(check, { numRuns: 2_000 });
  });

  const odd: readonly (readonly [name: string, value: unknown])[] = [
    ['null', null],
    ['a text', 'BUSY'],
    ['an empty list', []],
    ['an error', new Error('x')],
    ['a date', new Date()],
    ['a map', new Map([['state', 'BUSY']])],
    ['a promise', Promise.resolve()],
    ['a revoked proxy', revoked()],
    ['a proxy that does not say what it has', new Proxy({}, { has: throwing })],
    ['a proxy that does not say what it is', new Proxy({}, { getPrototypeOf: throwing })],
    ['a getter that throws', getter('message')],
  ];
  for (const [name, value] of odd) {
    it(`sets nothing as ${name}`, () => {
      const context = { now: 0, hours: DEFAULT_WORKING_HOURS, state: 'BUSY' } as const;
      const [readable] = readableArguments([value]);
      assert.throws(() => readStatusArgs(readable, context), UserError);
      assert.throws(() => readMessageArgs(readable), UserError);
    });
  }

  it('stays as it is where it can be read', () => {
    const row = { kind: 'person', userId: 'a' };
    assert.equal(readableArguments([row])[0], row);
    assert.deepEqual(readableArguments([circular, revoked(), 'x']), [circular, null, 'x']);
  });
});
