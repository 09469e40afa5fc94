/** A well-mixed 32-bit hash of a text. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) determined by the text. */
export function fraction(text: string): number {
  return hash(text) / 2 ** 32;
}

/** One of `items`, determined by the text. */
export function pick<T>(items: readonly [T, ...T[]], text: string): T {
  return items[hash(text) % items.length] ?? items[0];
}

/** A UUID determined by the text. */
export function uuidOf(text: string): string {
  const hex = [0, 1, 2, 3].map(i => hash(`${i} ${text}`).toString(16).padStart(8, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}

/** A random secret of 32 hexadecimal digits, like Circuit's tokens. */
export function randomSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}
