import assert from 'node:assert/strict';
import { readInput, type ToolName } from '../../../src/assistants/inputs';
import { ToolError } from '../../../src/assistants/sentences';

const many = (count: number) => Array.from({ length: count }, () => 'me');

const fitting: readonly [ToolName, object][] = [
  ['circuit_get_presence', { people: ['me'] }],
  ['circuit_get_presence', { people: many(10) }],
  ['circuit_find_people', { name: 'Jo' }],
  ['circuit_find_people', { name: "Zoë O'Neill-Şahin" }],
  ['circuit_find_whom_to_ask', { file_path: '/work/a.ts' }],
  ['circuit_find_whom_to_ask', { file_path: 'C:\\work\\a.ts', first_line: 3, last_line: 3 }],
  ['circuit_find_whom_to_ask', { file_path: '/work', first_line: 3 }],
  ['circuit_propose_status', { state: 'AVAILABLE' }],
  ['circuit_propose_status', { state: 'DND', duration_minutes: 1440, message: 'Writing' }],
];

const wrong: readonly [ToolName, unknown, RegExp][] = [
  ['circuit_get_presence', undefined, /"people": \[1 to 10 texts\]/],
  ['circuit_get_presence', { people: 'me' }, /people: /],
  ['circuit_get_presence', { people: [] }, /people: /],
  ['circuit_get_presence', { people: many(11) }, /people: /],
  ['circuit_get_presence', { people: ['me', 7] }, /people\.1: /],
  ['circuit_get_presence', { people: ['x'.repeat(255)] }, /people\.0: /],
  ['circuit_get_presence', { people: [' '] }, /people\.0: /],
  ['circuit_get_presence', { people: ['me'], message: true }, /message: /],
  ['circuit_find_people', { name: 'x' }, /name: /],
  ['circuit_find_people', { name: 'x'.repeat(65) }, /name: /],
  ['circuit_find_people', { name: 'ada@example.com' }, /name is an address.*circuit_get_presence/],
  ['circuit_find_people', { name: '00000000-0000-4000-8000-000000000000' }, /name is an id/],
  ['circuit_find_whom_to_ask', { file_path: 'src/a.ts' }, /file_path is not absolute/],
  ['circuit_find_whom_to_ask', { file_path: '/a', first_line: 0 }, /first_line: /],
  ['circuit_find_whom_to_ask', { file_path: '/a', first_line: 1.5 }, /first_line: /],
  ['circuit_find_whom_to_ask', { file_path: '/a', last_line: 2 }, /last_line comes before/],
  ['circuit_find_whom_to_ask', { file_path: '/a', first_line: 3, last_line: 2 }, /comes before/],
  ['circuit_propose_status', {}, /state: /],
  ['circuit_propose_status', { state: 'OFFLINE' }, /state: .*"AVAILABLE"/],
  ['circuit_propose_status', { state: 'DND' }, /duration_minutes goes with DND/],
  ['circuit_propose_status', { state: 'BUSY', duration_minutes: 5 }, /goes with DND/],
  ['circuit_propose_status', { state: 'DND', duration_minutes: 1441 }, /duration_minutes: /],
  ['circuit_propose_status', { state: 'DND', duration_minutes: 0 }, /duration_minutes: /],
  ['circuit_propose_status', { state: 'BUSY', message: 'x'.repeat(251) }, /message: /],
  ['circuit_propose_status', { state: 'BUSY', message: '\u200b' }, /message is empty/],
];

describe('What a model hands over', () => {
  for (const [name, input] of fitting) {
    it(`is taken as it is: ${name} ${JSON.stringify(input)}`, () => {
      assert.deepEqual(readInput(name, input), input);
    });
  }

  for (const [name, input, sentence] of wrong) {
    it(`is refused, with what to give instead: ${name} ${JSON.stringify(input)}`, () => {
      assert.throws(
        () => readInput(name, input),
        (error: unknown) => {
          assert.ok(error instanceof ToolError);
          assert.equal(error.refusal, 'input');
          assert.match(error.message, sentence);
          assert.match(error.message, /^This input does not fit: .+\. Give \{.+\.$/);
          return true;
        },
      );
    });
  }

  it('is not repeated in the answer', () => {
    const canary = 'canary'.repeat(60);
    assert.throws(
      () => readInput('circuit_get_presence', { people: [canary] }),
      (error: unknown) => error instanceof Error && !error.message.includes('canary'),
    );
  });

  it('is set as it is shown: without what cannot be seen', () => {
    const { message } = readInput('circuit_propose_status', {
      state: 'BUSY',
      message: 'in\u202e\na\tcall',
    });
    assert.equal(message, 'in a call');
  });
});
