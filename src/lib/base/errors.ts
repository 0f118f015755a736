/** Every way in which a request can be refused, and the HTTP status that says so. */
export const ERROR_STATUS = {
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  gone: 410,
  invalid: 422,
  stale: 409,
  conflict: 409,
  'too-large': 413,
  'too-many-requests': 429,
  'read-only': 409,
  unavailable: 503,
  unexpected: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One thing wrong with one field. `message` is a key of the catalogues; `values` fill its placeholders. */
export interface FieldIssue {
  path: string;
  message: string;
  values?: Record<string, string | number>;
}

/**
 * A refusal that the user caused or can mend. `reason` is a catalogue key that says more than the
 * code alone; `issues` lists all wrong fields at once; `current` carries the newer state on `stale`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly values: Record<string, string | number> | undefined;
  readonly issues: readonly FieldIssue[];
  readonly current: unknown;

  constructor(
    code: ErrorCode,
    details: {
      reason?: string;
      values?: Record<string, string | number>;
      issues?: readonly FieldIssue[];
      current?: unknown;
      /** What went wrong below, for the log alone. */
      cause?: unknown;
    } = {},
  ) {
    super(details.reason ? `${code}: ${details.reason}` : code, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.reason = details.reason;
    this.values = details.values;
    this.issues = details.issues ?? [];
    this.current = details.current;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/**
 * Whether something thrown is an AppError. By its name, not by its class: the server runs this file
 * as it is and the pages run their bundled copy of it, so there are two classes of that name.
 */
export function isAppError(fault: unknown): fault is AppError {
  return fault instanceof Error && fault.name === 'AppError' && 'code' in fault;
}

/** Reasons of `unavailable` that are about the database; each is a sentence of the catalogues. */
export const OUTAGE = {
  /** It does not answer, or the connection broke. */
  away: 'base.databaseAway',
  /** Another process holds it for longer than a request may wait. */
  busy: 'base.databaseBusy',
  /** Nothing more can be written; reading goes on. */
  full: 'base.diskFull',
} as const;

/** Whether the database could not be asked at all: then nothing is known, and asking again later helps. */
export function isOutage(fault: unknown): boolean {
  return isAppError(fault) && (fault.reason === OUTAGE.away || fault.reason === OUTAGE.busy);
}
