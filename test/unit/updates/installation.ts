import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SharedSecrets } from '../account/support';
import { createKeep } from '../people/support';

/** When version 0.1.0 wrote what stands beside this file. */
export const writtenAt = Date.UTC(2026, 10, 26, 12);

/** Who was signed in then. */
export const ada = {
  origin: 'https://eu.yourcircuit.com',
  userId: '4f5b5ec4-7bd8-4aac-a0de-9d1f1b8dbb70',
  label: 'ada@company.example',
};

/** Whom she watched, in this order. */
export const bea = {
  userId: '11111111-aaaa-4bbb-8ccc-000000000001',
  displayName: 'Bea Büchner',
};
export const cem = {
  userId: '11111111-aaaa-4bbb-8ccc-000000000002',
  displayName: 'Cem Öztürk',
};
export const dana = {
  userId: '11111111-aaaa-4bbb-8ccc-000000000003',
  displayName: 'Dana O’Neil',
};

/** A notice that a window of 0.1.0 has shown. */
export const shownNoticeId = 'b5b1c0de-0000-4000-8000-00000000feed';

type KeptMemento = ReturnType<typeof createKeep>;

/** All that version 0.1.0 left behind, each time a copy. */
export interface Installation {
  readonly secrets: SharedSecrets;
  readonly globalState: KeptMemento;
  readonly workspaceState: KeptMemento;
  /** The folder that all windows share. */
  readonly folder: string;
  remove(): void;
}

const written = path.join(process.cwd(), 'test/unit/updates/writtenBy0.1.0');

/** What the release wrote through its own code: secrets, mementos and the files in its folder. */
export function copyInstallation(): Installation {
  const secrets = new SharedSecrets();
  for (const [key, value] of Object.entries(readJson('secrets'))) {
    secrets.values.set(key, String(value));
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'updates-'));
  cpSync(path.join(written, 'globalStorage'), folder, { recursive: true });
  const notices = path.join(folder, 'notices');
  for (const name of readdirSync(notices)) {
    utimesSync(path.join(notices, name), writtenAt / 1000, writtenAt / 1000);
  }
  return {
    secrets,
    globalState: readMemento('globalState'),
    workspaceState: readMemento('workspaceState'),
    folder,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function readMemento(name: string): KeptMemento {
  const memento = createKeep();
  for (const [key, value] of Object.entries(readJson(name))) {
    memento.values.set(key, value);
  }
  return memento;
}

function readJson(name: string): Record<string, unknown> {
  const text = readFileSync(path.join(written, `${name}.json`), 'utf8');
  return JSON.parse(text) as Record<string, unknown>; // our own fixture
}
