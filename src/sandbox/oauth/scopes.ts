import { scopeWords } from '../operations';
import type { World } from '../world';

/**
 * The requested scopes that the app is registered with; undefined if one does not exist. They are
 * separated by commas; surrounding spaces are ignored, as the SDK strips them too.
 */
export function grantableScopes(asked: string, { appScopes, readings }: World): readonly string[] {
  const separator = readings.scopesBetween === 'any' ? /[\s,]+/ : /\s*,\s*/;
  const scopes = asked.trim().split(separator);
  return scopes.every(scope => Object.hasOwn(scopeWords, scope))
    ? scopes.filter(scope => appScopes.includes('ALL') || appScopes.includes(scope))
    : [];
}
