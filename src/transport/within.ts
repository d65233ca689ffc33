import { Failed, type Stage } from '../model/failure.ts';

/** Runs `work` under an absolute deadline; when it passes, `stop` is called and `Failed` thrown. */
export async function within<T>(
  deadlineMs: number,
  stage: Stage,
  stop: () => void,
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // First: what is stopped fails as well, and for another reason.
      reject(new Failed({ kind: 'timeout', stage, afterMs: deadlineMs }));
      stop();
    }, deadlineMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
