import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { SubjectRef, type Subject } from '#lib/base/subject.ts';
import { MOST_PLACED, MuteForm, NoticePlaceForm, SnoozeForm, UnmuteForm } from '#lib/notify/notice-forms.ts';
import { MOST_WAITING_SHOWN, SHELVES, type NoticeShelf } from '#lib/notify/notice.ts';
import { snoozeUntilMs } from '#lib/notify/snooze.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { undoable } from '../undo/undoable.ts';
import { deleteMute, insertMute, listMutesOf } from './choice-store.ts';
import * as store from './notice-store.ts';
import { readNotices, type ReadNotice } from './read-notices.ts';

/** One person's notices on one shelf. */
export interface Inbox {
  shelf: NoticeShelf;
  notices: ReadNotice[];
  /** How many were asked for at most, where there are more of them. */
  shownOf: number | null;
  /** The things that are muted, on their own shelf. */
  muted: Subject[];
}

/** The reader's inbox [NO3]; a shelf that is none is the one of what waits. */
export async function getInbox(context: Context, actor: Actor, asked: string): Promise<Inbox> {
  requirePerson(actor, 'profile.edit');
  const shelf = SHELVES.find((known) => known === asked) ?? 'waiting';
  if (shelf === 'muted') {
    const refs = await listMutesOf(context.db, actor.id);
    const muted = [...(await context.subjects.find(actor, refs)).values()];
    return { shelf, notices: [], shownOf: null, muted };
  }
  const nowMs = context.clock();
  const rows = await store.listNoticesOf(context.db, actor.id, { shelf, nowMs, limit: MOST_PLACED + 1 });
  return {
    shelf,
    notices: await readNotices(context, actor, rows.slice(0, MOST_PLACED)),
    shownOf: rows.length > MOST_PLACED ? MOST_PLACED : null,
    muted: [],
  };
}

/** How much waits for the reader, as the navigation says it: at most one more than is counted. */
export async function countWaiting(context: Context, actor: Actor): Promise<number> {
  if (actor.kind !== 'person') return 0;
  const limit = MOST_WAITING_SHOWN + 1;
  const filter = { shelf: 'waiting', nowMs: context.clock(), limit } as const;
  const rows = await store.listNoticesOf(context.db, actor.id, filter);
  return rows.length === 0 ? 0 : (await readNotices(context, actor, rows)).length;
}

/** What a press did to notices, and by what it is taken back. */
interface Placed {
  placed: number;
  undoId: string | null;
}

/** Done with these: they wait no longer. */
export async function closeNotices(context: Context, actor: Actor, input: unknown): Promise<Placed> {
  const { noticeIds } = parseInput(NoticePlaceForm, input);
  return place(context, actor, noticeIds, { doneAtMs: context.clock(), snoozedUntilMs: null });
}

/** Back among what waits. */
export async function reopenNotices(context: Context, actor: Actor, input: unknown): Promise<Placed> {
  const { noticeIds } = parseInput(NoticePlaceForm, input);
  return place(context, actor, noticeIds, { doneAtMs: null, snoozedUntilMs: null });
}

/** They come back on a morning. */
export async function snoozeNotices(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<Placed & { untilMs: number }> {
  requirePerson(actor, 'profile.edit');
  const { noticeIds, until } = parseInput(SnoozeForm, input);
  const timeZone = actor.timeZone ?? context.settings.timeZone;
  const untilMs = snoozeUntilMs(until, { nowMs: context.clock(), timeZone });
  if (untilMs === null)
    throw new AppError('invalid', { issues: [{ path: 'until', message: 'notify.snoozeInPast' }] });
  const placed = await place(context, actor, noticeIds, { doneAtMs: null, snoozedUntilMs: untilMs });
  return { ...placed, untilMs };
}

async function place(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  where: { doneAtMs: number | null; snoozedUntilMs: number | null },
): Promise<Placed> {
  requirePerson(actor, 'profile.edit');
  const outcome = await context.database.transaction(async (trx) => {
    const found = await store.findNotices(trx, actor.id, ids);
    if (found.length === 0) throw new AppError('not-found');
    await store.placeNotices(
      trx,
      actor.id,
      found.map(({ id }) => id),
      where,
    );
    const undoId = await INBOX_UNDO.keep(context, trx, actor, { places: placesOf(found), unmute: null });
    return { placed: found.length, undoId };
  });
  tellInbox(context, actor.id);
  return outcome;
}

/** Hears no more news of what a notice is about, and is done with what waited of it [NO3]. */
export async function muteSubject(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ title: string; undoId: string | null }> {
  requirePerson(actor, 'profile.edit');
  const { noticeId } = parseInput(MuteForm, input);
  const [row] = await store.findNotices(context.db, actor.id, [noticeId]);
  if (!row) throw new AppError('not-found');
  const { title } = await context.subjects.require(actor, row.subject);
  const nowMs = context.clock();
  const undoId = await context.database.transaction(async (trx) => {
    const isNew = await insertMute(trx, actor.id, row.subject, nowMs);
    const open = await store.listNewsAbout(trx, actor.id, row.subject);
    await store.placeNotices(
      trx,
      actor.id,
      open.map(({ id }) => id),
      { doneAtMs: nowMs, snoozedUntilMs: null },
    );
    const kept = { places: placesOf(open), unmute: isNew ? row.subject : null };
    return INBOX_UNDO.keep(context, trx, actor, kept);
  });
  tellInbox(context, actor.id);
  return { title, undoId };
}

/** Hears of a thing again. */
export async function unmuteSubject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const subject = parseInput(UnmuteForm, input);
  await context.database.transaction((trx) => deleteMute(trx, actor.id, subject));
  tellInbox(context, actor.id);
}

export const INBOX_UNDO = undoable(
  'inbox',
  v.object({
    places: v.array(
      v.object({
        id: v.string(),
        doneAtMs: v.nullable(v.number()),
        snoozedUntilMs: v.nullable(v.number()),
      }),
    ),
    unmute: v.nullable(SubjectRef),
  }),
  async (context: Context, trx, actor, { places, unmute }) => {
    requirePerson(actor, 'profile.edit');
    for (const { id, ...where } of places) await store.placeNotices(trx, actor.id, [id], where);
    if (unmute) await deleteMute(trx, actor.id, unmute);
    return { after: () => tellInbox(context, actor.id) };
  },
);

function placesOf(rows: readonly store.StoredNotice[]) {
  return rows.map(({ id, doneAtMs, snoozedUntilMs }) => ({ id, doneAtMs, snoozedUntilMs }));
}

function tellInbox({ bus }: Pick<Context, 'bus'>, personId: string): void {
  bus.tell({ kind: 'notice', id: personId, action: 'change' });
}
