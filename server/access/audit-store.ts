import type { Expression, ExpressionBuilder, Insertable, SqlBool } from 'kysely';
import type { AuditAction, AuditKind } from '#lib/audit/audit-action.ts';
import { StoredDetails, type AuditChange, type AuditFacts } from '#lib/audit/audit-change.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import type { Queries } from '../database/engine.ts';
import { readJson } from '../database/stored.ts';
import type { Tables } from '../database/tables.ts';

/** A line of the audit log as it was written, perhaps by an earlier version. */
export interface AuditRow {
  id: number;
  atMs: number;
  actorId: string | null;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string | null;
  whom: readonly string[];
  changes: readonly AuditChange[];
  facts: AuditFacts;
}

/** Which lines are looked for; nothing given is everything. */
export interface AuditFilter {
  words?: string;
  personId?: string | null;
  kinds?: readonly AuditKind[];
  actions?: readonly AuditAction[] | null;
  fromMs?: number | null;
  /** The first moment that is too late. */
  beforeMs?: number | null;
  /** Lines of one thing alone. */
  subject?: { kind: string; id: string };
  /** Lines before this one. */
  beforeId?: number | null;
}

/** Names and values of a line, which stand beside it. */
export interface AuditWords {
  actorName: string;
  subjectName: string | null;
  whom: readonly { id: string; name: string }[];
  details: string;
}

export async function insertAudit(
  trx: Queries,
  entry: Insertable<Tables['audit_entry']>,
  { actorName, subjectName, whom, details }: AuditWords,
): Promise<void> {
  const { id } = await trx.insertInto('audit_entry').values(entry).returning('id').executeTakeFirstOrThrow();
  const names = [actorName, subjectName ?? '', ...whom.map(({ name }) => name)];
  await trx
    .insertInto('audit_words')
    .values({
      entry_id: id,
      actor_name: actorName,
      subject_name: subjectName,
      details,
      folded: foldText(names.join(' ')),
    })
    .execute();
  if (whom.length > 0) {
    await trx
      .insertInto('audit_person')
      .values(whom.map((person) => ({ entry_id: id, person_id: person.id, name: person.name })))
      .execute();
  }
}

type Builder = ExpressionBuilder<Tables, 'audit_entry' | 'audit_words'>;

function conditions(eb: Builder, filter: AuditFilter): Expression<SqlBool> {
  const { words = '', personId, kinds = [], actions, fromMs, beforeMs, subject, beforeId } = filter;
  const all: Expression<SqlBool>[] = foldText(words)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => eb('audit_words.folded', 'like', `%${word}%`));
  if (personId) {
    const done = eb
      .selectFrom('audit_person')
      .select('audit_person.entry_id')
      .whereRef('audit_person.entry_id', '=', 'audit_entry.id')
      .where('audit_person.person_id', '=', personId);
    all.push(
      eb.or([
        eb('audit_entry.actor_id', '=', personId),
        eb.and([eb('subject_kind', '=', 'person'), eb('subject_id', '=', personId)]),
        eb.exists(done),
      ]),
    );
  }
  if (kinds.length > 0) all.push(eb('subject_kind', 'in', kinds));
  if (actions) all.push(eb('action', 'in', actions));
  if (fromMs != null) all.push(eb('at_ms', '>=', fromMs));
  if (beforeMs != null) all.push(eb('at_ms', '<', beforeMs));
  if (subject) all.push(eb('subject_id', '=', subject.id), eb('subject_kind', '=', subject.kind));
  if (beforeId != null) all.push(eb('audit_entry.id', '<', beforeId));
  return eb.and(all);
}

/** The newest lines that fit, the newest first. */
export async function listAudit(db: Queries, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .innerJoin('audit_words', 'audit_words.entry_id', 'audit_entry.id')
    .selectAll()
    .where((eb) => conditions(eb, filter))
    .orderBy('audit_entry.id', 'desc')
    .limit(limit)
    .execute();
  const whom = await listWhom(
    db,
    rows.map(({ id }) => Number(id)),
  );
  return rows.map((row) => ({
    id: Number(row.id),
    atMs: Number(row.at_ms),
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subjectName: row.subject_name,
    whom: whom.get(Number(row.id)) ?? [],
    ...readDetails(row.details, row.id),
  }));
}

