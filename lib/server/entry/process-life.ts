import type { Logger } from '../log';

const PARENT_CHECK_MILLISECONDS = 1_000;

/** A database that hangs must not keep a process that serves nobody; whatever it holds is taken up by the next one. */
const CLOSE_MILLISECONDS_MAX = 15_000;

/** What a process of the product does when it is told to go or is left alone. */
export interface Life {
  readonly log: Logger;
  /** The starter; without it the process would serve nobody. */
  readonly parentPid: number | undefined;
  readonly close: () => Promise<void>;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Closes once, on a signal or when the parent is gone; an unforeseen error ends the process, a restart mends it. */
export function untilTold({ log, parentPid, close }: Life): void {
  let isClosing = false;
  const end = (why: string, exitCode: number): void => {
    if (isClosing) return;
    isClosing = true;
    log.info({ why }, 'closing');
    setTimeout(() => {
      log.error('not closed in time');
      process.exit(1);
    }, CLOSE_MILLISECONDS_MAX).unref();
    close().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        log.error({ err: error }, 'not closed cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => {
    end('SIGTERM', 0);
  });
  process.once('SIGINT', () => {
    end('SIGINT', 0);
  });
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unforeseen error');
    end('unforeseen error', 1);
  });
  if (parentPid === undefined) return;
  setInterval(() => {
    if (!isAlive(parentPid)) end('the parent is gone', 0);
  }, PARENT_CHECK_MILLISECONDS).unref();
}
