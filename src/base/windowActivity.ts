import * as vscode from 'vscode';
import { builtDisposable, type Disposable } from './disposables';
import { Emitter, type Event } from './event';

const inactiveAfterMs = 15 * 60_000;

/** How active the person is in this window, and when that changes. */
export interface Activity extends Disposable {
  readonly state: 'focused' | 'unfocused' | 'inactive';
  readonly onDidChange: Event<void>;
}

/** Follows the window; it is *inactive* after 15 minutes without any activity. */
export function watchActivity(): Activity {
  const changed = new Emitter<void>();
  let state = current(false);
  let timer: NodeJS.Timeout | undefined;

  const update = (longInactive: boolean) => {
    const next = current(longInactive);
    if (next !== state) {
      state = next;
      changed.fire();
    }
  };
  const wait = (active: boolean) => {
    clearTimeout(timer);
    timer = active ? undefined : setTimeout(() => update(true), inactiveAfterMs);
  };
  const following = builtDisposable(
    () =>
      vscode.window.onDidChangeWindowState(({ active }) => {
        wait(active);
        update(false);
      }),
    () => {
      // A window restored in the background may never report a change.
      wait(vscode.window.state.active);
      return { dispose: () => clearTimeout(timer) };
    },
  );
  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    dispose: () => {
      following.dispose();
      changed.dispose();
    },
  };
}

function current(longInactive: boolean): Activity['state'] {
  if (longInactive) {
    return 'inactive';
  }
  return vscode.window.state.focused ? 'focused' : 'unfocused';
}
