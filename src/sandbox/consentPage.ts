import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { AuthorizeRequest } from './authorize';
import type { Person } from './company';
import { css } from './consentStyle';
import { scopeWords } from './operations';
import { randomSecret } from './random';
import type { World } from './world';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Asks a person who they are and whether the app may have what it asks for. Plain forms, no script. */
export function consentPage(
  context: Context,
  request: AuthorizeRequest,
  { accounts, company }: World,
): Promise<Response> {
  const hinted = accounts.find(person => person.user.emailAddress === request.loginHint);
  const chosen = hinted ?? accounts[0];
  const body = html`
    <form method="post">
      <p class="company">${company.name}</p>
      <h1>${request.app.name} asks for access</h1>
      <fieldset>
        <legend>Continue as</legend>
        ${accounts.map(person => accountChoice(person, person === chosen))}
      </fieldset>
      <section>
        <h2>It will be able to</h2>
        <ul>
          ${request.scopes.map(scope => html`<li>${scopeWords[scope] ?? scope}</li>`)}
        </ul>
      </section>
      <div class="decision">
        <button name="decision" value="deny">Deny</button>
        <button name="decision" value="allow" class="allow" autofocus>Allow</button>
      </div>
      <p class="note">You will go back to <b>${request.redirectUri.host}</b>.</p>
    </form>
  `;
  // The answer to the form is a redirect, which form-action has to allow as well.
  const { protocol, host } = request.redirectUri;
  return sendPage(context, 200, body, `'self' ${host ? `${protocol}//${host}` : protocol}`);
}

/** Says what is wrong with a request that cannot be sent back to its app. */
export function problemPage(context: Context, reason: string): Promise<Response> {
  const body = html`<h1>This sign-in cannot go on</h1>
    <p>${reason}</p>
    <p class="note">Close this page and start again from the app.</p>`;
  return sendPage(context, 400, body, `'none'`);
}

function accountChoice({ user }: Person, checked: boolean): Html {
  const initials = [user.firstName, user.lastName].map(name => name.slice(0, 1)).join('');
  return html`<label>
    <input type="radio" name="userId" value="${user.userId}" ${checked ? 'checked' : ''} required />
    <span class="face" aria-hidden="true">${initials}</span>
    <span class="who"><b>${user.displayName}</b>${user.emailAddress}</span>
  </label>`;
}

async function sendPage(
  context: Context,
  status: 200 | 400,
  body: Html,
  formAction: string,
): Promise<Response> {
  const nonce = randomSecret();
  const policy = [
    `default-src 'none'`,
    `style-src 'nonce-${nonce}'`,
    `form-action ${formAction}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ];
  context.header('Content-Security-Policy', policy.join('; '));
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
      </body>
    </html>`;
  return context.html(page, status);
}
