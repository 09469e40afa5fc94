import { install } from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/event';
import { createStatusBar } from '../../../src/status/statusBar';
import { renderTooltip } from '../../../src/status/tooltip';
import { createWorld } from './world';

const hostile = [
  '[x](command:workbench.action.quit)',
  '![](https://evil.example/a.png)',
  '<img src=https://evil.example/?>',
  '$(sync~spin) **bold** `code`',
  '</span>\n\n# heading',
];

describe('The tooltip of the status bar', () => {
  for (const line of hostile) {
    it(`shows ${JSON.stringify(line)} as text`, () => {
      const tooltip = renderTooltip({
        text: '',
        accessibleText: '',
        lines: [line],
        signedIn: false,
        changesAt: undefined,
      });
      assert.doesNotMatch(tooltip.value, /(?<!\\)(\]\(|!\[|\*\*|`|^#)/m);
      assert.ok(!tooltip.supportHtml && !tooltip.supportThemeIcons);
    });
  }

  it('trusts its own three commands and no other', () => {
    const { isTrusted, value } = renderTooltip({
      text: '',
      accessibleText: '',
      lines: ['Available'],
      signedIn: true,
      changesAt: undefined,
    });
    const commands = [...value.matchAll(/\]\(command:([\w.]+)/g)].map(([, command]) => command);
    assert.deepEqual(commands, [
      'circuit.setAvailable',
      'circuit.doNotDisturb',
      'circuit.setStatusMessage',
    ]);
    assert.deepEqual(isTrusted, { enabledCommands: commands });
  });
});

describe('The status bar item', () => {
  it('keeps no timer once it is disposed', async () => {
    const world = await createWorld();
    const clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const statusBar = createStatusBar(world.store, {
        isDemo: () => false,
        isHostChosen: () => true,
        onDidChange: new Emitter<unknown>().event,
      });
      // VS Code itself puts the drawing off to the next turn.
      clock.tick(0);
      assert.equal(clock.countTimers(), 1);
      statusBar.dispose();
      clock.tick(0);
      assert.equal(clock.countTimers(), 0);
    } finally {
      clock.uninstall();
      world.dispose();
    }
  });
});
