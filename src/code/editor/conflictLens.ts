import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { isolate } from '../../base/plainText';
import { describeRow } from '../../people/personText';
import type { CodeContext } from '../context';
import { type Conflict, findConflicts } from '../../git/conflicts/parseConflicts';
import { onDisk } from '../../git/workspaceFile';
import { OtherAuthorsCache } from './otherAuthorsCache';

/**
 * Shows at each merge conflict who wrote the other side, with their presence, if Circuit knows
 * them.
 */
export function createConflictLens(context: CodeContext, parts: DisposableStore): void {
  const otherSides = parts.add(new OtherAuthorsCache(context));
  const changed = parts.add(new vscode.EventEmitter<void>());
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: document => {
      const conflicts = conflictsOf(document);
      const addresses = otherSides.addressesOf(document, conflicts);
      return conflicts.flatMap((conflict, at) => toLens(conflict, addresses[at], context) ?? []);
    },
  };
  parts.add(
    vscode.languages.registerCodeLensProvider(
      onDisk.map(scheme => ({ scheme })),
      provider,
    ),
  );
  parts.add(otherSides.onDidChange(() => changed.fire()));
  parts.add(context.store.onDidChange(() => otherSides.isEmpty || changed.fire()));
}

function conflictsOf(document: vscode.TextDocument): readonly Conflict[] {
  const text = document.getText();
  return text.includes('<<<<<<<') ? findConflicts(text.split(/\r?\n/)) : [];
}

function toLens(
  { end }: Conflict,
  address: string | undefined,
  { book, store, interest }: CodeContext,
): vscode.CodeLens | undefined {
  const entry = address === undefined ? undefined : book.get(address);
  if (entry?.kind !== 'person' || entry.userId === store.ownId) {
    return undefined;
  }
  interest.linger([entry.userId]);
  const moment = { now: Date.now() };
  const row = describeRow(entry, store.get(entry.userId), moment);
  // Next to the other side's name; VS Code has its own links above the first marker.
  const lastMarker = end - 1;
  return new vscode.CodeLens(new vscode.Range(lastMarker, 0, lastMarker, 0), {
    title: vscode.l10n.t(
      'Conflicting change by {0}: {1}',
      isolate(row.label),
      isolate(row.description),
    ),
    command: 'circuit.person.actions',
    arguments: [entry.userId],
  });
}
