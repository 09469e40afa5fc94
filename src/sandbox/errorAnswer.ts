import type { SandboxReadings } from './readings';
import { errorBody } from './wire';

/** A body and its content type. */
export interface ErrorContent {
  readonly type: string;
  readonly body: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** An error body as recorded by clients, or as a proxy or a failing server would send. */
export function errorContent(
  status: number,
  errorsAs: SandboxReadings['errorsAs'],
  ...reasons: string[]
): ErrorContent {
  const title = `${status} ${titles[status] ?? 'Error'}`;
  switch (errorsAs) {
    case 'json':
      return { type: 'application/json', body: JSON.stringify(errorBody(status, ...reasons)) };
    case 'html':
      return {
        type: 'text/html',
        body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
      };
    case 'text':
      return { type: 'text/plain', body: `${title}\n` };
    case 'empty':
      return { type: 'text/plain', body: '' };
  }
}
