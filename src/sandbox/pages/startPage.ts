import type { Context } from 'hono';
import { html } from 'hono/html';
import type { World } from '../world';
import { deepLinkScript } from './deepLink';
import { sendPage } from './page';

/**
 * `GET /`, where Circuit's web client would be: shows what a link into it would open. The target is
 * in the fragment, which browsers do not send, so the page's script reads it.
 */
export function startPage(context: Context, { company }: World): Promise<Response> {
  const people = company.people.flatMap(({ user }) => [
    [user.userId, user.displayName],
    [user.emailAddress, user.displayName],
  ]);
  const body = html`<div id="link" data-people="${JSON.stringify(Object.fromEntries(people))}">
    <h1>Circuit’s web client would be here</h1>
    <p>This is the sandbox, which has no conversations or calls.</p>
    <p class="note">Links such as <b>/#/user/…</b> say here what they would open.</p>
  </div>`;
  return sendPage(context, { status: 200, body, script: deepLinkScript });
}
