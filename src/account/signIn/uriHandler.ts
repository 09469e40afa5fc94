import * as vscode from 'vscode';
import type { Logger } from '../../base/log';
import { sentenceFor } from '../../base/userError';

/** What a link does that leads to its path; `uri` comes from anybody. */
export type OpenLink = (uri: vscode.Uri) => Promise<void>;

/** Opens links to this extension by their exact path. This is the one place where their errors end. */
export function createUriHandler(
  paths: ReadonlyMap<string, OpenLink>,
  log: Logger,
): vscode.UriHandler {
  return {
    handleUri: async uri => {
      const open = paths.get(uri.path);
      if (!open) {
        log.debug('A link led to no path of this extension.');
        return;
      }
      try {
        await open(uri);
      } catch (error) {
        if (!(error instanceof Error && error.name === 'AbortError')) {
          log.warn('A link was not followed.');
          void vscode.window.showErrorMessage(sentenceFor(error));
        }
      }
    },
  };
}
