import { newId } from '#lib/base/ids.ts';
import { dayAfter } from '#lib/base/days.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import { STATUS_WEEKS } from '#lib/rhythms/rhythm.ts';
import { TOLD_AFTER } from '#lib/rhythms/timing.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import { auditRhythm } from './change-rhythm.ts';
import { finishAskNotices } from './rhythm-notices.ts';
import * as asks from './ask-store.ts';
import * as store from './rhythm-store.ts';
import { rhythmDay } from './show-rhythms.ts';

type Person = Extract<Actor, { kind: 'person' }>;

/** Has whoever answers for a subject that begins asked for its status, unless somebody already does [RH9]. */
export async function beginStatusRhythm(
  context: Context,
  trx: Queries,
  actor: Person,
  subject: SubjectRef,
  { purpose, weeks }: { purpose: 'status' | 'recovery'; weeks: number } = {
    purpose: 'status',
    weeks: STATUS_WEEKS,
  },
): Promise<void> {
  const before = await store.listRhythmsOn(trx, subject);
  if (before.some((rhythm) => rhythm.purpose === purpose)) return;
  const startsOn = dayAfter(rhythmDay(context), weeks * 7);
  await store.insertRhythm(trx, {
    ...{ id: newId<'rhythm'>(), subject, purpose, question: '', askedId: null },
    ...{ unit: 'week', every: weeks, startsOn, nextTurn: startsOn },
    ...{ deputyAfter: TOLD_AFTER.deputy, leadAfter: TOLD_AFTER.lead },
    ...{ makerId: actor.id, makerName: actor.name, madeAtMs: context.clock() },
  });
  await auditRhythm(context, trx, actor, subject, 'make');
}

/**
 * Whose status a rhythm asks for, of the subjects of one kind, with the day (ISO) of the oldest question that waits;
 * for commands that have asked for their own permission.
 */
export function listStatusWaits(
  db: Queries,
  kind: SubjectRef['kind'],
): Promise<ReadonlyMap<string, string | null>> {
  return asks.listStatusAsks(db, kind);
}

/**
 * A report of its own kind was the answer to what is open about the status of a subject [RH9]; of the answer stands
 * there who gave it and when, its words stay in the report. To be called in its transaction; the answer after it.
 */
export async function answerStatus(
  context: Context,
  trx: Queries,
  actor: Person,
  subject: SubjectRef,
  purpose: 'status' | 'recovery' = 'status',
): Promise<TellInboxes> {
  const told: TellInboxes[] = [];
  for (const row of await store.listRhythmsOn(trx, subject)) {
    if (row.purpose !== purpose) continue;
    for (const ask of await asks.listOpenAsksOf(trx, row.id)) {
      const answer = { text: '', isNothingNew: false, byId: actor.id, byName: actor.name };
      await asks.writeAskAnswer(trx, ask.id, { ...answer, day: rhythmDay(context) });
      told.push(await finishAskNotices(context, trx, row, ask));
    }
  }
  return () => {
    for (const tellInboxes of told) tellInboxes();
  };
}

/** Ends what asks for the status of a plan that is closed, with what is open of it; the answer is called after the commit. */
export async function endRecoveryRhythm(
  context: Context,
  trx: Queries,
  actor: Person,
  subject: SubjectRef,
): Promise<TellInboxes> {
  const tellInboxes = await answerStatus(context, trx, actor, subject, 'recovery');
  for (const row of await store.listRhythmsOn(trx, subject)) {
    if (row.purpose !== 'recovery') continue;
    await store.updateRhythm(trx, row, { endedAtMs: context.clock() });
    await auditRhythm(context, trx, actor, subject, 'end');
  }
  return tellInboxes;
}
