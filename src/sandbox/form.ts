import { WireError } from './wire';

/** How long a body may be. */
export const limitBytes = 64 * 1024;

/** Reads a form-urlencoded body, the only kind Circuit documents; any other counts as empty. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await readBody(request);
  const type = request.headers.get('Content-Type') ?? '';
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
  return new URLSearchParams(isForm ? text : '');
}

/** Reads a body as text. Throws a 413 `WireError` beyond 64 KiB, and reads no further. */
export async function readBody(request: Request): Promise<string> {
  const body = new TextDecoder();
  let text = '';
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    length += part.value.length;
    if (length > limitBytes) {
      throw new WireError(413, 'At most 64 KiB.');
    }
    text += body.decode(part.value, { stream: true });
  }
  return text + body.decode();
}
