import assert from 'node:assert/strict';
import { createHostQuirks, watchTokenAnswers } from '../../../src/account/hostQuirks';
import { scripted } from '../circuit/support';
import { createMemory, euOrigin } from './support';

const post = (path: string) =>
  ({ method: 'POST', url: new URL(path, euOrigin), headers: {} }) as const;

describe('What is known of a host', () => {
  const bodies: readonly [body: string, scopeAs: 'array' | 'string' | undefined][] = [
    ['{"scope":["READ_USER"]}', 'array'],
    ['{"access_token":"a","scope" : "READ_USER"}', 'string'],
    ['{"scope":null}', undefined],
    ['{"error":"invalid_grant"}', undefined],
    ['', undefined],
  ];
  for (const [body, scopeAs] of bodies) {
    it(`is how its token answers list scopes: ${body || 'nothing'}`, async () => {
      const quirks = createHostQuirks(createMemory());
      const watched = watchTokenAnswers(scripted(() => new Response(body)).transport, quirks);
      const answer = await watched(post('/oauth/token'));
      assert.equal(answer.text, body);
      assert.equal(quirks.scopeAsOf(euOrigin), scopeAs);
      assert.equal(quirks.scopeAsOf('https://circuit.example'), undefined);
    });
  }

  it('is not learned from other answers', async () => {
    const quirks = createHostQuirks(createMemory());
    const transport = scripted(() => new Response(bodies[0]?.[0])).transport;
    await watchTokenAnswers(transport, quirks)(post('/rest/v2/users/profile'));
    assert.equal(quirks.scopeAsOf(euOrigin), undefined);
  });

  it('is kept before the answer is used', async () => {
    const memory = createMemory();
    const update = async (key: string, value: unknown) => {
      await new Promise(setImmediate);
      await memory.update(key, value);
    };
    const quirks = createHostQuirks({ ...memory, update });
    const transport = scripted(() => new Response(bodies[0]?.[0])).transport;
    await watchTokenAnswers(transport, quirks)(post('/oauth/token'));
    assert.equal(quirks.scopeAsOf(euOrigin), 'array');
  });

  it('is nothing where what was kept is something else', async () => {
    const memory = createMemory();
    await memory.update('circuit.arrays', { [euOrigin]: 'both' });
    await memory.update('circuit.scopeAs', { [euOrigin]: 'object' });
    const quirks = createHostQuirks(memory);
    assert.equal(quirks.arraysOf(euOrigin), 'repeated');
    assert.equal(quirks.scopeAsOf(euOrigin), undefined);
  });
});
