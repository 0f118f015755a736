import { resolve } from 'node:path';
import * as v from 'valibot';
import { isTimeZone } from '#lib/base/time-zone.ts';

const whole = (from: number, to: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'a whole number'),
    v.transform(Number),
    v.minValue(from),
    v.maxValue(to),
  );

const Environment = v.object({
  HOST: v.optional(v.string(), '0.0.0.0'),
  PORT: v.optional(whole(0, 65_535), '3000'),
  DATA_DIR: v.optional(v.string(), 'data'),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'a postgres:// address'))),
  SMTP_URL: v.optional(v.pipe(v.string(), v.regex(/^smtps?:\/\//, 'an smtp:// address'))),
  MAIL_FROM: v.optional(v.string(), 'Herringbone <herringbone@localhost>'),
  PUBLIC_URL: v.optional(v.pipe(v.string(), v.url('an address such as https://cx.example.org'))),
  TIME_ZONE: v.optional(v.pipe(v.string(), v.check(isTimeZone, 'a time zone such as Europe/Warsaw'))),
  TRUSTED_PROXY: v.optional(v.string(), ''),
  LOG_LEVEL: v.optional(v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'silent']), 'info'),
});

/** Everything that the environment decides, checked. */
export interface Config {
  host: string;
  /** 0 asks the system for a free port. */
  port: number;
  dataDir: string;
  databaseUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** The address people use, when it cannot be read off their request (mail). */
  publicUrl: string | undefined;
  /** Whose clock on the wall shifts follow. */
  timeZone: string;
  /** Addresses of reverse proxies whose X-Forwarded-* headers are believed. */
  trustedProxies: readonly string[];
  logLevel: string;
}

/** Reads the environment; throws one Error that names every wrong variable, its value and what was expected. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = v.safeParse(Environment, given);
  if (!result.success) {
    const lines = result.issues.map((issue) => {
      const name = String(issue.path?.[0]?.key);
      return `  ${name} is ${JSON.stringify(given[name])}: ${issue.message}`;
    });
    throw new Error(`The environment is not right:\n${lines.join('\n')}`);
  }
  const env = result.output;
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    publicUrl: env.PUBLIC_URL,
    timeZone: env.TIME_ZONE ?? Temporal.Now.timeZoneId(),
    trustedProxies: env.TRUSTED_PROXY.split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    logLevel: env.LOG_LEVEL,
  };
}
