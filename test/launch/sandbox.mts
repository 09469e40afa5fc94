import { startService } from './service.mts';

const script = ['scripts/sandbox.mts', '--port', '0', '--json'];

/** A sandbox in a process of its own. */
export interface LocalSandbox {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Starts the sandbox, and says so when it ends although nobody stopped it. */
export async function startSandbox(
  say: (sentence: string) => void,
  args: readonly string[] = script,
): Promise<LocalSandbox> {
  const { found, stop, died } = await startService(args, /"origin":"(http:[^"]+)"/);
  void died.then(how =>
    say(
      `\nThe Circuit sandbox has stopped, so VS Code cannot reach Circuit any more. ${how}\n` +
        'Press Ctrl+C and run npm start again.\n',
    ),
  );
  return { origin: found, stop };
}
