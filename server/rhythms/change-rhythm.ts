import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import type { Subject, SubjectRef } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import { mayAnswerAsk, mayKeepRhythm, MOST_RHYTHMS } from '#lib/rhythms/rhythm.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import * as asks from './ask-store.ts';
import * as store from './rhythm-store.ts';
import { rhythmStance } from './show-rhythms.ts';

/** A line about what a rhythm hangs on, never its words. */
export async function auditRhythm(
  context: Context,
  trx: Queries,
  actor: Actor,
  subject: SubjectRef,
  action: ActionOf<'rhythm'>,
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `rhythm.${action}`,
    subject: { kind: subject.kind, id: subject.id },
    details: {},
  });
}

/** Tells that rhythms on a subject changed, by the id of the subject. */
export function tellRhythms({ bus }: Context, { id }: SubjectRef): void {
  bus.tell({ kind: 'rhythm', id, action: 'change' });
}

/** There is room for one more on a subject [RH1]. */
export async function requireRoomForRhythm(trx: Queries, subject: SubjectRef): Promise<void> {
  if ((await store.listRhythmsOn(trx, subject)).length >= MOST_RHYTHMS)
    throw new AppError('conflict', { reason: 'rhythms.full', values: { limit: MOST_RHYTHMS } });
}

/** One that goes on, with its subject, for whoever may see that [RH7]. */
export async function requireRhythm(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ row: store.RhythmRow; subject: Subject }> {
  requirePerson(actor, 'rhythm.answer');
  const row = await store.findRhythm(context.db, id);
  if (!row) throw new AppError('not-found');
  return { row, subject: await context.subjects.require(actor, row.subject) };
}

/** It goes on, and is as it was seen. */
export function requireUnchanged(row: store.RhythmRow | undefined, version: number): store.RhythmRow {
  if (!row) throw new AppError('not-found');
  if (row.version !== version) throw new AppError('stale', { current: row });
  if (row.endedAtMs !== null) throw new AppError('conflict', { reason: 'rhythms.ended' });
  return row;
}

/** Refuses whoever does not keep it. */
export function requireKeeper(actor: Actor, row: store.RhythmRow, subject: Subject): void {
  if (!mayKeepRhythm(rhythmStance(actor, row, subject, []))) throw new AppError('forbidden');
}

/** Refuses whoever is not to answer it. */
export function requireAnswerer(
  actor: Actor,
  row: store.RhythmRow,
  subject: Subject,
  ask: asks.AskRow,
): void {
  if (!mayAnswerAsk(rhythmStance(actor, row, subject, [ask]))) throw new AppError('forbidden');
}

/** An end, taken back by who pressed it, for as long as nobody changed it since; it goes on where it was [RH8]. */
export const RHYTHM_UNDO = undoable(
  'rhythm',
  v.object({ id: v.string(), version: v.number() }),
  async (context: Context, trx, actor, kept) => {
    requirePerson(actor, 'rhythm.answer');
    const row = await store.findRhythm(trx, kept.id);
    if (!row) throw new AppError('not-found');
    if (row.version !== kept.version) throw new AppError('stale', { current: row });
    await requireRoomForRhythm(trx, row.subject);
    if (!(await store.updateRhythm(trx, row, { endedAtMs: null })))
      throw new AppError('stale', { current: row });
    await auditRhythm(context, trx, actor, row.subject, 'reopen');
    return { after: () => tellRhythms(context, row.subject) };
  },
);

/** An answer is put back as it was before: no answer, or the one before it [RH8]. */
export const ANSWER_UNDO = undoable(
  'rhythm-answer',
  v.object({
    askId: v.string(),
    /** The day and the words that the press wrote, so that a later answer is not taken away. */
    written: v.object({ text: v.string(), isNothingNew: v.boolean(), byId: v.string() }),
    before: v.nullable(
      v.object({
        text: v.string(),
        isNothingNew: v.boolean(),
        byId: v.string(),
        byName: v.string(),
        day: v.string(),
      }),
    ),
  }),
  async (context: Context, trx, actor, { askId, written, before }) => {
    requirePerson(actor, 'rhythm.answer');
    const ask = await asks.findAsk(trx, askId);
    const row = ask && (await store.findRhythm(trx, ask.rhythmId));
    if (!ask || !row) throw new AppError('not-found');
    const { answer } = ask;
    const isSame =
      answer?.byId === written.byId &&
      answer.text === written.text &&
      answer.isNothingNew === written.isNothingNew;
    if (!isSame || !(await asks.writeAskAnswer(trx, askId, before)))
      throw new AppError('stale', { current: ask });
    await auditRhythm(context, trx, actor, row.subject, 'unanswer');
    return { after: () => tellRhythms(context, row.subject) };
  },
);
