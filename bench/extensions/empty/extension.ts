/** What VS Code asks of every extension, and nothing else. */
export function activate(): void {
  return;
}
