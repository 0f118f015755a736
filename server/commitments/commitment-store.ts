// Above 300 lines: every query of three tables.
import type { Insertable, Selectable } from 'kysely';
import { asId } from '#lib/base/ids.ts';
import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import {
  ANSWER_KINDS,
  COMMITMENT_SIDES,
  COMMITMENT_STATES,
  type AnswerKind,
  type CommitmentAnswer,
  type CommitmentId,
  type CommitmentMove,
  type CommitmentSide,
  type CommitmentState,
} from '#lib/commitments/commitment.ts';
import type { Queries } from '../database/engine.ts';
import { piecesOf } from '../database/pieces-of.ts';
import { oneOf } from '../database/stored.ts';
import type { Tables } from '../database/tables.ts';

/** Who keeps a commitment; null while nobody does. */
export type CommitmentOwner =
  | { kind: 'person'; id: string; name: string; isActive: boolean }
  | { kind: 'outside'; name: string; address: string };

/** A commitment as it is kept, with the name that its owner has now. */
export interface CommitmentRow {
  id: CommitmentId;
  subject: SubjectRef;
  cause: { id: string; text: string } | null;
  text: string;
  risk: string;
  side: CommitmentSide;
  owner: CommitmentOwner | null;
  dueOn: string | null;
  firstDueOn: string | null;
  state: CommitmentState;
  reason: string;
  settledAtMs: number | null;
  makerId: string;
  makerName: string;
  madeAtMs: number;
  askedFor: string | null;
  askedAtMs: number | null;
  toldLateFor: string | null;
  version: number;
}

function selectCommitments(db: Queries) {
  return db
    .selectFrom('commitment')
    .leftJoin('person as owner', 'owner.id', 'commitment.owner_id')
    .selectAll('commitment')
    .select(['owner.name as person_name', 'owner.active as person_active']);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectCommitments>['execute']>>[number];

function toCommitment(row: Selected): CommitmentRow {
  return {
    id: asId<'commitment'>(row.id),
    subject: {
      kind: oneOf(SUBJECT_KINDS, row.subject_kind, 'commitment.subject_kind', row.id),
      id: row.subject_id,
    },
    cause: row.cause_id === null ? null : { id: row.cause_id, text: row.cause_text },
    text: row.text,
    risk: row.risk,
    side: oneOf(COMMITMENT_SIDES, row.side, 'commitment.side', row.id),
    owner: ownerOf(row),
    dueOn: row.due_on,
    firstDueOn: row.first_due_on,
    state: oneOf(COMMITMENT_STATES, row.state, 'commitment.state', row.id),
    reason: row.reason,
    settledAtMs: row.settled_at_ms,
    makerId: row.made_by,
    makerName: row.made_by_name,
    madeAtMs: row.made_at_ms,
    askedFor: row.asked_for,
    askedAtMs: row.asked_at_ms,
    toldLateFor: row.told_late_for,
    version: row.version,
  };
}

function ownerOf(row: Selected): CommitmentOwner | null {
  if (row.owner_id !== null)
    return {
      kind: 'person',
      id: row.owner_id,
      name: row.person_name ?? '',
      isActive: row.person_active === 1,
    };
  if (row.owner_name === '') return null;
  return { kind: 'outside', name: row.owner_name, address: row.owner_address };
}

export async function findCommitment(db: Queries, id: string): Promise<CommitmentRow | undefined> {
  const row = await selectCommitments(db).where('commitment.id', '=', id).executeTakeFirst();
  return row && toCommitment(row);
}

export async function listCommitmentIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('commitment').select('id').execute()).map(({ id }) => id);
}

export async function listCommitmentsById(db: Queries, ids: readonly string[]): Promise<CommitmentRow[]> {
  const rows: CommitmentRow[] = [];
  for (const piece of piecesOf(ids))
    rows.push(
      ...(await selectCommitments(db).where('commitment.id', 'in', piece).execute()).map(toCommitment),
    );
  return rows;
}

/** All that says who may see each commitment. */
export interface CommitmentPlace {
  id: string;
  subject: SubjectRef;
  ownerId: string | null;
  makerId: string;
}

export async function listCommitmentPlaces(db: Queries): Promise<CommitmentPlace[]> {
  const rows = await db
    .selectFrom('commitment')
    .select(['id', 'subject_kind', 'subject_id', 'owner_id', 'made_by'])
    .execute();
  return rows.map(({ id, subject_kind, subject_id, owner_id, made_by }) => ({
    id,
    subject: { kind: oneOf(SUBJECT_KINDS, subject_kind, 'commitment.subject_kind', id), id: subject_id },
    ownerId: owner_id,
    makerId: made_by,
  }));
}

/** What hangs on one subject, in the order in which it was written down. */
export async function listCommitmentsOn(db: Queries, { kind, id }: SubjectRef): Promise<CommitmentRow[]> {
  const rows = await selectCommitments(db)
    .where('commitment.subject_kind', '=', kind)
    .where('commitment.subject_id', '=', id)
    .orderBy('commitment.made_at_ms')
    .orderBy('commitment.id')
    .execute();
  return rows.map(toCommitment);
}

