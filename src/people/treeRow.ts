/** A row, the same object for as long as it is shown: VS Code knows rows by identity. */
export type TreeRow =
  | { readonly kind: 'section'; readonly sectionId: string }
  | { readonly kind: 'person'; readonly userId: string };

/** The people among some rows. */
export function userIdsOf(rows: readonly TreeRow[]): readonly string[] {
  return rows.flatMap(row => (row.kind === 'person' ? [row.userId] : []));
}
