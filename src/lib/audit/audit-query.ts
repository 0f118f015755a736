import { parseDayRange, type DayRange } from '../base/day-range.ts';
import { readTableQuery, type TableQuery, type TableTerms } from '../base/table-query.ts';
import { AUDIT_KINDS, type AuditAction, type AuditKind } from './audit-action.ts';

/** What an auditor asks for; other lines are work on the things themselves. */
export const AUDIT_ACTS = ['reading', 'rights', 'signing', 'sharing', 'deleting'] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

const ACTIONS_OF: Readonly<Record<AuditAct, readonly AuditAction[]>> = {
  reading: ['wave.open', 'wave.export', 'audit.export'],
  rights: [
    'organisation.setUp',
    'person.add',
    'person.change',
    'person.invite',
    'person.acceptInvitation',
    'person.switchOff',
    'people.import',
    'department.merge',
    'workshop.appoint',
    'workshop.dismiss',
    'workshop.handOver',
    'workshop.reclaim',
  ],
  signing: ['project.submit', 'project.approve', 'project.sendBack', 'project.withdraw'],
  sharing: ['wave.publish', 'workshop.mail', 'person.invite'],
  deleting: ['wave.remove', 'wave.undo', 'wave.mask', 'view.remove', 'tag.remove', 'department.merge'],
};

export const AUDIT_TERMS: TableTerms = {
  filters: { act: AUDIT_ACTS, kind: AUDIT_KINDS, person: null, days: null },
  sorts: [],
  columns: [],
  shows: [],
};

/** Counting the lines that are found stops here: beyond it "more than" says enough. */
export const MOST_COUNTED = 10_000;

/** Which lines of the log are asked for [AU5]. */
export interface AuditQuery {
  /** Words of the names of people and things. */
  q: string;
  /** Who did it, or whom or what of them it was done to. */
  personId: string | null;
  kinds: readonly AuditKind[];
  /** Null for all. */
  actions: readonly AuditAction[] | null;
  days: DayRange | null;
}

export const EVERY_LINE: AuditQuery = { q: '', personId: null, kinds: [], actions: null, days: null };

/** Reads the address of the log; what it does not know comes back in `unknown`, to be said to the reader. */
export function readAuditAddress(params: URLSearchParams): {
  query: TableQuery;
  asked: AuditQuery;
  unknown: string[];
} {
  const { query, unknown } = readTableQuery(params, AUDIT_TERMS);
  const { act = [], kind = [], person = [], days: [days] = [] } = query.filters;
  const range = days === undefined ? null : parseDayRange(days);
  if (range === undefined) unknown.push(`f.days=${days}`);
  const actions = AUDIT_ACTS.filter((known) => act.includes(known)).flatMap((known) => ACTIONS_OF[known]);
  return {
    query,
    unknown,
    asked: {
      q: query.q,
      personId: person[0] ?? null,
      kinds: AUDIT_KINDS.filter((known) => kind.includes(known)),
      actions: act.length > 0 ? actions : null,
      days: range ?? null,
    },
  };
}
