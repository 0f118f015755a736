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
): Promise<void> {
  const before = await store.listRhythmsOn(trx, subject);
  if (before.some(({ purpose }) => purpose === 'status')) return;
  const startsOn = dayAfter(rhythmDay(context), STATUS_WEEKS * 7);
  await store.insertRhythm(trx, {
    ...{ id: newId<'rhythm'>(), subject, purpose: 'status', question: '', askedId: null },
    ...{ unit: 'week', every: STATUS_WEEKS, startsOn, nextTurn: startsOn },
    ...{ deputyAfter: TOLD_AFTER.deputy, leadAfter: TOLD_AFTER.lead },
    ...{ makerId: actor.id, makerName: actor.name, madeAtMs: context.clock() },
  });
  await auditRhythm(context, trx, actor, subject, 'make');
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
): Promise<TellInboxes> {
  const told: TellInboxes[] = [];
  for (const row of await store.listRhythmsOn(trx, subject)) {
    if (row.purpose !== 'status') continue;
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
