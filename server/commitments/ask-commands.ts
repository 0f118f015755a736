import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { askAbout } from '#lib/commitments/ask.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { readWorkCalendar } from '../organisation/commands.ts';
import { whoIsAsked } from '../subjects/who-is-asked.ts';
import { addCommitmentNotices, type Afterwards } from './commitment-notices.ts';
import * as store from './commitment-store.ts';

/** No calendar is so full of days off that the question comes earlier. */
const LOOKED_AHEAD_DAYS = 70;

/**
 * Asks owners whether what is due soon will be on time, and tells them that a day has passed [CM5]. Every process
 * may run it as often as it likes: each question is noted with what it is about, in the transaction that sends it.
 */
export async function askDue(context: Context): Promise<{ asked: number; late: number }> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  const calendar = await readWorkCalendar(context, context.db);
  const told = { asked: 0, late: 0 };
  for (const row of await store.listDueUntil(context.db, dayAfter(today, LOOKED_AHEAD_DAYS))) {
    const about = askAbout(row, calendar, today);
    if (about === null) continue;
    // Of somebody outside its maker.
    const ownerId = row.owner?.kind === 'person' ? row.owner.id : null;
    const personId = ownerId === null ? row.makerId : await whoIsAsked(context, ownerId, row.subject, today);
    const after: Afterwards = [];
    const isTold = await context.database.transaction((trx) =>
      tell(context, trx, row, about, personId, after),
    );
    for (const tellInboxes of after) tellInboxes();
    if (isTold) told[about === 'ask' ? 'asked' : 'late'] += 1;
  }
  return told;
}

/** Asks for one that was just agreed where its day is nearer than two working days, unless its owner agreed to it. */
export async function askAtOnce(
  context: Context,
  trx: Queries,
  id: string,
  byId: string,
  after: Afterwards,
): Promise<void> {
  const row = await store.findCommitment(trx, id);
  if (!row?.dueOn) return;
  const today = dayAt(context.clock(), context.settings.timeZone);
  if (askAbout(row, await readWorkCalendar(context, trx), today) !== 'ask') return;
  const owner = row.owner?.kind === 'person' ? row.owner.id : row.makerId;
  if (owner === byId) await store.updateCommitment(trx, row, { asked_for: row.dueOn, asked_at_ms: null });
  else await tell(context, trx, row, 'ask', owner, after);
}

async function tell(
  context: Context,
  trx: Queries,
  row: store.CommitmentRow,
  about: 'ask' | 'late',
  personId: string,
  after: Afterwards,
): Promise<boolean> {
  const { id, dueOn } = row;
  if (dueOn === null) return false;
  const isMine =
    about === 'ask'
      ? await store.noteAsked(trx, id, dueOn, context.clock())
      : await store.noteToldLate(trx, id, dueOn);
  if (!isMine) return false;
  const kind = about === 'ask' ? 'commitment.ask' : 'commitment.late';
  const news = { kind, byId: null, to: [personId], occasion: dueOn, dueOn } as const;
  await addCommitmentNotices(context, trx, row, news, after);
  return true;
}