export async function countCommitmentsOn(db: Queries, { kind, id }: SubjectRef): Promise<number> {
  const row = await db
    .selectFrom('commitment')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Open ones that these people keep, and those that are due until a day where one is given, the first due first. */
export async function listOwedBy(
  db: Queries,
  personIds: readonly string[],
  until?: string,
): Promise<CommitmentRow[]> {
  if (personIds.length === 0) return [];
  let query = selectCommitments(db)
    .where('commitment.owner_id', 'in', personIds)
    .where('commitment.state', '=', 'open');
  if (until !== undefined) query = query.where('commitment.due_on', '<=', until);
  const rows = await query
    .orderBy('commitment.due_on')
    .orderBy('commitment.made_at_ms')
    .orderBy('commitment.id')
    .execute();
  return rows.map(toCommitment);
}

/** What these people keep from a day on, whatever came of it, but for what they were let off. */
export async function listDatedOf(
  db: Queries,
  personIds: readonly string[],
  fromDay: string,
): Promise<CommitmentRow[]> {
  if (personIds.length === 0) return [];
  const rows = await selectCommitments(db)
    .where('commitment.owner_id', 'in', personIds)
    .where('commitment.due_on', '>=', fromDay)
    .where('commitment.state', '!=', 'withdrawn')
    .execute();
  return rows.map(toCommitment);
}

/** Open ones that a person wrote down and that others keep, or nobody yet. */
export async function listAwaitedBy(db: Queries, personId: string): Promise<CommitmentRow[]> {
  const rows = await selectCommitments(db)
    .where('commitment.made_by', '=', personId)
    .where('commitment.state', '=', 'open')
    .where((eb) => eb.or([eb('commitment.owner_id', 'is', null), eb('commitment.owner_id', '!=', personId)]))
    .orderBy('commitment.due_on')
    .orderBy('commitment.made_at_ms')
    .orderBy('commitment.id')
    .execute();
  return rows.map(toCommitment);
}

/** What a person kept, late or not, broke or was let off since a moment, the newest first. */
export async function listSettledBy(
  db: Queries,
  personId: string,
  sinceMs: number,
): Promise<CommitmentRow[]> {
  const rows = await selectCommitments(db)
    .where('commitment.owner_id', '=', personId)
    .where('commitment.state', '!=', 'open')
    .where('commitment.settled_at_ms', '>=', sinceMs)
    .orderBy('commitment.settled_at_ms', 'desc')
    .orderBy('commitment.id')
    .execute();
  return rows.map(toCommitment);
}

/** Open ones that are due until a day and about which nobody was told yet, for the daily look. */
export async function listDueUntil(db: Queries, until: string): Promise<CommitmentRow[]> {
  const rows = await selectCommitments(db)
    .where('commitment.state', '=', 'open')
    .where('commitment.due_on', '<=', until)
    .where((eb) =>
      eb.or([
        eb('commitment.asked_for', 'is', null),
        eb('commitment.asked_for', '!=', eb.ref('commitment.due_on')),
        eb('commitment.told_late_for', 'is', null),
        eb('commitment.told_late_for', '!=', eb.ref('commitment.due_on')),
      ]),
    )
    .orderBy('commitment.due_on')
    .orderBy('commitment.id')
    .execute();
  return rows.map(toCommitment);
}

/** Who keeps something that is open and due until a day. */
export async function listOwersUntil(db: Queries, until: string): Promise<string[]> {
  const rows = await db
    .selectFrom('commitment')
    .select('owner_id')
    .distinct()
    .where('state', '=', 'open')
    .where('due_on', '<=', until)
    .where('owner_id', 'is not', null)
    .execute();
  return rows.flatMap(({ owner_id }) => (owner_id === null ? [] : [owner_id]));
}

/** How a commitment is first written down. */
export type NewCommitment = Pick<
  CommitmentRow,
  'id' | 'subject' | 'cause' | 'text' | 'risk' | 'side' | 'dueOn' | 'makerId' | 'makerName' | 'madeAtMs'
> & { ownerId: string | null; ownerName: string; ownerAddress: string };

export async function insertCommitment(trx: Queries, one: NewCommitment): Promise<void> {
  await trx
    .insertInto('commitment')
    .values({
      id: one.id,
      subject_kind: one.subject.kind,
      subject_id: one.subject.id,
      cause_id: one.cause?.id ?? null,
      cause_text: one.cause?.text ?? '',
      text: one.text,
      risk: one.risk,
      side: one.side,
      owner_id: one.ownerId,
      owner_name: one.ownerName,
      owner_address: one.ownerAddress,
      due_on: one.dueOn,
      first_due_on: one.dueOn,
      state: 'open',
      reason: '',
      settled_at_ms: null,
      made_by: one.makerId,
      made_by_name: one.makerName,
      made_at_ms: one.madeAtMs,
      asked_for: null,
      asked_at_ms: null,
      told_late_for: null,
    })
    .execute();
}

/** What can change of one; what is absent stays. */
export type CommitmentPatch = Partial<
  Pick<
    Insertable<Tables['commitment']>,
    | 'text'
    | 'risk'
    | 'side'
    | 'owner_id'
    | 'owner_name'
    | 'owner_address'
    | 'due_on'
    | 'first_due_on'
    | 'state'
    | 'reason'
    | 'settled_at_ms'
    | 'asked_for'
    | 'asked_at_ms'
    | 'told_late_for'
  >
>;

/** Changes one on its version; false when it is no longer the newest, and nothing was written then. */
export async function updateCommitment(
  trx: Queries,
  { id, version }: Pick<CommitmentRow, 'id' | 'version'>,
  patch: CommitmentPatch,
): Promise<boolean> {
  const result = await trx
    .updateTable('commitment')
    .set({ ...patch, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes that the owner is asked for this day; false when somebody else did, or it was moved meanwhile. */
export async function noteAsked(trx: Queries, id: string, dueOn: string, atMs: number): Promise<boolean> {
  const result = await trx
    .updateTable('commitment')
    .set({ asked_for: dueOn, asked_at_ms: atMs })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('due_on', '=', dueOn)
    .where((eb) => eb.or([eb('asked_for', 'is', null), eb('asked_for', '!=', dueOn)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes that the owner is told that this day has passed; false as above. */
export async function noteToldLate(trx: Queries, id: string, dueOn: string): Promise<boolean> {
  const result = await trx
    .updateTable('commitment')
    .set({ told_late_for: dueOn })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('due_on', '=', dueOn)
    .where((eb) => eb.or([eb('told_late_for', 'is', null), eb('told_late_for', '!=', dueOn)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A commitment as the row that holds it. */
export type StoredCommitment = Selectable<Tables['commitment']>;

/** Takes one away that was neither moved nor answered, and returns its row as it is put back. */
export async function deleteCommitment(trx: Queries, id: string): Promise<StoredCommitment | undefined> {
  return trx.deleteFrom('commitment').where('id', '=', id).returningAll().executeTakeFirst();
}

export async function restoreCommitment(trx: Queries, stored: StoredCommitment): Promise<void> {
  await trx.insertInto('commitment').values(stored).execute();
}

/** Gives what a person keeps and is open to a successor, or to nobody. */
export async function handOverOwed(
  trx: Queries,
  personId: string,
  successorId: string | null,
): Promise<void> {
  await trx
    .updateTable('commitment')
    .set((eb) => ({ owner_id: successorId, version: eb('version', '+', 1) }))
    .where('owner_id', '=', personId)
    .where('state', '=', 'open')
    .execute();
}

/** The moves of these, by commitment, the first first. */
export async function listMoves(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CommitmentMove[]>> {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('commitment_move')
      .selectAll()
      .where('commitment_id', 'in', piece)
      .orderBy('at_ms')
      .orderBy('id')
      .execute(),
  );
  return grouped(rows, (row) => ({
    from: row.from_day,
    to: row.to_day,
    why: row.why,
    byName: row.by_name,
    atMs: row.at_ms,
  }));
}

/** The answers to these, by commitment, the first first. */
export async function listAnswers(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CommitmentAnswer[]>> {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('commitment_answer')
      .selectAll()
      .where('commitment_id', 'in', piece)
      .orderBy('at_ms')
      .orderBy('id')
      .execute(),
  );
  return grouped(rows, (row) => ({
    kind: oneOf(ANSWER_KINDS, row.kind, 'commitment_answer.kind', row.id),
    text: row.text,
    byName: row.by_name,
    atMs: row.at_ms,
  }));
}

async function inPieces<Row>(
  ids: readonly string[],
  read: (piece: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const piece of piecesOf(ids)) rows.push(...(await read(piece)));
  return rows;
}

function grouped<Row extends { commitment_id: string }, Item>(
  rows: readonly Row[],
  read: (row: Row) => Item,
): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const row of rows) {
    const list = found.get(row.commitment_id) ?? [];
    list.push(read(row));
    found.set(row.commitment_id, list);
  }
  return found;
}

/** Who does something to a commitment. */
interface Hand {
  byId: string;
  byName: string;
  atMs: number;
}

export async function insertMove(
  trx: Queries,
  move: { id: string; commitmentId: string; from: string; to: string; why: string } & Hand,
): Promise<void> {
  await trx
    .insertInto('commitment_move')
    .values({
      id: move.id,
      commitment_id: move.commitmentId,
      from_day: move.from,
      to_day: move.to,
      why: move.why,
      by_id: move.byId,
      by_name: move.byName,
      at_ms: move.atMs,
    })
    .execute();
}

export async function insertAnswer(
  trx: Queries,
  answer: { id: string; commitmentId: string; kind: AnswerKind; text: string } & Hand,
): Promise<void> {
  await trx
    .insertInto('commitment_answer')
    .values({
      id: answer.id,
      commitment_id: answer.commitmentId,
      kind: answer.kind,
      text: answer.text,
      by_id: answer.byId,
      by_name: answer.byName,
      at_ms: answer.atMs,
    })
    .execute();
}

/** A move that was taken back. */
export async function deleteMove(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('commitment_move').where('id', '=', id).execute();
}
