import * as l10n from '@vscode/l10n';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inSecondsWords } from '../../../src/base/timeWords';
import { refuseDuringPause } from '../../../src/presence/shared/pause';
import { presenceWords } from '../../../src/presence/stateWords';

describe('In German', () => {
  before(() => l10n.config({ contents: readFileSync('l10n/bundle.l10n.de.json', 'utf8') }));
  after(() => l10n.config({ contents: {} }));

  it('a pause ends at a German time of day, though nobody says which language VS Code speaks', () => {
    const today = new Date();
    const notBefore = today.setHours(23, 59, 0, 0);
    const pause = { at: Date.now(), failures: 1, notBefore, status: 429 };
    assert.match(refuseDuringPause(pause, 'set')?.message ?? '', /bis 23:59 zu warten\./);
  });

  it('waiting for seconds has its plural', () => {
    assert.equal(inSecondsWords(1), 'in 1 Sekunde');
    assert.equal(inSecondsWords(29), 'in 29 Sekunden');
  });

  it('what is not known of somebody is unknown', () => {
    const words = presenceWords(undefined, { now: Date.now(), language: 'de' });
    assert.equal(words, 'Unbekannt');
  });
});
