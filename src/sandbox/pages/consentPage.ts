import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Employee } from '../company/company';
import { scopeWords } from '../operations';
import type { World } from '../world';
import type { AuthorizeRequest } from '../oauth/authorizeRequest';
import { type Html, sendPage } from './page';

/** Asks for the account and for consent to the app's request. Plain forms, no script. */
export function consentPage(
  context: Context,
  request: AuthorizeRequest,
  { accounts, company }: World,
): Promise<Response> {
  const hinted = accounts.find(person => person.user.emailAddress === request.loginHint);
  const chosen = hinted ?? accounts[0];
  const { protocol, host } = request.wayBack.redirectUri;
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
      <p class="note">You will go back to <b>${host || protocol}</b>.</p>
    </form>
  `;
  // The form is answered with a redirect, which form-action must allow as well.
  const formAction = `'self' ${host ? `${protocol}//${host}` : protocol}`;
  return sendPage(context, { status: 200, body, formAction });
}

/** Says what is wrong with a request that cannot be sent back to its app. */
export function problemPage(context: Context, reason: string): Promise<Response> {
  const body = html`<h1>This sign-in cannot go on</h1>
    <p>${reason}</p>
    <p class="note">Close this page and start again from the app.</p>`;
  return sendPage(context, { status: 400, body });
}

function accountChoice({ user }: Employee, checked: boolean): Html {
  const initials = [user.firstName, user.lastName].map(name => name.slice(0, 1)).join('');
  return html`<label>
    <input type="radio" name="userId" value="${user.userId}" ${checked ? 'checked' : ''} required />
    <span class="face" aria-hidden="true">${initials}</span>
    <span class="who"><b>${user.displayName}</b>${user.emailAddress}</span>
  </label>`;
}