/** How many lines fit; counting stops at `most`. */
export async function countAudit(db: Queries, filter: AuditFilter, most: number): Promise<number> {
  const { n } = await db
    .selectFrom(
      db
        .selectFrom('audit_entry')
        .innerJoin('audit_words', 'audit_words.entry_id', 'audit_entry.id')
        .select('audit_entry.id')
        .where((eb) => conditions(eb, filter))
        .limit(most)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

async function listWhom(db: Queries, ids: readonly number[]): Promise<ReadonlyMap<number, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('audit_person')
    .select(['entry_id', 'name'])
    .where('entry_id', 'in', ids)
    .orderBy('name')
    .execute();
  const groups = Map.groupBy(rows, ({ entry_id }) => Number(entry_id));
  return new Map([...groups].map(([id, group]) => [id, group.map(({ name }) => name)]));
}

function readDetails(text: string, id: number): { changes: readonly AuditChange[]; facts: AuditFacts } {
  const { changes, ...facts } = readJson(StoredDetails, text, 'audit_words.details', String(id));
  return { changes, facts };
}

/** When an action was last done to each of these things. */
export async function listLastTimes(
  db: Queries,
  action: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('audit_entry')
    .select((eb) => ['subject_id', eb.fn.max('at_ms').as('at_ms')])
    .where('action', '=', action)
    .where('subject_id', 'in', ids)
    .groupBy('subject_id')
    .execute();
  return new Map(rows.map((row) => [row.subject_id, Number(row.at_ms)]));
}

/** Who did one of these actions to a thing last. */
export function findLastOf(
  db: Queries,
  subject: { kind: string; id: string; actions: readonly string[] },
): Promise<{ actorId: string | null; actorName: string } | undefined> {
  return db
    .selectFrom('audit_entry')
    .innerJoin('audit_words', 'audit_words.entry_id', 'audit_entry.id')
    .select(['actor_id as actorId', 'actor_name as actorName'])
    .where('subject_id', '=', subject.id)
    .where('subject_kind', '=', subject.kind)
    .where('action', 'in', subject.actions)
    .orderBy('audit_entry.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Who did an action last, and when. */
export interface LastAction {
  atMs: number;
  actorName: string;
}

/** Of every action that was done to a thing, who did it last. */
export async function listLastActions(
  db: Queries,
  subject: { kind: string; id: string },
): Promise<ReadonlyMap<string, LastAction>> {
  const rows = await db
    .selectFrom('audit_entry')
    .innerJoin('audit_words', 'audit_words.entry_id', 'audit_entry.id')
    .select(['action', 'at_ms', 'actor_name'])
    .where('audit_entry.id', 'in', (eb) =>
      eb
        .selectFrom('audit_entry')
        .select((inner) => inner.fn.max('id').as('id'))
        .where('subject_id', '=', subject.id)
        .where('subject_kind', '=', subject.kind)
        .groupBy('action'),
    )
    .execute();
  return new Map(rows.map((row) => [row.action, { atMs: Number(row.at_ms), actorName: row.actor_name }]));
}

/** Tables and columns of the names that stand for things in the audit log: those that everybody may know. */
const NAMED = {
  issue: ['issue', 'title'],
  project: ['project', 'title'],
  insight: ['insight', 'title'],
  area: ['area', 'name'],
  series: ['series', 'name'],
  goal: ['goal', 'title'],
  wave: ['wave', 'name'],
  person: ['person', 'name'],
  department: ['department', 'name'],
  round: ['shift_round', 'title'],
  article: ['article', 'title'],
} as const;
export type NamedKind = keyof typeof NAMED;

export function isNamedKind(kind: string): kind is NamedKind {
  return Object.hasOwn(NAMED, kind);
}

/** The names of things of the audit log that are still there, by their ids. */
export async function listSubjectNames(
  db: Queries,
  kind: NamedKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const [table, column] = NAMED[kind];
  const rows = await db
    .selectFrom(table as 'person') // each of these tables has an id and a column of its name
    .select(['id', `${column as 'name'} as name`])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
