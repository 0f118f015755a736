import * as v from 'valibot';

/** What history can tell of a thing, in the order in which it is told. */
export const CHANGED_FIELDS = [
  'name',
  'email',
  'department',
  'roles',
  'account',
  'title',
  'level',
  'manager',
  'employedUntil',
  'description',
  'aim',
  'state',
  'triage',
  'part',
  'inNameOf',
  'health',
  'owner',
  'deputy',
  'sponsor',
  'knownBy',
  'budget',
  'language',
  'currency',
  'timeZone',
  'weekdays',
  'hours',
  'holidays',
  'reportingLine',
  'absent',
  'smallestGroup',
  'importanceBorder',
  'urgencyBorder',
  'importanceSteps',
  'trackerAddress',
  'band',
  'year',
  'dayOff',
  'season',
  'startsOn',
  'endsOn',
  'holdUntil',
  'dueOn',
  'unit',
  'direction',
  'target',
] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** Long texts: history says that they were changed and not what they were. */
const LONG: readonly ChangedField[] = ['description', 'aim'];

/**
 * A field from one value to the next, as it was stored: names of people, days, words of states, roles parted by
 * commas, and a budget as hundredths with the currency ("500000 PLN"). Null where there was or is none, and for
 * long texts.
 */
export interface AuditChange {
  field: ChangedField;
  from: string | null;
  to: string | null;
}

export type AuditedFields = { readonly [Field in ChangedField]?: string | null };

/** What is counted in a line, in the order in which it is told. */
export const AUDIT_FACTS = [
  'rows',
  'people',
  'guests',
  'added',
  'updated',
  'rejected',
  'items',
  'links',
  'lines',
] as const;
export type AuditFact = (typeof AUDIT_FACTS)[number];
export type AuditFacts = { readonly [Fact in AuditFact]?: number };

/** What a line of the audit log keeps besides who, what and when. */
export type AuditDetails = Record<string, unknown> & AuditFacts & { changes?: readonly AuditChange[] };

/** The fields that `after` names and that differ from before [AU2]. */
export function auditedChanges(before: AuditedFields, after: AuditedFields): AuditChange[] {
  return CHANGED_FIELDS.flatMap((field): AuditChange[] => {
    const [from, to] = [before[field] ?? null, after[field]];
    if (to === undefined || to === from) return [];
    return [LONG.includes(field) ? { field, from: null, to: null } : { field, from, to }];
  });
}

const StoredChange = v.object({
  field: v.picklist(CHANGED_FIELDS),
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
});

const StoredFact = v.fallback(v.optional(v.number()), undefined);

/** `audit_words.details`: lines from before changes were kept have none, or a count of something else [AU2]. */
export const StoredDetails = v.object({
  changes: v.fallback(v.array(StoredChange), []),
  rows: StoredFact,
  people: StoredFact,
  guests: StoredFact,
  added: StoredFact,
  updated: StoredFact,
  rejected: StoredFact,
  items: StoredFact,
  links: StoredFact,
  lines: StoredFact,
} satisfies Record<AuditFact | 'changes', unknown>);
