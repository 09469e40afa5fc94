import assert from 'node:assert/strict';
import { readAddresses, readDomains, readPort } from '../../src/settingReaders';

describe('A setting', () => {
  it('keeps the domains that are ones, whatever else is written there', () => {
    assert.deepEqual(
      readDomains([' @Example.com ', 'b.example', '*', '', 7, 'a b.c', 'localhost']),
      ['example.com', 'b.example'],
    );
    assert.deepEqual(readDomains('example.com'), []);
  });

  it('keeps the addresses that are ones, whatever else is written there', () => {
    assert.equal(readAddresses(['a@b.cc']).size, 0);
    assert.equal(readAddresses(null).size, 0);
    assert.equal(readAddresses({ ['__proto__']: 'a@b.cc' }).get('x'), undefined);
  });

  it('gives the default port for what is no port that anybody may open', () => {
    for (const raw of [80, 65_536, 8080.5, '8080', undefined]) {
      assert.equal(readPort(raw), 7190);
    }
    assert.equal(readPort(8080), 8080);
  });
});
