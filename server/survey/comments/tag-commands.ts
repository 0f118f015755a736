import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  type Tag,
  TagChange,
  TagForm,
  type TagId,
  type TagMark,
  TagMarkForm,
} from '#lib/survey/comments/tag.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import { staleError } from '#server/access/stale-error.ts';
import type { Context } from '#server/context.ts';
import { undoable } from '#server/undo/undoable.ts';
import { findWave } from '../store.ts';
import * as store from './tag-store.ts';

const NAME_TAKEN = { issues: [{ path: 'name', message: 'comments.tag.nameTaken' }] };

/** The code frame of a wave's survey, and what was marked by hand in this wave [SV62]. */
export async function listTags(
  context: Context,
  actor: Actor,
  waveId: string,
): Promise<{ tags: Tag[]; marks: TagMark[] }> {
  requirePermission(actor, 'survey.viewRows');
  const wave = await findWave(context.db, waveId);
  if (!wave) throw new AppError('not-found');
  return {
    tags: await store.listTags(context.db, wave.surveyId),
    marks: await store.listMarks(context.db, wave.blobId),
  };
}

/** Adds a tag to the code frame of a wave's survey; a name that is taken is a conflict. */
export async function addTag(context: Context, actor: Actor, input: unknown): Promise<TagId> {
  requirePerson(actor, 'comment.tag');
  const form = parseInput(TagForm, input);
  const id = newId<'tag'>();
  const atMs = context.clock();
  const surveyId = await context.database.transaction(async (trx) => {
    const wave = await findWave(trx, form.waveId);
    if (!wave) throw new AppError('not-found');
    const tag = { id, surveyId: wave.surveyId, name: form.name, phrases: form.phrases };
    const isNew = await store.insertTag(trx, { ...tag, createdBy: actor.id, createdAtMs: atMs });
    if (!isNew) throw new AppError('conflict', NAME_TAKEN);
    await recordAudit(trx, { atMs, actor, action: 'tag.add', subject: { kind: 'tag', id } });
    return wave.surveyId;
  });
  context.bus.tell({ kind: 'survey', id: surveyId, action: 'tags' });
  return id;
}

/** Changes name and rule; a stale version is refused with the newer state. */
export async function changeTag(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'comment.tag');
  const { tagId, version, ...change } = parseInput(TagChange, input);
  const surveyId = await context.database.transaction(async (trx) => {
    const current = await store.findTag(trx, tagId);
    if (!current) throw new AppError('not-found');
    const others = await store.listTags(trx, current.surveyId);
    if (others.some((tag) => tag.id !== tagId && tag.name === change.name)) {
      throw new AppError('conflict', NAME_TAKEN);
    }
    if (!(await store.updateTag(trx, tagId, version, change)))
      throw await staleError(trx, actor, { kind: 'tag', id: tagId, actions: ['tag.change'] }, current);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'tag.change',
      subject: { kind: 'tag', id: tagId },
    });
    return current.surveyId;
  });
  context.bus.tell({ kind: 'survey', id: surveyId, action: 'tags' });
}

/** Removes a tag from every comment of every wave of its survey. Can be taken back. */
export async function removeTag(
  context: Context,
  actor: Actor,
  tagId: string,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'comment.tag');
  const { surveyId, undoId } = await context.database.transaction(async (trx) => {
    const rows = await store.deleteTag(trx, tagId);
    if (!rows) throw new AppError('not-found');
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'tag.remove',
      subject: { kind: 'tag', id: tagId },
    });
    return { surveyId: rows.tag.survey_id, undoId: await TAG_UNDO.keep(context, trx, actor, rows) };
  });
  context.bus.tell({ kind: 'survey', id: surveyId, action: 'tags' });
  return { undoId };
}

const StoredTagRows = v.object({
  tag: v.object({
    id: v.string(),
    survey_id: v.string(),
    name: v.string(),
    phrases: v.string(),
    created_by: v.string(),
    created_at_ms: v.number(),
    version: v.number(),
  }),
  marks: v.array(
    v.object({
      tag_id: v.string(),
      blob_id: v.string(),
      column_name: v.string(),
      row_index: v.number(),
      is_on: v.number(),
      marked_by: v.string(),
      marked_at_ms: v.number(),
    }),
  ),
});

export const TAG_UNDO = undoable('tag', StoredTagRows, async (context: Context, trx, actor, rows) => {
  requirePermission(actor, 'comment.tag');
  const { id, survey_id: surveyId } = rows.tag;
  if (!(await store.putTagBack(trx, rows))) throw new AppError('conflict', NAME_TAKEN);
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'tag.add',
    subject: { kind: 'tag', id },
  });
  return { after: () => context.bus.tell({ kind: 'survey', id: surveyId, action: 'tags' }) };
});

/** Puts a tag on one comment, or takes it off, by hand; the last hand decides. */
export async function markComment(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'comment.tag');
  const { waveId, ...mark } = parseInput(TagMarkForm, input);
  await context.database.transaction(async (trx) => {
    const wave = await findWave(trx, waveId);
    const tag = await store.findTag(trx, mark.tagId);
    const hasColumn = wave?.columns.some(({ name, role }) => name === mark.column && role === 'comment');
    // A tag of another survey must not get on to this one's comments.
    if (!wave || !tag || tag.surveyId !== wave.surveyId || !hasColumn || mark.row >= wave.rows.imported) {
      throw new AppError('not-found');
    }
    const atMs = context.clock();
    await store.putMark(trx, {
      ...mark,
      tagId: tag.id,
      blobId: wave.blobId,
      markedBy: actor.id,
      markedAtMs: atMs,
    });
    await recordAudit(trx, {
      atMs,
      actor,
      action: mark.isOn ? 'comment.tag' : 'comment.untag',
      subject: { kind: 'wave', id: waveId },
      details: { tag: tag.name, row: mark.row },
    });
  });
  context.bus.tell({ kind: 'wave', id: waveId, action: 'tag' });
}
