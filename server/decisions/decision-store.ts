// Above 300 lines: every query of two tables.
import type { Insertable } from 'kysely';
import { asId } from '#lib/base/ids.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import { OptionGrid } from '#lib/decisions/option-grid.ts';
import {
  DECISION_STATES,
  DECISION_SUBJECTS,
  type DecisionId,
  type DecisionState,
} from '#lib/decisions/decision.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf, readJson } from '../database/stored.ts';
import type { Tables } from '../database/tables.ts';

/** A decision as it is kept, with the name that its proposer has now. */
export interface KeptDecision {
  id: DecisionId;
  number: number;
  subject: SubjectRef | null;
  question: string;
  context: string;
  comparison: OptionGrid;
  state: DecisionState;
  outcomeOptionId: string | null;
  outcome: string;
  why: string;
  decidedById: string | null;
  decidedByName: string;
  decidedAtMs: number | null;
  lookAgainOn: string | null;
  toldAgainFor: string | null;
  reason: string;
  replacesId: string | null;
  supersededBy: string | null;
  proposerId: string;
  proposerName: string;
  madeAtMs: number;
  version: number;
}

/** What somebody is to a decision besides its proposer. */
export type DecisionPart = 'decides' | 'knows';

function selectDecisions(db: Queries) {
  return db
    .selectFrom('decision')
    .innerJoin('person as proposer', 'proposer.id', 'decision.made_by')
    .selectAll('decision')
    .select('proposer.name as proposer_name');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectDecisions>['execute']>>[number];

function toDecision(row: Selected): KeptDecision {
  return {
    id: asId<'decision'>(row.id),
    number: row.number,
    subject:
      row.subject_kind === null || row.subject_id === null
        ? null
        : {
            kind: oneOf(DECISION_SUBJECTS, row.subject_kind, 'decision.subject_kind', row.id),
            id: row.subject_id,
          },
    question: row.question,
    context: row.context,
    comparison: readJson(OptionGrid, row.comparison, 'decision.comparison', row.id),
    state: oneOf(DECISION_STATES, row.state, 'decision.state', row.id),
    outcomeOptionId: row.outcome_option_id,
    outcome: row.outcome,
    why: row.why,
    decidedById: row.decided_by,
    decidedByName: row.decided_by_name,
    decidedAtMs: row.decided_at_ms,
    lookAgainOn: row.look_again_on,
    toldAgainFor: row.told_again_for,
    reason: row.reason,
    replacesId: row.replaces_id,
    supersededBy: row.newer_id,
    proposerId: row.made_by,
    proposerName: row.proposer_name,
    madeAtMs: row.made_at_ms,
    version: row.version,
  };
}

export async function findDecision(db: Queries, id: string): Promise<KeptDecision | undefined> {
  const row = await selectDecisions(db).where('decision.id', '=', id).executeTakeFirst();
  return row && toDecision(row);
}

/** Of these, those that there are. */
export async function listDecisionsById(db: Queries, ids: readonly string[]): Promise<KeptDecision[]> {
  const rows: KeptDecision[] = [];
  for (const piece of piecesOf(ids))
    rows.push(...(await selectDecisions(db).where('decision.id', 'in', piece).execute()).map(toDecision));
  return rows;
}

/** What hangs on one subject, the newest first. */
export async function listDecisionRowsOn(db: Queries, { kind, id }: SubjectRef): Promise<KeptDecision[]> {
  const rows = await selectDecisions(db)
    .where('decision.subject_kind', '=', kind)
    .where('decision.subject_id', '=', id)
    .orderBy('decision.number', 'desc')
    .execute();
  return rows.map(toDecision);
}

/** Those in one of these states, the newest first. */
export async function listDecisionsIn(
  db: Queries,
  states: readonly DecisionState[],
  most: number,
): Promise<KeptDecision[]> {
  const rows = await selectDecisions(db)
    .where('decision.state', 'in', states)
    .orderBy('decision.number', 'desc')
    .limit(most)
    .execute();
  return rows.map(toDecision);
}

/** Where every decision hangs, to tell who sees it. */
export async function listDecisionPlaces(db: Queries): Promise<{ id: string; subject: SubjectRef | null }[]> {
  const rows = await db.selectFrom('decision').select(['id', 'subject_kind', 'subject_id']).execute();
  return rows.map(({ id, subject_kind, subject_id }) => ({
    id,
    subject:
      subject_kind === null || subject_id === null
        ? null
        : { kind: oneOf(DECISION_SUBJECTS, subject_kind, 'decision.subject_kind', id), id: subject_id },
  }));
}

export async function listDecisionIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('decision').select('id').execute()).map(({ id }) => id);
}

