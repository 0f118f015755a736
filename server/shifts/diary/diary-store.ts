import { asId } from '#lib/base/ids.ts';
import type { DiaryEntry } from '#lib/shifts/diary/diary.ts';
import type { Queries } from '../../database/engine.ts';

/** An entry as it is stored. */
export type DiaryRow = DiaryEntry & { isAboutTeam: boolean };

function selectEntries(db: Queries) {
  return db
    .selectFrom('diary_entry')
    .innerJoin('person', 'person.id', 'diary_entry.person_id')
    .selectAll('diary_entry')
    .select('person.name')
    .orderBy('day', 'desc')
    .orderBy('written_at_ms', 'desc')
    .orderBy('diary_entry.id');
}
type Selected = Awaited<ReturnType<ReturnType<typeof selectEntries>['execute']>>[number];

const toEntry = (row: Selected): DiaryRow => ({
  id: asId(row.id),
  roundId: row.round_id,
  personId: row.person_id,
  name: row.name,
  day: row.day,
  text: row.text,
  writtenAtMs: Number(row.written_at_ms),
  publishedAtMs: row.published_at_ms === null ? null : Number(row.published_at_ms),
  isAboutTeam: row.is_about_team === 1,
  version: row.version,
});

/** What was published in a round, and what this author wrote there besides; the latest day first. */
export async function listRoundEntries(
  db: Queries,
  roundId: string,
  { authorId, isReader }: { authorId: string; isReader: boolean },
): Promise<DiaryRow[]> {
  const rows = await selectEntries(db)
    .where('round_id', '=', roundId)
    .where((eb) =>
      isReader
        ? eb.or([eb('diary_entry.person_id', '=', authorId), eb('published_at_ms', 'is not', null)])
        : eb('diary_entry.person_id', '=', authorId),
    )
    .execute();
  return rows.map(toEntry);
}

/** What somebody wrote in all their rounds. */
export async function listEntriesOf(db: Queries, personId: string): Promise<DiaryRow[]> {
  return (await selectEntries(db).where('diary_entry.person_id', '=', personId).execute()).map(toEntry);
}

export async function findDiaryEntry(db: Queries, id: string): Promise<DiaryRow | undefined> {
  const row = await selectEntries(db).where('diary_entry.id', '=', id).executeTakeFirst();
  return row && toEntry(row);
}

/** The one entry of a day that its author has not published. */
export async function findOpenEntry(
  db: Queries,
  { roundId, personId, day }: Pick<DiaryRow, 'roundId' | 'personId' | 'day'>,
): Promise<DiaryRow | undefined> {
  const row = await selectEntries(db)
    .where('round_id', '=', roundId)
    .where('diary_entry.person_id', '=', personId)
    .where('day', '=', day)
    .where('published_at_ms', 'is', null)
    .executeTakeFirst();
  return row && toEntry(row);
}

/** Who published something about the team in a round, once for each entry. */
export async function listTeamAuthors(db: Queries, roundId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('diary_entry')
    .select('person_id')
    .where('round_id', '=', roundId)
    .where('is_about_team', '=', 1)
    .where('published_at_ms', 'is not', null)
    .execute();
  return rows.map(({ person_id }) => person_id);
}

type Kept = Omit<DiaryRow, 'name'>;

export async function insertDiaryEntry(trx: Queries, entry: Kept): Promise<void> {
  const { id, roundId, personId, day, text, writtenAtMs, publishedAtMs, isAboutTeam, version } = entry;
  await trx
    .insertInto('diary_entry')
    .values({
      ...{ id, round_id: roundId, person_id: personId, day, text, written_at_ms: writtenAtMs, version },
      ...{ published_at_ms: publishedAtMs, is_about_team: isAboutTeam ? 1 : 0 },
    })
    .execute();
}

/** Writes what is given of one entry, and counts the change. */
export async function updateDiaryEntry(
  trx: Queries,
  id: string,
  change: Partial<Pick<DiaryRow, 'text' | 'isAboutTeam' | 'writtenAtMs' | 'publishedAtMs'>>,
): Promise<void> {
  const { text, isAboutTeam, writtenAtMs, publishedAtMs } = change;
  await trx
    .updateTable('diary_entry')
    .set((eb) => ({
      text,
      is_about_team: isAboutTeam === undefined ? undefined : isAboutTeam ? 1 : 0,
      written_at_ms: writtenAtMs,
      published_at_ms: publishedAtMs,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

export async function deleteDiaryEntry(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('diary_entry').where('id', '=', id).execute();
}

export async function findTakeaway(
  db: Queries,
  roundId: string,
  personId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('shift_takeaway')
    .select('commitment_id')
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.commitment_id;
}

export async function insertTakeaway(
  trx: Queries,
  { roundId, personId, commitmentId }: { roundId: string; personId: string; commitmentId: string },
): Promise<void> {
  await trx
    .insertInto('shift_takeaway')
    .values({ round_id: roundId, person_id: personId, commitment_id: commitmentId })
    .execute();
}
