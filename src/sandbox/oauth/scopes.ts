import { scopeWords } from '../operations';
import type { World } from '../world';

/**
 * What of the asked scopes the app is registered with; nothing when one does not exist. They are
 * separated by commas, blanks around which the SDK strips, too.
 */
export function grantableScopes(asked: string, { appScopes, readings }: World): readonly string[] {
  const separator = readings.scopesBetween === 'any' ? /[\s,]+/ : /\s*,\s*/;
  const scopes = asked.trim().split(separator);
  return scopes.every(scope => Object.hasOwn(scopeWords, scope))
    ? scopes.filter(scope => appScopes.includes('ALL') || appScopes.includes(scope))
    : [];
}
