const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Writes an answer in XML, which Circuit documents without showing how it looks. */
export function toXml(element: string, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${write(element, value)}`;
}

function write(element: string, value: unknown): string {
  return `<${element}>${writeContent(value)}</${element}>`;
}

function writeContent(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(each => write('item', each)).join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, each]) => write(key, each))
      .join('');
  }
  return String(value).replace(/[&<>"]/g, character => escapes[character] ?? character);
}
