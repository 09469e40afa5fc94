import type * as vscode from 'vscode';
import { plainName } from '../../base/plainText';
import type { AwaitedEnd } from '../../presence/until/arrangement';

/** The part of `vscode.tasks` that is used. */
export type TasksApi = Pick<typeof vscode.tasks, 'taskExecutions' | 'onDidEndTask'>;

/** The ends of the tasks that are running, except background tasks, which may never end. */
export function taskEnds(api: TasksApi): AwaitedEnd[] {
  return api.taskExecutions
    .filter(({ task }) => !task.isBackground)
    .map(execution => ({
      event: { kind: 'task', name: plainName(execution.task.name) },
      isOver: () => !api.taskExecutions.includes(execution),
      onDidChange: listener => api.onDidEndTask(() => listener()),
    }));
}
