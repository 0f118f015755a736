import { AppError, OUTAGE } from '#lib/base/errors.ts';

type Reason = (typeof OUTAGE)[keyof typeof OUTAGE];

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. */
const SQLITE: Readonly<Record<number, Reason>> = { 5: OUTAGE.busy, 6: OUTAGE.busy, 13: OUTAGE.full };

/** Codes and classes of PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const POSTGRES: readonly (readonly [prefix: string, reason: Reason])[] = [
  ['08', OUTAGE.away], // the connection broke
  ['57P', OUTAGE.away], // it is shut down, starts, or an administrator ended the session
  ['53300', OUTAGE.away], // it takes no more connections
  ['25006', OUTAGE.away], // it follows another server since a switch
  ['53100', OUTAGE.full],
  ['55P03', OUTAGE.busy],
];

const NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What `pg` says of a connection without a code. */
const BROKEN_CONNECTION =
  /^Connection terminated|^Query read timeout$|is not queryable$|^timeout exceeded when trying to connect$|^timeout expired$/;

/** Why the database could not do its work, or undefined when the fault is one of the statement. */
function outageOf(fault: Error & { code?: unknown; errcode?: unknown }): Reason | undefined {
  // Extended codes carry the primary one in their lowest byte.
  if (typeof fault.errcode === 'number') return SQLITE[fault.errcode & 0xff];
  if (typeof fault.code === 'string') {
    const { code } = fault;
    if (code === 'ENOSPC') return OUTAGE.full;
    if (NETWORK.has(code)) return OUTAGE.away;
    const known = POSTGRES.find(([prefix]) => code.startsWith(prefix));
    if (known) return known[1];
  }
  return BROKEN_CONNECTION.test(fault.message) ? OUTAGE.away : undefined;
}

/**
 * A fault of the database as the rest of the product knows it: when it is busy, away or its disk is full,
 * a refusal that a form can show [DB2]; every other fault as it is.
 */
export function databaseFault(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault;
  const reason = outageOf(fault);
  return reason ? new AppError('unavailable', { reason, cause: fault }) : fault;
}
