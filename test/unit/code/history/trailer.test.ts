import assert from 'node:assert/strict';
import { addTrailer, coAuthorLine } from '../../../../src/code/history/trailer';

const line = 'Co-authored-by: Ada Lovelace <ada@example.com>';

function add(message: string): string {
  const change = addTrailer(message, line, true);
  if (change === undefined) {
    return message;
  }
  const lines = message.split('\n');
  const at = Math.max(0, change.afterLine);
  return [...lines.slice(0, at), `${lines[at] ?? ''}${change.text}`, ...lines.slice(at + 1)].join(
    '\n',
  );
}

describe('A co-author in a commit message', () => {
  const cases: [what: string, before: string, after: string][] = [
    ['an empty message', '', `\n\n${line}`],
    ['a subject', 'Fix it', `Fix it\n\n${line}`],
    ['a subject like a trailer', 'fix: it', `fix: it\n\n${line}`],
    ['a body', 'Fix it\n\nBecause.\n', `Fix it\n\nBecause.\n\n${line}\n`],
    [
      'another trailer',
      'Fix\n\nSigned-off-by: G <g@x.org>',
      `Fix\n\nSigned-off-by: G <g@x.org>\n${line}`,
    ],
    [
      'git’s comments',
      'Fix it\n\n# Please enter\n# more',
      `Fix it\n\n${line}\n\n# Please enter\n# more`,
    ],
    ['only git’s comments', '\n# Please enter', `\n\n${line}\n# Please enter`],
    ['the same already', `Fix\n\n${line.toUpperCase()}`, `Fix\n\n${line.toUpperCase()}`],
  ];
  for (const [what, before, after] of cases) {
    it(`goes where it belongs after ${what}`, () => {
      assert.equal(add(before), after);
    });
  }

  it('keeps lines that begin with # where git has no comments', () => {
    const message = '#123 Fix login\n\n#124 too';
    assert.deepEqual(addTrailer(message, line, false), { afterLine: 2, text: `\n\n${line}` });
  });

  it('is one line that names one person, whatever the name', () => {
    const name = 'Ada <evil@example.org>\n\nSigned-off-by: \u202Eevil\u0000 #1';
    assert.equal(
      coAuthorLine(name, 'ada@example.com'),
      'Co-authored-by: Ada evil@example.org Signed-off-by: evil 1 <ada@example.com>',
    );
  });
});
