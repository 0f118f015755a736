import { asId } from '#lib/base/ids.ts';
import { STANDARD_STATES } from '#lib/people/standards/standard.ts';
import type { StandardId, StandardVersion, StandardWords } from '#lib/people/standards/standard.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** A standard as it is stored, without its versions. */
export interface StandardRow {
  id: StandardId;
  title: string;
  ownerId: string | null;
  ownerName: string | null;
  reviewOn: string;
  madeBy: string;
  version: number;
}

export interface StandardVersionRow extends StandardVersion {
  standardId: string;
  askedBy: string | null;
}

function selectStandards(db: Queries) {
  return db
    .selectFrom('standard')
    .leftJoin('person', 'person.id', 'standard.owner_id')
    .selectAll('standard')
    .select('person.name as owner_name');
}
type SelectedStandard = Awaited<ReturnType<ReturnType<typeof selectStandards>['execute']>>[number];

const toStandard = (row: SelectedStandard): StandardRow => ({
  id: asId(row.id),
  title: row.title,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  reviewOn: row.review_on,
  madeBy: row.made_by,
  version: row.version,
});

/** Every standard, by its title. */
export async function listStandardRows(db: Queries): Promise<StandardRow[]> {
  const rows = await selectStandards(db).orderBy('standard.title').orderBy('standard.id').execute();
  return rows.map(toStandard);
}

/** Of these, those that there are. */
export async function listStandardsById(db: Queries, ids: readonly string[]): Promise<StandardRow[]> {
  if (ids.length === 0) return [];
  return (await selectStandards(db).where('standard.id', 'in', ids).execute()).map(toStandard);
}

export async function findStandard(db: Queries, id: string): Promise<StandardRow | undefined> {
  const row = await selectStandards(db).where('standard.id', '=', id).executeTakeFirst();
  return row && toStandard(row);
}

/** Takes a standard with all its versions for the rest of a transaction. */
export async function holdStandard(trx: Queries, id: string): Promise<StandardRow | undefined> {
  await trx
    .updateTable('standard')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return findStandard(trx, id);
}

export async function insertStandard(
  trx: Queries,
  {
    id,
    title,
    ownerId,
    reviewOn,
    madeBy,
    madeAtMs,
  }: Omit<StandardRow, 'ownerName' | 'version'> & {
    madeAtMs: number;
  },
): Promise<void> {
  await trx
    .insertInto('standard')
    .values({
      ...{ id, title, owner_id: ownerId, review_on: reviewOn, told_review_for: null },
      ...{ made_by: madeBy, made_at_ms: madeAtMs },
    })
    .execute();
}

