import type { Disposable } from '../../base/disposables';

const lookAgainMs = 500;

/** Waits for news, at most until the next regular check. Throws the reason of the abort. */
export async function waitForNews(
  onNews: (listener: () => void) => Disposable,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>(resolve => {
    const end = () => {
      clearTimeout(timer);
      news.dispose();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, lookAgainMs);
    const news = onNews(end);
    signal.addEventListener('abort', end);
  });
  signal.throwIfAborted();
}
