import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { randomSecret } from '../random';
import { css } from './style';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

interface Page {
  readonly status: 200 | 400;
  readonly body: Html;
  /** The policy's form-action; forms are forbidden if missing. */
  readonly formAction?: string;
  /** An own script that runs after the body; scripts are forbidden if missing. */
  readonly script?: string;
}

/** Sends a page in the sandbox's layout. The policy allows only what the page contains. */
export async function sendPage(
  context: Context,
  { status, body, formAction = `'none'`, script }: Page,
): Promise<Response> {
  const nonce = randomSecret();
  const scriptSource = script === undefined ? `'none'` : `'nonce-${nonce}'`;
  const policy =
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src ${scriptSource}; ` +
    `form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`;
  context.header('Content-Security-Policy', policy);
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'same-origin');
  context.header('X-Content-Type-Options', 'nosniff');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Circuit sandbox</title>
        <style nonce="${nonce}">
          ${css}
        </style>
      </head>
      <body>
        <header><span class="mark" aria-hidden="true"></span>Circuit sandbox</header>
        <main>${body}</main>
        <footer>A made-up company on this computer. Nothing here reaches a real Circuit.</footer>
        ${
          script === undefined
            ? ''
            : html`<script nonce="${nonce}">
                ${raw(script)};
              </script>`
        }
      </body>
    </html>`;
  return context.html(page, status);
}
