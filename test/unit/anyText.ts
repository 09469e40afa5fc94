import fc from 'fast-check';

/**
 * Any text of up to that many code points, lone halves of surrogates among them. The library's own
 * `binary` unit takes a second to be made.
 */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const codePoint = fc.nat(0x10ffff).map(code => String.fromCodePoint(code));
  return fc.array(codePoint, { maxLength }).map(codePoints => codePoints.join(''));
}