/** Decided ones that a person proposed and whose day to look at them again has come. */
export async function listToLookAgain(
  db: Queries,
  today: string,
  proposerId?: string,
): Promise<KeptDecision[]> {
  let query = selectDecisions(db)
    .where('decision.state', '=', 'decided')
    .where('decision.look_again_on', '<=', today);
  if (proposerId !== undefined) query = query.where('decision.made_by', '=', proposerId);
  return (await query.orderBy('decision.look_again_on').orderBy('decision.number').execute()).map(toDecision);
}

/** Those in one of these states that a person may decide, the oldest first. */
export async function listToDecide(
  db: Queries,
  personId: string,
  states: readonly DecisionState[],
): Promise<KeptDecision[]> {
  const rows = await selectDecisions(db)
    .innerJoin('decision_person', 'decision_person.decision_id', 'decision.id')
    .where('decision_person.person_id', '=', personId)
    .where('decision_person.part', '=', 'decides')
    .where('decision.state', 'in', states)
    .orderBy('decision.number')
    .execute();
  return rows.map(toDecision);
}

/** Decided ones that a person must know and has not said that they read, the oldest first. */
export async function listToRead(db: Queries, personId: string): Promise<KeptDecision[]> {
  const rows = await selectDecisions(db)
    .innerJoin('decision_person', 'decision_person.decision_id', 'decision.id')
    .where('decision_person.person_id', '=', personId)
    .where('decision_person.part', '=', 'knows')
    .where('decision_person.read_at_ms', 'is', null)
    .where('decision.state', '=', 'decided')
    .orderBy('decision.number')
    .execute();
  return rows.map(toDecision);
}

/** Those that a person proposed and has to look after: open, in a poll, or to be looked at again on a day. */
export async function listLookedAfterBy(db: Queries, personId: string): Promise<KeptDecision[]> {
  const rows = await selectDecisions(db)
    .where('decision.made_by', '=', personId)
    .where((eb) =>
      eb.or([
        eb('decision.state', 'in', ['open', 'poll']),
        eb.and([eb('decision.state', '=', 'decided'), eb('decision.look_again_on', 'is not', null)]),
      ]),
    )
    .orderBy('decision.number')
    .execute();
  return rows.map(toDecision);
}

/** Open ones that a person proposed. */
export async function listProposedBy(db: Queries, personId: string): Promise<KeptDecision[]> {
  const rows = await selectDecisions(db)
    .where('decision.made_by', '=', personId)
    .where('decision.state', 'in', ['open', 'poll'])
    .orderBy('decision.number')
    .execute();
  return rows.map(toDecision);
}

