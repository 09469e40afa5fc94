import type { Hono } from 'hono/tiny';
import { aliasesOf, tokenPath } from '../operations';
import { startPage } from '../pages/startPage';
import type { SandboxEnv } from '../users/api';
import type { World } from '../world';
import { showConsent, takeConsent } from './authorize';
import { giveTokens, validateToken } from './token';

/** Adds the pages and operations of signing in, which the demo ships without. */
export function addSignInRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.get('/', context => startPage(context, world));
  app.get('/oauth/authorize', context => showConsent(context, world));
  app.post('/oauth/authorize', context => takeConsent(context, world));
  app.on('POST', aliasesOf('/oauth/token'), context => giveTokens(context, world));
  const tokens = aliasesOf(tokenPath).map(path => path.replace('{token}', ':token'));
  app.on('GET', tokens, context => validateToken(context, world));
}
