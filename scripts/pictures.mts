// Takes the README's pictures anew, from the real window: runs the end-to-end suite and copies those
// of its screenshots that the README shows. Changes nothing when a test fails or a picture is missing.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const taken = 'dist/screenshots';
const shown = 'media/screenshots';

/** Which screenshot is shown under which name. */
const pictures = {
  moving: 'moving',
  team: 'team-dark',
  code: 'code-ask-lines',
  consent: 'consent',
};

const { status } = spawnSync(process.execPath, ['scripts/test.mts', '--only=e2e'], {
  stdio: 'inherit',
});
const files = Object.entries(pictures).map(([name, screenshot]) => ({
  from: path.join(taken, `${screenshot}.png`),
  to: path.join(shown, `${name}.png`),
}));
const missing = files.filter(({ from }) => !existsSync(from));
missing.forEach(({ from }) => console.log(`${from} was not taken.`));
if (status !== 0 || missing.length > 0) {
  process.exit(1);
}
rmSync(shown, { recursive: true, force: true });
mkdirSync(shown, { recursive: true });
for (const { from, to } of files) {
  copyFileSync(from, to);
  console.log(to);
}
