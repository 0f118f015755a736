import { asId } from '#lib/base/ids.ts';
import type { StoryEntry, StoryId, StoryPerson } from '#lib/shifts/stories/story.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** A story as it is stored, with whom it concerns. */
export interface StoryRow {
  id: StoryId;
  roundId: string;
  roundTitle: string;
  title: string;
  text: string;
  madeBy: string;
  askedAtMs: number | null;
  publishedAtMs: number | null;
  changedAtMs: number;
  version: number;
  people: (StoryPerson & { answeredAtMs: number | null })[];
}

const momentOf = (stored: number | null): number | null => (stored === null ? null : Number(stored));

async function readStories(
  db: Queries,
  by: { roundId: string } | { ids: readonly string[] },
): Promise<StoryRow[]> {
  const query = db
    .selectFrom('shift_story')
    .innerJoin('shift_round', 'shift_round.id', 'shift_story.round_id')
    .selectAll('shift_story')
    .select('shift_round.title as round_title')
    .orderBy('shift_story.changed_at_ms', 'desc')
    .orderBy('shift_story.id');
  const rows = await (
    'ids' in by
      ? query.where('shift_story.id', 'in', by.ids)
      : query.where('shift_story.round_id', '=', by.roundId)
  ).execute();
  const people = Map.groupBy(
    await listStoryPeople(
      db,
      rows.map(({ id }) => id),
    ),
    ({ storyId }) => storyId,
  );
  return rows.map((row) => ({
    ...{ id: asId<'story'>(row.id), roundId: row.round_id, roundTitle: row.round_title },
    ...{ title: row.title, text: row.text, madeBy: row.made_by, version: row.version },
    ...{ askedAtMs: momentOf(row.asked_at_ms), publishedAtMs: momentOf(row.published_at_ms) },
    changedAtMs: Number(row.changed_at_ms),
    people: (people.get(row.id) ?? []).map(({ storyId: _, ...person }) => person),
  }));
}

async function listStoryPeople(
  db: Queries,
  storyIds: readonly string[],
): Promise<(StoryRow['people'][number] & { storyId: string })[]> {
  if (storyIds.length === 0) return [];
  const rows = await db
    .selectFrom('shift_story_person')
    .innerJoin('person', 'person.id', 'shift_story_person.person_id')
    .selectAll('shift_story_person')
    .select(['person.name', 'person.active'])
    .where('story_id', 'in', storyIds)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  return rows.map((row) => ({
    ...{ storyId: row.story_id, personId: row.person_id, name: row.name, isActive: row.active === 1 },
    reason: oneOf(['author', 'named', 'added'], row.reason, 'shift_story_person.reason', row.story_id),
    answer:
      row.answer === null
        ? null
        : oneOf(['yes', 'no'], row.answer, 'shift_story_person.answer', row.story_id),
    answeredAtMs: momentOf(row.answered_at_ms),
  }));
}

/** The stories of a round, what was changed last first. */
export function listStoryRows(db: Queries, roundId: string): Promise<StoryRow[]> {
  return readStories(db, { roundId });
}

/** Of these, those that there are. */
export async function listStoriesById(db: Queries, ids: readonly string[]): Promise<StoryRow[]> {
  return ids.length === 0 ? [] : readStories(db, { ids });
}

export async function findStory(db: Queries, id: string): Promise<StoryRow | undefined> {
  return (await readStories(db, { ids: [id] }))[0];
}

/** Takes a story for the rest of a transaction: what is pressed on it at once happens one after the other. */
export async function holdStory(trx: Queries, id: string): Promise<StoryRow | undefined> {
  await trx
    .updateTable('shift_story')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return findStory(trx, id);
}

export async function listStoryIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('shift_story').select('id').execute()).map(({ id }) => id);
}

export async function insertStory(
  trx: Queries,
  story: Omit<StoryRow, 'roundTitle' | 'people'>,
): Promise<void> {
  await trx
    .insertInto('shift_story')
    .values({
      ...{ id: story.id, round_id: story.roundId, title: story.title, text: story.text },
      ...{ made_by: story.madeBy, asked_at_ms: story.askedAtMs, published_at_ms: story.publishedAtMs },
      ...{ changed_at_ms: story.changedAtMs, version: story.version },
    })
    .execute();
}

/** Writes what is given of a held story, and counts the change. */
export async function updateStory(
  trx: Queries,
  id: string,
  changed: Partial<Pick<StoryRow, 'title' | 'text' | 'askedAtMs' | 'publishedAtMs' | 'changedAtMs'>>,
): Promise<void> {
  await trx
    .updateTable('shift_story')
    .set((eb) => ({
      ...{ title: changed.title, text: changed.text, changed_at_ms: changed.changedAtMs },
      ...{ asked_at_ms: changed.askedAtMs, published_at_ms: changed.publishedAtMs },
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

export async function deleteStory(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('shift_story').where('id', '=', id).execute();
}

/** The entries of a story, by day. */
export async function listStoryEntries(
  db: Queries,
  storyId: string,
): Promise<(StoryEntry & { name: string })[]> {
  return db
    .selectFrom('shift_story_entry')
    .innerJoin('person', 'person.id', 'shift_story_entry.person_id')
    .select(['entry_id as entryId', 'person_id as personId', 'day', 'text', 'person.name'])
    .where('story_id', '=', storyId)
    .orderBy('day')
    .orderBy('person.name')
    .orderBy('entry_id')
    .execute();
}

/** Puts these entries in place of those that a story has. */
export async function replaceStoryEntries(
  trx: Queries,
  storyId: string,
  entries: readonly StoryEntry[],
): Promise<void> {
  await trx.deleteFrom('shift_story_entry').where('story_id', '=', storyId).execute();
  for (const { entryId, personId, day, text } of entries)
    await trx
      .insertInto('shift_story_entry')
      .values({ story_id: storyId, entry_id: entryId, person_id: personId, day, text })
      .execute();
}

/** Somebody who has to agree, as it is stored. */
export type KeptStoryPerson = Pick<
  StoryRow['people'][number],
  'personId' | 'reason' | 'answer' | 'answeredAtMs'
>;

/** Puts these people in place of those whom a story concerns. */
export async function replaceStoryPeople(
  trx: Queries,
  storyId: string,
  people: readonly KeptStoryPerson[],
): Promise<void> {
  await trx.deleteFrom('shift_story_person').where('story_id', '=', storyId).execute();
  for (const { personId, reason, answer, answeredAtMs } of people)
    await trx
      .insertInto('shift_story_person')
      .values({ story_id: storyId, person_id: personId, reason, answer, answered_at_ms: answeredAtMs })
      .execute();
}

/** What somebody answered to a story that concerns them. */
export async function setStoryAnswer(
  trx: Queries,
  {
    storyId,
    personId,
    answer,
    atMs,
  }: { storyId: string; personId: string; answer: 'yes' | 'no'; atMs: number },
): Promise<void> {
  await trx
    .updateTable('shift_story_person')
    .set({ answer, answered_at_ms: atMs })
    .where('story_id', '=', storyId)
    .where('person_id', '=', personId)
    .execute();
}

/** In which rounds a story waits for an answer of this person. */
export async function listRoundsOfStoriesWaitingFor(db: Queries, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('shift_story_person')
    .innerJoin('shift_story', 'shift_story.id', 'shift_story_person.story_id')
    .select('shift_story.round_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('answer', 'is', null)
    .execute();
  return rows.map(({ round_id }) => round_id);
}
