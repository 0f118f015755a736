import { pino } from 'pino';

/** What the log takes: one object of facts and one message, as pino does. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Structured lines on stdout. Cookies, tokens and passwords never reach it. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: ['headers.cookie', 'headers.authorization', '*.password', '*.token'],
    serializers: { error: pino.stdSerializers.err },
  });
}
