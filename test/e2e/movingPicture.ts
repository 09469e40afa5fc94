import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Page } from 'playwright-core';
import { root } from '../launch/paths.mts';

/** One picture of several, and how long it is shown. */
export interface Frame {
  /** A whole PNG; all of one size. */
  readonly png: Buffer;
  readonly ms: number;
}

/** The part of a frame that differs from the one before it. */
interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A PNG of it, base64. */
  readonly png: string;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Writes `dist/screenshots/<name>.png`, an animated PNG that plays once and stays on its last frame.
 * Viewers that know no animation show the last frame, too. `blank` is a page to compare pictures in.
 */
export async function saveMovingPicture(
  blank: Page,
  name: string,
  frames: readonly [Frame, ...Frame[]],
): Promise<void> {
  const urls = frames.map(({ png }) => `data:image/png;base64,${png.toString('base64')}`);
  const parts = await blank.evaluate(differingParts, urls);
  const [still, ...others] = await blank.evaluate(differingParts, urls.slice(-1));
  if (!still || others.length > 0) {
    throw new Error('A moving picture needs a frame.');
  }
  const first = chunksOf(still);
  let sequence = 0;
  const moving = parts.flatMap((part, at) => [
    chunk('fcTL', frameControl(sequence++, part, frames[at]?.ms ?? 0)),
    ...dataOf(part).map(data => chunk('fdAT', Buffer.concat([uint32(sequence++), data]))),
  ]);
  const file = [
    signature,
    ...first.filter(({ type }) => type === 'IHDR').map(({ data }) => chunk('IHDR', data)),
    chunk('acTL', Buffer.concat([uint32(parts.length), uint32(1)])),
    ...dataOf(still).map(data => chunk('IDAT', data)),
    ...moving,
    chunk('IEND', Buffer.alloc(0)),
  ];
  const folder = path.join(root, 'dist/screenshots');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.png`), Buffer.concat(file));
}

/** Runs in a page. Of each picture what differs from the one before it; of the first all of it. */
async function differingParts(urls: readonly string[]): Promise<Part[]> {
  const parts: Part[] = [];
  let before: Uint32Array | undefined;
  for (const url of urls) {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const { naturalWidth: width, naturalHeight: height } = picture;
    const whole = document.createElement('canvas');
    Object.assign(whole, { width, height });
    const drawing = whole.getContext('2d', { alpha: false });
    drawing?.drawImage(picture, 0, 0);
    const pixels = new Uint32Array(drawing?.getImageData(0, 0, width, height).data.buffer ?? []);
    let [left, top, right, bottom] = [width, height, 0, 0];
    for (let at = 0; at < pixels.length; at += 1) {
      if (pixels[at] !== before?.[at]) {
        const [x, y] = [at % width, Math.floor(at / width)];
        [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
      }
    }
    // A frame has to have a size, also where nothing has changed.
    const [x, y] = [Math.min(left, width - 1), Math.min(top, height - 1)];
    const part = document.createElement('canvas');
    Object.assign(part, { width: Math.max(1, right - x), height: Math.max(1, bottom - y) });
    part.getContext('2d', { alpha: false })?.drawImage(whole, -x, -y);
    const png = part.toDataURL('image/png').replace(/^.*,/, '');
    parts.push({ x, y, width: part.width, height: part.height, png });
    before = pixels;
  }
  return parts;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf({ png }: Part): Chunk[] {
  const bytes = Buffer.from(png, 'base64');
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function dataOf(part: Part): Buffer[] {
  return chunksOf(part)
    .filter(({ type }) => type === 'IDAT')
    .map(({ data }) => data);
}

/** Where a part goes, and for how long it is shown; what is around it stays. */
function frameControl(sequence: number, { x, y, width, height }: Part, ms: number): Buffer {
  const delay = Buffer.alloc(6);
  delay.writeUInt16BE(ms, 0);
  delay.writeUInt16BE(1_000, 2);
  return Buffer.concat([...[sequence, width, height, x, y].map(uint32), delay]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