/** Writes what is given of a held standard, and counts the change. */
export async function updateStandard(
  trx: Queries,
  id: string,
  { title, ownerId, reviewOn }: Partial<Pick<StandardRow, 'title' | 'ownerId' | 'reviewOn'>>,
): Promise<void> {
  await trx
    .updateTable('standard')
    .set((eb) => ({
      title,
      owner_id: ownerId,
      review_on: reviewOn,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

function selectVersions(db: Queries) {
  return db
    .selectFrom('standard_version')
    .innerJoin('person', 'person.id', 'standard_version.written_by')
    .selectAll('standard_version')
    .select('person.name as written_by_name');
}

/** The versions of these standards, the newest first. */
export async function listStandardVersions(
  db: Queries,
  standardIds: readonly string[],
): Promise<StandardVersionRow[]> {
  if (standardIds.length === 0) return [];
  const rows = await selectVersions(db)
    .where('standard_version.standard_id', 'in', standardIds)
    .orderBy('standard_version.number', 'desc')
    .execute();
  return rows.map((row) => ({
    id: asId(row.id),
    standardId: row.standard_id,
    number: row.number,
    title: row.title,
    text: row.text,
    note: row.note,
    state: oneOf(STANDARD_STATES, row.state, 'standard_version.state', row.id),
    submission: row.submission,
    writtenByName: row.written_by_name,
    askedBy: row.asked_by,
    askedAtMs: row.asked_at_ms === null ? null : Number(row.asked_at_ms),
    approvedAtMs: row.approved_at_ms === null ? null : Number(row.approved_at_ms),
  }));
}

export async function insertStandardVersion(
  trx: Queries,
  {
    id,
    standardId,
    number,
    title,
    text,
    note,
    writtenBy,
  }: StandardWords & { id: string; standardId: string; number: number; writtenBy: string },
): Promise<void> {
  await trx
    .insertInto('standard_version')
    .values({
      ...{ id, standard_id: standardId, number, title, text, note, written_by: writtenBy },
      ...{ state: 'draft', submission: 0, asked_by: null, asked_at_ms: null, approved_at_ms: null },
    })
    .execute();
}

/** Writes a draft anew. */
export async function writeStandardVersion(
  trx: Queries,
  id: string,
  { title, text, note, writtenBy }: StandardWords & { writtenBy: string },
): Promise<void> {
  await trx
    .updateTable('standard_version')
    .set({ title, text, note, written_by: writtenBy })
    .where('id', '=', id)
    .execute();
}

export async function moveStandardVersion(
  trx: Queries,
  id: string,
  moved: {
    state: StandardVersion['state'];
    submission?: number;
    askedBy?: string | null;
    askedAtMs?: number | null;
    approvedAtMs?: number | null;
  },
): Promise<void> {
  const { state, submission, askedBy, askedAtMs, approvedAtMs } = moved;
  await trx
    .updateTable('standard_version')
    .set({
      state,
      submission,
      asked_by: askedBy,
      asked_at_ms: askedAtMs,
      approved_at_ms: approvedAtMs,
    })
    .where('id', '=', id)
    .execute();
}

/** Notes that somebody wrote on a version: they do not approve it. */
export async function insertStandardHand(trx: Queries, versionId: string, personId: string): Promise<void> {
  await trx
    .insertInto('standard_hand')
    .values({ version_id: versionId, person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function listStandardHands(
  db: Queries,
  versionIds: readonly string[],
): Promise<{ versionId: string; personId: string }[]> {
  if (versionIds.length === 0) return [];
  return db
    .selectFrom('standard_hand')
    .select(['version_id as versionId', 'person_id as personId'])
    .where('version_id', 'in', versionIds)
    .execute();
}

/** How many standards there are. */
export async function countStandards(db: Queries): Promise<number> {
  const { n } = await db
    .selectFrom('standard')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Standards whose day of review has come, and nobody was told of that day. */
export async function listReviewsDue(
  db: Queries,
  today: string,
): Promise<{ id: string; ownerId: string | null; reviewOn: string }[]> {
  return db
    .selectFrom('standard')
    .select(['id', 'owner_id as ownerId', 'review_on as reviewOn'])
    .where('review_on', '<=', today)
    .where((eb) =>
      eb.or([eb('told_review_for', 'is', null), eb('told_review_for', '<>', eb.ref('review_on'))]),
    )
    .orderBy('review_on')
    .execute();
}

/** False when somebody else noted it, or the day was moved meanwhile. */
export async function noteReviewTold(trx: Queries, id: string, reviewOn: string): Promise<boolean> {
  const result = await trx
    .updateTable('standard')
    .set({ told_review_for: reviewOn })
    .where('id', '=', id)
    .where('review_on', '=', reviewOn)
    .where((eb) => eb.or([eb('told_review_for', 'is', null), eb('told_review_for', '<>', reviewOn)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The standards that somebody answers for. */
export async function listStandardsOfOwner(
  db: Queries,
  ownerId: string,
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('standard')
    .select(['id', 'title'])
    .where('owner_id', '=', ownerId)
    .orderBy('title')
    .execute();
}

export async function listStandardIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('standard').select('id').execute()).map(({ id }) => id);
}