/** Of these decisions, or of all, those that name a person: as proposer, decider, reader, or asked in a poll [DE3]. */
export async function listNaming(db: Queries, personId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('decision')
    .select('id')
    .where('made_by', '=', personId)
    .union(db.selectFrom('decision_person').select('decision_id as id').where('person_id', '=', personId))
    .union(
      db
        .selectFrom('poll')
        .innerJoin('poll_asked', 'poll_asked.poll_id', 'poll.id')
        .select('poll.decision_id as id')
        .where('poll_asked.person_id', '=', personId),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Everybody whom one decision names. */
export async function listNamedIn(db: Queries, id: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('decision')
    .select('made_by as person_id')
    .where('id', '=', id)
    .union(db.selectFrom('decision_person').select('person_id').where('decision_id', '=', id))
    .union(
      db
        .selectFrom('poll')
        .innerJoin('poll_asked', 'poll_asked.poll_id', 'poll.id')
        .select('poll_asked.person_id')
        .where('poll.decision_id', '=', id),
    )
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** Where a decision hangs, if it is one. */
export async function findDecisionPlace(
  db: Queries,
  id: string,
): Promise<{ subject: { kind: string; id: string } | null } | undefined> {
  const row = await db
    .selectFrom('decision')
    .select(['subject_kind', 'subject_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { subject_kind: kind, subject_id: subjectId } = row;
  return { subject: kind === null || subjectId === null ? null : { kind, id: subjectId } };
}

/** How many of a person are open, or in a poll. */
export async function countOpenOf(db: Queries, personId: string): Promise<number> {
  const row = await db
    .selectFrom('decision')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('made_by', '=', personId)
    .where('state', 'in', ['open', 'poll'])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function countDecisionsOn(db: Queries, { kind, id }: SubjectRef): Promise<number> {
  const row = await db
    .selectFrom('decision')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How a decision is first written down. */
export type NewDecision = Pick<
  KeptDecision,
  | 'id'
  | 'number'
  | 'subject'
  | 'question'
  | 'context'
  | 'comparison'
  | 'replacesId'
  | 'proposerId'
  | 'madeAtMs'
>;

export async function writeDecision(trx: Queries, one: NewDecision): Promise<void> {
  await trx
    .insertInto('decision')
    .values({
      id: one.id,
      number: one.number,
      subject_kind: one.subject?.kind ?? null,
      subject_id: one.subject?.id ?? null,
      question: one.question,
      context: one.context,
      comparison: JSON.stringify(one.comparison),
      state: 'open',
      outcome_option_id: null,
      outcome: '',
      why: '',
      decided_by: null,
      decided_by_name: '',
      decided_at_ms: null,
      look_again_on: null,
      told_again_for: null,
      reason: '',
      replaces_id: one.replacesId,
      newer_id: null,
      made_by: one.proposerId,
      made_at_ms: one.madeAtMs,
    })
    .execute();
}

/** What can change of one; what is absent stays. */
export type DecisionPatch = Partial<
  Omit<
    Insertable<Tables['decision']>,
    'id' | 'number' | 'subject_kind' | 'subject_id' | 'made_at_ms' | 'version'
  >
>;

/** Changes one on its version; false when it is no longer the newest, and nothing was written then. */
export async function updateDecision(
  trx: Queries,
  { id, version }: Pick<KeptDecision, 'id' | 'version'>,
  patch: DecisionPatch,
): Promise<boolean> {
  const result = await trx
    .updateTable('decision')
    .set({ ...patch, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes one for the rest of a transaction, and reads it as it is then. */
export async function holdDecision(trx: Queries, id: string): Promise<KeptDecision | undefined> {
  await trx
    .updateTable('decision')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return findDecision(trx, id);
}

/** Notes that its proposer is told that this day has come; false when somebody else did, or it changed meanwhile. */
export async function noteToldAgain(trx: Queries, id: string, day: string): Promise<boolean> {
  const result = await trx
    .updateTable('decision')
    .set({ told_again_for: day })
    .where('id', '=', id)
    .where('state', '=', 'decided')
    .where('look_again_on', '=', day)
    .where((eb) => eb.or([eb('told_again_for', 'is', null), eb('told_again_for', '!=', day)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Which ones this one superseded. */
export async function listSupersededBy(db: Queries, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('decision')
    .select('id')
    .where('newer_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map((row) => row.id);
}

/** Somebody whom a decision names. */
export interface DecisionPersonRow {
  decisionId: string;
  personId: string;
  name: string;
  isActive: boolean;
  part: DecisionPart;
  readAtMs: number | null;
  toldOn: string | null;
  reminders: number;
}

function selectNamed(db: Queries) {
  return db
    .selectFrom('decision_person')
    .innerJoin('person', 'person.id', 'decision_person.person_id')
    .selectAll('decision_person')
    .select(['person.name', 'person.active']);
}

type SelectedPerson = Awaited<ReturnType<ReturnType<typeof selectNamed>['execute']>>[number];

function toNamed(row: SelectedPerson): DecisionPersonRow {
  return {
    decisionId: row.decision_id,
    personId: row.person_id,
    name: row.name,
    isActive: row.active === 1,
    part: oneOf(['decides', 'knows'], row.part, 'decision_person.part', row.decision_id),
    readAtMs: row.read_at_ms,
    toldOn: row.told_on,
    reminders: row.reminders,
  };
}

/** Whom these decisions name, by name. */
export async function listDecisionPeople(db: Queries, ids: readonly string[]): Promise<DecisionPersonRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectNamed(db)
    .where('decision_person.decision_id', 'in', ids)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  return rows.map(toNamed);
}

/** Readers of decided ones who have not said that they read them and were reminded less than so often. */
export async function listUnread(db: Queries, mostReminders: number): Promise<DecisionPersonRow[]> {
  const rows = await selectNamed(db)
    .innerJoin('decision', 'decision.id', 'decision_person.decision_id')
    .where('decision.state', '=', 'decided')
    .where('decision_person.part', '=', 'knows')
    .where('decision_person.read_at_ms', 'is', null)
    .where('decision_person.reminders', '<', mostReminders)
    .where('person.active', '=', 1)
    .orderBy('decision.number')
    .orderBy('person.id')
    .execute();
  return rows.map(toNamed);
}

/** Adds people who are not named in this part yet. */
export async function insertPeople(
  trx: Queries,
  decisionId: string,
  part: DecisionPart,
  personIds: readonly string[],
  toldOn: string | null = null,
): Promise<void> {
  if (personIds.length === 0) return;
  await trx
    .insertInto('decision_person')
    .values(
      personIds.map((personId) => ({
        decision_id: decisionId,
        person_id: personId,
        part,
        read_at_ms: null,
        told_on: toldOn,
      })),
    )
    .onConflict((conflict) => conflict.columns(['decision_id', 'person_id', 'part']).doNothing())
    .execute();
}

/** Names others in a part instead; who stays keeps what is noted of them. */
export async function replacePeople(
  trx: Queries,
  decisionId: string,
  part: DecisionPart,
  personIds: readonly string[],
): Promise<void> {
  let query = trx
    .deleteFrom('decision_person')
    .where('decision_id', '=', decisionId)
    .where('part', '=', part);
  if (personIds.length > 0) query = query.where('person_id', 'not in', personIds);
  await query.execute();
  await insertPeople(trx, decisionId, part, personIds);
}

/** Notes that everybody who must know it was told on this day, or with null that nobody was. */
export async function noteTold(trx: Queries, decisionId: string, toldOn: string | null): Promise<void> {
  await trx
    .updateTable('decision_person')
    .set({ told_on: toldOn, reminders: 0, read_at_ms: toldOn === null ? null : undefined })
    .where('decision_id', '=', decisionId)
    .where('part', '=', 'knows')
    .execute();
}

/** Notes that somebody says that they have read it; false where they need not, or have said so before. */
export async function noteRead(
  trx: Queries,
  { decisionId, personId, atMs }: { decisionId: string; personId: string; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('decision_person')
    .set({ read_at_ms: atMs })
    .where('decision_id', '=', decisionId)
    .where('person_id', '=', personId)
    .where('part', '=', 'knows')
    .where('read_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes a reminder; false when another process did, or they have read it meanwhile. */
export async function noteReminded(
  trx: Queries,
  { decisionId, personId, reminders }: Pick<DecisionPersonRow, 'decisionId' | 'personId' | 'reminders'>,
  toldOn: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('decision_person')
    .set({ told_on: toldOn, reminders: reminders + 1 })
    .where('decision_id', '=', decisionId)
    .where('person_id', '=', personId)
    .where('part', '=', 'knows')
    .where('read_at_ms', 'is', null)
    .where('reminders', '=', reminders)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives open ones of a person to their successor. */
export async function handOverProposed(
  trx: Queries,
  ids: readonly string[],
  successorId: string,
): Promise<void> {
  await trx
    .updateTable('decision')
    .set((eb) => ({ made_by: successorId, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
}

/** Takes a person out of the deciders of these. */
export async function deleteDecider(trx: Queries, ids: readonly string[], personId: string): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('decision_person')
    .where('decision_id', 'in', ids)
    .where('person_id', '=', personId)
    .where('part', '=', 'decides')
    .execute();
}
