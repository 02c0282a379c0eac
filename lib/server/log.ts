import pino from 'pino';
import { env } from './env';

export type Logger = pino.Logger;

/** One structured line an event; secrets are cut out by path before anything is written. */
export function createLogger(processName: string): Logger {
  return pino({
    level: env().LOG_LEVEL,
    base: { process: processName },
    redact: {
      paths: ['password', '*.password', 'token', '*.token', 'authorization', '*.authorization', 'cookie', '*.cookie'],
      censor: '[cut]',
    },
  });
}
