import assert from 'node:assert/strict';
import { startSandbox } from '../../launch/sandbox.mts';

/** A program that says what the sandbox says when it is ready, and soon ends as told. */
const ending = (how: string) => [
  '-e',
  `console.log('{"origin":"http://127.0.0.1:1"}'); setTimeout(() => { ${how} }, 200);`,
];

describe('a sandbox that npm start has started', function () {
  this.timeout(10_000);

  const rows: [what: string, how: string, sentence: RegExp][] = [
    ['fails', 'process.exit(3)', /It ended with exit code 3\./],
    ['ends without a failure', 'process.exit(0)', /It ended with exit code 0\./],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', /It ended by SIGKILL\./],
    ['throws', 'throw new RangeError("No room")', /with exit code 1: .*No room/],
  ];
  for (const [what, how, sentence] of rows) {
    it(`is said to have stopped, and why, when it ${what}`, async () => {
      const said = await new Promise<string>((resolve, reject) => {
        startSandbox(resolve, ending(how)).catch(reject);
      });
      assert.match(said, /The Circuit sandbox has stopped/);
      assert.match(said, sentence);
      assert.match(said, /run npm start again/);
    });
  }

  it('is not said to have stopped when it was stopped', async () => {
    const said: string[] = [];
    const sandbox = await startSandbox(sentence => said.push(sentence));
    assert.equal((await fetch(sandbox.origin)).status, 200);
    await sandbox.stop();
    await assert.rejects(fetch(sandbox.origin));
    assert.deepEqual(said, []);
  });
});
