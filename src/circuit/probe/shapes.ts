import type { HttpAnswer } from '../transport';

/** The format of a body, judged by its beginning: content types may be missing or wrong. */
export type Media = 'json' | 'xml' | 'html' | 'text' | 'empty';

export function mediaOf({ text }: HttpAnswer): Media {
  if (text.trim() === '') {
    return 'empty';
  }
  if (parse(text) !== undefined) {
    return 'json';
  }
  if (/^\s*(<!doctype html|<html)/i.test(text)) {
    return 'html';
  }
  return /^\s*</.test(text) ? 'xml' : 'text';
}

/** How the end of Do Not Disturb is written in a presence. */
export function dndUntilIn({ text }: HttpAnswer): 'epochMs' | 'iso' | 'other' | 'unknown' {
  const { dndUntil } = fieldsOf(text);
  if (dndUntil === undefined || dndUntil === null || dndUntil === 0) {
    return 'unknown';
  }
  if (typeof dndUntil === 'number' && dndUntil > 1e11) {
    return 'epochMs';
  }
  return typeof dndUntil === 'string' && /^\d{4}-\d\d-\d\dT/.test(dndUntil) ? 'iso' : 'other';
}

const documentedFields = ['errorCode', 'errorDescription', 'validationErrors'];

/**
 * Which documented fields Circuit's error body has (others are only counted), or what it is
 * instead.
 */
export function errorFieldsIn(answer: HttpAnswer): string {
  const media = mediaOf(answer);
  const fields = fieldsOf(answer.text);
  const known = documentedFields.filter(field => field in fields);
  const others = Object.keys(fields).length - known.length;
  return [media, ...known, ...(others > 0 ? [`${others} others`] : [])].join(' ');
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const value = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
