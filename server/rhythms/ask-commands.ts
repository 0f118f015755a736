import { newId } from '#lib/base/ids.ts';
import { subjectKey, type Subject } from '#lib/base/subject.ts';
import { turnsUntil, UNANSWERED_STEPS, unansweredStep, type UnansweredStep } from '#lib/rhythms/timing.ts';
import { toActor } from '../access/actor.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import { readWorkCalendar } from '../organisation/commands.ts';
import { listActiveLeads } from '../people/lead-store.ts';
import { areActive, findPerson } from '../people/store.ts';
import { whoIsAsked } from '../subjects/who-is-asked.ts';
import { tellRhythms } from './change-rhythm.ts';
import { addAskNotices, finishAskNotices } from './rhythm-notices.ts';
import * as asks from './ask-store.ts';
import * as store from './rhythm-store.ts';
import { rhythmDay } from './show-rhythms.ts';

/**
 * Asks what has its turn today [RH2] [RH3], and tells of what nobody answered [RH5]. Every process may run it as often
 * as it likes: a turn and each step of a silence are noted in the transaction that tells of them.
 */
export async function askRhythms(context: Context): Promise<{ asked: number; reminded: number }> {
  const today = rhythmDay(context);
  const calendar = await readWorkCalendar(context, context.db);
  const done = { asked: 0, reminded: 0 };
  for (const row of await store.listTurned(context.db, today)) {
    const { asks: hasTurn, nextTurn } = turnsUntil(row, calendar, today);
    if (nextTurn === row.nextTurn) continue;
    const subject = await findSubject(context, row);
    const isAsked = hasTurn && subject !== undefined && !subject.isResting;
    const personId = isAsked ? await findAsked(context, row, subject, today) : null;
    const told: TellInboxes[] = [];
    const isNew = await context.database.transaction(async (trx) => {
      if (!(await store.moveTurn(trx, row, nextTurn))) return false;
      return personId !== null && (await ask(context, trx, row, { personId, today }, told));
    });
    if (isNew) done.asked += 1;
    finishTelling(context, row, told);
  }
  const open = await asks.listOpenAsks(context.db);
  const rows = await store.listRhythms(context.db, [...new Set(open.map(({ rhythmId }) => rhythmId))]);
  for (const waiting of open) {
    const row = rows.get(waiting.rhythmId);
    if (!row) continue;
    const step = unansweredStep(calendar, { ...row, dueOn: waiting.dueOn }, today);
    if (UNANSWERED_STEPS.indexOf(step) <= UNANSWERED_STEPS.indexOf(waiting.told)) continue;
    const subject = await findSubject(context, row);
    if (!subject || subject.isResting) continue;
    const told: TellInboxes[] = [];
    const isNew = await context.database.transaction((trx) =>
      remind(context, trx, { row, subject, waiting, step }, told),
    );
    if (isNew) done.reminded += 1;
    finishTelling(context, row, told);
  }
  return done;
}

function finishTelling(context: Context, row: store.RhythmRow, told: readonly TellInboxes[]): void {
  if (told.length === 0) return;
  for (const tellInboxes of told) tellInboxes();
  tellRhythms(context, row.subject);
}

/** As its maker sees it, who may have left: what nobody sees any more is not asked about. */
async function findSubject(context: Context, row: store.RhythmRow): Promise<Subject | undefined> {
  for (const id of [row.makerId, row.asked?.id]) {
    const person = id === undefined ? undefined : await findPerson(context.db, { id });
    const found = person && (await context.subjects.find(toActor(person, null), [row.subject]));
    const subject = found?.get(subjectKey(row.subject));
    if (subject) return subject;
  }
  return undefined;
}

/** Who is there to be asked today and sees the thing: by name, else whoever answers for the subject or stands in for them, else its maker. */
async function findAsked(
  context: Context,
  row: store.RhythmRow,
  subject: Subject,
  today: string,
): Promise<string | null> {
  const wanted = [row.asked?.id, subject.ownerId, subject.deputyId, row.makerId].filter(
    (id): id is string => typeof id === 'string',
  );
  const active = await areActive(context.db, wanted);
  const readers = await context.subjects.listReaders(row.subject);
  const first = wanted.find((id) => active.has(id) && (readers === null || readers.has(id)));
  return first === undefined ? null : whoIsAsked(context, first, row.subject, today);
}

/** A new ask takes the place of one that was never answered, which is missed [RH4]. */
async function ask(
  context: Context,
  trx: Queries,
  row: store.RhythmRow,
  { personId, today }: { personId: string; today: string },
  told: TellInboxes[],
): Promise<boolean> {
  const before = await asks.listOpenAsksOf(trx, row.id);
  const one = { id: newId<'ask'>(), rhythmId: row.id, dueOn: today, askedId: personId };
  if (!(await asks.insertAsk(trx, one))) return false;
  await asks.missOpenAsks(
    trx,
    before.map(({ id }) => id),
  );
  for (const missed of before) told.push(await finishAskNotices(context, trx, row, missed));
  told.push(await addAskNotices(context, trx, row, one, { kind: 'rhythm.ask', byId: null, to: [personId] }));
  return true;
}

interface Silence {
  row: store.RhythmRow;
  subject: Subject;
  waiting: asks.AskRow;
  step: UnansweredStep;
}

/** Tells of a silence whom it reaches now, and whom it would have reached before. */
async function remind(
  context: Context,
  trx: Queries,
  { row, subject, waiting, step }: Silence,
  told: TellInboxes[],
): Promise<boolean> {
  if (!(await asks.noteStep(trx, waiting, step))) return false;
  const reached = UNANSWERED_STEPS.slice(
    UNANSWERED_STEPS.indexOf(waiting.told) + 1,
    UNANSWERED_STEPS.indexOf(step) + 1,
  );
  const tell = async (kind: 'rhythm.late' | 'rhythm.unanswered', to: readonly (string | null)[]) =>
    told.push(await addAskNotices(context, trx, row, waiting, { kind, byId: null, to }));
  if (reached.includes('asked')) await tell('rhythm.late', [waiting.askedId]);
  const others = [
    ...(reached.includes('deputy') ? [subject.deputyId] : []),
    ...(reached.includes('lead') ? await listActiveLeads(trx) : []),
  ];
  await tell(
    'rhythm.unanswered',
    others.filter((id) => id !== waiting.askedId),
  );
  return true;
}
