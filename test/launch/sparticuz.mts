import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Executable } from './browser.mts';
import { installOnce } from './install.mts';

/** The package's own names folders of a cloud machine. Without any font the browser crashes. */
const fontsConf = `<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** A headless Chromium from npm, with the system libraries and the font that it needs; Linux on x64. */
export async function unpackSparticuz(): Promise<Executable> {
  const home = await installOnce('chromium', unpack);
  const unpacked = path.join(home, 'unpacked');
  return {
    path: path.join(unpacked, 'chromium'),
    why: 'from npm, since none is installed or it was asked for',
    env: {
      LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib'),
      FONTCONFIG_PATH: path.join(unpacked, 'fonts'),
    },
  };
}

/** The package unpacks below TMPDIR, which is why it runs in a process of its own. */
function unpack(folder: string): void {
  const unpacked = path.join(folder, 'unpacked');
  mkdirSync(unpacked);
  const bin = path.join(folder, 'node_modules/@sparticuz/chromium/bin');
  const script = `import { inflate } from '@sparticuz/chromium';
    for (const name of ['chromium', 'al2023.tar', 'fonts.tar', 'swiftshader.tar'])
      await inflate(process.argv[1] + '/' + name + '.br');`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script, bin], {
    cwd: folder,
    env: { ...process.env, TMPDIR: unpacked },
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  if (status !== 0) {
    throw new Error('@sparticuz/chromium could not be unpacked. See the lines above.');
  }
  writeFileSync(path.join(unpacked, 'fonts/fonts.conf'), fontsConf);
}
