import type { SandboxReadings } from './readings';
import { WireError } from './wire';

/** The maximum length of a body. */
export const limitBytes = 64 * 1024;

/**
 * Reads a form-urlencoded body, the only kind Circuit documents; any other counts as empty. With
 * the reading `any` JSON is accepted too, and both also as `text/plain` or without a type, as some
 * of the vendor's clients send them. Throws a 413 `WireError` beyond 64 KiB and stops reading.
 */
export async function readForm(
  request: Request,
  bodies: SandboxReadings['bodies'] = 'form',
): Promise<URLSearchParams> {
  const text = await readBody(request);
  const [type = ''] = (request.headers.get('Content-Type') ?? '').toLowerCase().split(';');
  switch (bodies === 'any' ? type.trim() || 'text/plain' : type.trim()) {
    case 'application/x-www-form-urlencoded':
      return new URLSearchParams(text);
    case 'application/json':
      return (bodies === 'any' && readJson(text)) || new URLSearchParams();
    case 'text/plain':
      return bodies === 'any'
        ? (readJson(text) ?? new URLSearchParams(text))
        : new URLSearchParams();
    default:
      return new URLSearchParams();
  }
}

/** The fields of a JSON object; undefined for any other text. */
function readJson(text: string): URLSearchParams | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return undefined;
    }
    const plain = Object.entries(value).filter(([, each]) =>
      ['string', 'number', 'boolean'].includes(typeof each),
    );
    return new URLSearchParams(plain.map(([name, each]) => [name, String(each)]));
  } catch {
    return undefined;
  }
}

async function readBody(request: Request): Promise<string> {
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
