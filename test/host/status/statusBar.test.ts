import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/event';
import { createStatusBar } from '../../../src/status/statusBar';
import { renderTooltip } from '../../../src/status/tooltip';
import { createWorld } from './world';

const hostile = [
  '[x](command:workbench.action.quit)',
  '![](https://evil.example/a.png)',
  '<img src=https://evil.example/?>',
  '$(sync~spin) **bold** `code`',
  '</span>\n\n# heading',
  'https://evil.example www.evil.example',
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
      assert.doesNotMatch(tooltip.value, /(?<!\\)(:\/\/|www\.|\]\(|!\[|\*\*|`|^#)/m);
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
  it('is drawn at every change of the presence and no more once it is disposed', async () => {
    const world = await createWorld();
    const drawings: true[] = [];
    const statusBar = new DisposableStore();
    const surroundings = {
      account: () => {
        drawings.push(true);
        return undefined;
      },
      isHostChosen: () => true,
      onDidChange: new Emitter<unknown>().event,
    };
    createStatusBar(world.store, surroundings, statusBar);
    const count = () => drawings.length;
    assert.equal(count(), 1);
    await world.commands['circuit.setBusy']?.();
    const seen = count();
    assert.ok(seen >= 3, 'pending, and the answer');
    statusBar.dispose();
    await world.commands['circuit.setAway']?.();
    assert.equal(count(), seen);
    world.dispose();
  });
});
