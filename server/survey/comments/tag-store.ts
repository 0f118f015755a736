import { asId } from '#lib/base/ids.ts';
import type { Insertable, Selectable } from 'kysely';
import * as v from 'valibot';
import type { Tag, TagMark } from '#lib/survey/comments/tag.ts';
import type { Queries } from '#server/database/engine.ts';
import { readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';

const StoredPhrases = v.array(v.string());

/** Seven values each: databases take so many in one statement. */
const MARKS_AT_ONCE = 500;

interface Selected {
  id: string;
  survey_id: string;
  name: string;
  phrases: string;
  version: number;
}

function toTag(row: Selected): Tag {
  return {
    id: asId<'tag'>(row.id),
    surveyId: row.survey_id,
    name: row.name,
    phrases: readJson(StoredPhrases, row.phrases, 'comment_tag.phrases', row.id),
    version: row.version,
  };
}

export async function listTags(db: Queries, surveyId: string): Promise<Tag[]> {
  const rows = await db
    .selectFrom('comment_tag')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('name')
    .execute();
  return rows.map(toTag);
}

export async function findTag(db: Queries, id: string): Promise<Tag | undefined> {
  const row = await db.selectFrom('comment_tag').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toTag(row);
}

/** False when the survey has a tag of this name: nothing was written then. */
export async function insertTag(
  trx: Queries,
  tag: Omit<Tag, 'version'> & { createdBy: string; createdAtMs: number },
): Promise<boolean> {
  const result = await trx
    .insertInto('comment_tag')
    .values({
      id: tag.id,
      survey_id: tag.surveyId,
      name: tag.name,
      phrases: JSON.stringify(tag.phrases),
      created_by: tag.createdBy,
      created_at_ms: tag.createdAtMs,
      version: 1,
    })
    .onConflict((conflict) => conflict.columns(['survey_id', 'name']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateTag(
  trx: Queries,
  id: string,
  version: number,
  change: { name: string; phrases: readonly string[] },
): Promise<boolean> {
  const result = await trx
    .updateTable('comment_tag')
    .set({ name: change.name, phrases: JSON.stringify(change.phrases), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A tag with what was marked with it by hand, as the rows that hold it. */
export interface TagRows {
  tag: Selectable<Tables['comment_tag']>;
  marks: Selectable<Tables['comment_tag_mark']>[];
}

/** Takes a tag away with its marks, and returns them as they are put back. */
export async function deleteTag(trx: Queries, id: string): Promise<TagRows | undefined> {
  // Before the tag: its marks would go with it unseen.
  const marks = await trx.deleteFrom('comment_tag_mark').where('tag_id', '=', id).returningAll().execute();
  const tag = await trx.deleteFrom('comment_tag').where('id', '=', id).returningAll().executeTakeFirst();
  return tag && { tag, marks };
}

/** Puts a tag back with its marks, but for those in files that are gone; false when its name is taken. */
export async function putTagBack(trx: Queries, { tag, marks }: TagRows): Promise<boolean> {
  const result = await trx
    .insertInto('comment_tag')
    .values(tag)
    .onConflict((conflict) => conflict.columns(['survey_id', 'name']).doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  for (const [blobId, ofFile] of Map.groupBy(marks, ({ blob_id }) => blob_id)) {
    const file = await trx.selectFrom('blob').select('id').where('id', '=', blobId).executeTakeFirst();
    if (!file) continue;
    for (let at = 0; at < ofFile.length; at += MARKS_AT_ONCE)
      await trx
        .insertInto('comment_tag_mark')
        .values(ofFile.slice(at, at + MARKS_AT_ONCE))
        .execute();
  }
  return true;
}

/** What was marked by hand in the file of a wave. */
export async function listMarks(db: Queries, blobId: string): Promise<TagMark[]> {
  const rows = await db
    .selectFrom('comment_tag_mark')
    .selectAll()
    .where('blob_id', '=', blobId)
    .orderBy('row_index')
    .execute();
  return rows.map((row) => ({
    tagId: asId<'tag'>(row.tag_id),
    column: row.column_name,
    row: row.row_index,
    isOn: row.is_on === 1,
  }));
}

/** Writes a mark over an earlier one of the same comment and tag: the last hand decides. */
export async function putMark(
  trx: Queries,
  mark: TagMark & { blobId: string; markedBy: string; markedAtMs: number },
): Promise<void> {
  const state: Pick<Insertable<Tables['comment_tag_mark']>, 'is_on' | 'marked_by' | 'marked_at_ms'> = {
    is_on: mark.isOn ? 1 : 0,
    marked_by: mark.markedBy,
    marked_at_ms: mark.markedAtMs,
  };
  await trx
    .insertInto('comment_tag_mark')
    .values({
      tag_id: mark.tagId,
      blob_id: mark.blobId,
      column_name: mark.column,
      row_index: mark.row,
      ...state,
    })
    .onConflict((conflict) =>
      conflict.columns(['tag_id', 'blob_id', 'column_name', 'row_index']).doUpdateSet(state),
    )
    .execute();
}
