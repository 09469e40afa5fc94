import assert from 'node:assert/strict';
import { findCaller } from '../../../src/extensions/caller';

const own = { id: 'circuit-presence.circuit-presence', path: '/ext/circuit' };
const reviews = { id: 'a.reviews', path: '/ext/reviews-1.0.0' };
const extensions = [own, reviews, { id: 'b.other', path: '/ext/reviews' }];

const stackOf = (...frames: readonly string[]) =>
  ['Error: getAPI', ...frames.map(frame => `    at ${frame}`)].join('\n');
const callerOf = (...frames: readonly string[]) =>
  findCaller(stackOf(...frames), extensions, own.id)?.id;

describe('Who calls', () => {
  it('is the extension whose code is nearest, after our own', () => {
    assert.equal(
      callerOf(
        'getAPI (/ext/circuit/dist/extension.js:1:200)',
        'async activate (/ext/reviews-1.0.0/out/main.js:3:4)',
        '/ext/reviews/out/main.js:3:4',
      ),
      'a.reviews',
    );
  });

  it('is found in ES modules, whose paths are addresses', () => {
    const spaced = { id: 'c.spaced', path: '/my ext/spaced' };
    const stack = stackOf('getAPI (file:///my%20ext/spaced/main.js:1:2)');
    assert.equal(findCaller(stack, [own, spaced], own.id), spaced);
  });

  it('is found on Windows, however a drive is written', () => {
    const windows = { id: 'd.windows', path: 'c:\\Users\\me\\ext' };
    const stack = stackOf('activate (C:\\Users\\me\\ext\\main.js:1:2)');
    assert.equal(findCaller(stack, [own, windows], own.id), windows);
  });

  it('is the inner one where an extension lies in the folder of another', () => {
    const inner = { id: 'e.inner', path: '/ext/circuit/api/example' };
    const all = [own, inner];
    const frame = (file: string) => stackOf(`run (${file}:1:2)`);
    assert.equal(findCaller(frame('/ext/circuit/api/example/main.js'), all, own.id), inner);
    assert.equal(findCaller(frame('/ext/circuit/dist/main.js'), all, own.id), undefined);
    const between = { id: 'g.between', path: '/ext/circuit/api' };
    const nested = [own, between, inner];
    assert.equal(findCaller(frame('/ext/circuit/api/example/main.js'), nested, own.id), inner);
    const outer = { id: 'f.outer', path: '/ext' };
    assert.equal(findCaller(frame('/ext/circuit/x.js'), [own, outer], own.id), undefined);
  });

  it('is not one whose folder has the beginning of that name', () => {
    const stack = stackOf('run (/ext/reviews-1.0.0/main.js:1:2)');
    assert.equal(findCaller(stack, [{ id: 'b.other', path: '/ext/reviews' }], own.id), undefined);
  });

  it('is nobody where only VS Code and we are on the stack, or nothing is', () => {
    assert.equal(
      callerOf('getAPI (/ext/circuit/dist/extension.js:1:2)', 'node:internal:1'),
      undefined,
    );
    assert.equal(findCaller('', extensions, own.id), undefined);
    assert.equal(findCaller('Error: /ext/reviews/out/main.js', extensions, own.id), undefined);
  });
});
