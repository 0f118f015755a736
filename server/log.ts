import { pino } from 'pino';
import type { Log } from './context.ts';

/** Structured lines on stdout. Cookies, tokens and passwords never reach it. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: ['headers.cookie', 'headers.authorization', '*.password', '*.token'],
    serializers: { error: pino.stdSerializers.err },
  });
}
