import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { isAway } from '#lib/leave/away.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { windowState } from '#lib/shifts/sign-up-window.ts';
import { WishForm, type RoundWish } from '#lib/shifts/wishes/wish.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listAway } from '../../leave/away-commands.ts';
import { listRoundDays, listTours } from '../tour-store.ts';
import { listUnpublishedRounds } from './rota-store.ts';
import { findRound, holdRound, type RoundRow } from '../round-store.ts';
import * as wishStore from './wish-store.ts';

/** What the reader answered a round that asks, and what they should know when they do. */
export interface OwnWish {
  wish: (RoundWish & { version: number }) | null;
  /** The tours of which a day lies in a leave of theirs. */
  away: string[];
}

/** The reader's own answer to a round, and nobody else's [SH32]; null where the round does not ask. */
export async function getMyWish(context: Context, actor: Actor, roundId: string): Promise<OwnWish | null> {
  requirePerson(actor, 'shift.view');
  const round = await findRound(context.db, roundId);
  if (!round) throw new AppError('not-found');
  const isAsking = round.mode === 'rota' && !round.calledOff;
  if (!isAsking || !isPermitted(standingsOf(actor), 'shift.signUp')) return null;
  const found = await wishStore.findWish(context.db, roundId, actor.id);
  const away = await listToursInLeave(context.db, roundId, [actor.id]);
  const { personId: _, ...wish } = found ?? { personId: '' };
  return { wish: 'answer' in wish ? wish : null, away: [...(away.get(actor.id) ?? [])] };
}

/** The tours of a round of which a day lies in a leave, by person. */
export async function listToursInLeave(
  db: Queries,
  roundId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const days = [...(await listRoundDays(db, roundId))].flatMap(([tourId, own]) =>
    own.map(({ day }) => ({ tourId, day })),
  );
  const sorted = days.map(({ day }) => day).toSorted();
  const [startsOn, endsOn] = [sorted[0], sorted.at(-1)];
  if (startsOn === undefined || endsOn === undefined) return new Map();
  const leaves = await listAway(db, personIds, { startsOn, endsOn });
  return new Map(
    [...leaves].map(([personId, own]) => [
      personId,
      new Set(days.filter(({ day }) => isAway(own, day)).map(({ tourId }) => tourId)),
    ]),
  );
}

/** Says when one would serve, as often as one likes until the round has its last day for answers [SH31]. */
export async function saveWish(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const { roundId, version, ...form } = parseInput(WishForm, input);
  await context.database.transaction(async (trx) => {
    const round = await requireAsks(trx, roundId);
    const state = windowState(round, dayAt(context.clock(), context.settings.timeZone));
    if (round.rotaPublishedAtMs !== null || state === 'closed')
      throw new AppError('conflict', { reason: 'rota.answersOver' });
    if (state === 'to-open') throw new AppError('conflict', { reason: 'rota.notAskedYet' });
    const tours = new Set<string>((await listTours(trx, roundId)).map(({ id }) => id));
    const choices = Object.fromEntries(Object.entries(form.choices).filter(([tourId]) => tours.has(tourId)));
    const wish = { ...form, choices, personId: actor.id, answer: 'in' as const, version };
    if (await wishStore.writeWish(trx, roundId, wish)) return;
    const { personId: _, ...current } = (await wishStore.findWish(trx, roundId, actor.id)) ?? wish;
    throw new AppError('stale', { current });
  });
}

/**
 * Not this time: needs no reason, and nobody else sees it [SH31]. Possible until the last tour begins, so that nobody is
 * put anywhere who would not serve; a seat that somebody has is left like any other.
 */
export async function declineRound(context: Context, actor: Actor, roundId: string): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  await context.database.transaction(async (trx) => {
    const round = await requireAsks(trx, roundId);
    if (windowState(round, dayAt(context.clock(), context.settings.timeZone)) === 'to-open')
      throw new AppError('conflict', { reason: 'rota.notAskedYet' });
    const nowMs = context.clock();
    if ((await listTours(trx, roundId)).every(({ startsAtMs }) => startsAtMs <= nowMs))
      throw new AppError('read-only', { reason: 'shifts.begun' });
    const before = await wishStore.findWish(trx, roundId, actor.id);
    if (before?.answer === 'out') return;
    const wish = {
      ...{ personId: actor.id, answer: 'out' as const, maxTours: before?.maxTours ?? 1 },
      ...{ scopes: before?.scopes ?? [], choices: {}, version: before?.version ?? 0 },
    };
    if (!(await wishStore.writeWish(trx, roundId, wish))) throw new AppError('stale', { current: before });
  });
}

async function requireAsks(trx: Queries, roundId: string): Promise<RoundRow> {
  const round = await holdRound(trx, roundId);
  if (!round) throw new AppError('not-found');
  if (round.mode !== 'rota') throw new AppError('conflict', { reason: 'rota.isFirst' });
  if (round.calledOff) throw new AppError('read-only', { reason: 'rota.calledOff' });
  return round;
}

/** A round with a rota in which there is something to do for its reader. */
export interface AskingRound {
  roundId: string;
  title: string;
  /** ISO: the last day for answers. */
  closesOn: string;
  /** Whether the reader has an answer to give, or a rota to propose [SH30]. */
  todo: 'answer' | 'propose';
}

/** Rounds that ask the reader when they would serve, and those whose answers are in, for who plans rounds. */
export async function listAskingRounds(context: Context, actor: Actor): Promise<AskingRound[]> {
  requirePerson(actor, 'shift.view');
  const standings = standingsOf(actor);
  const nowMs = context.clock();
  const today = dayAt(nowMs, context.settings.timeZone);
  const open = await listUnpublishedRounds(context.db, nowMs);
  if (open.length === 0) return [];
  const answered = new Set(await wishStore.listAnsweredRounds(context.db, actor.id));
  return open.flatMap((round): AskingRound[] => {
    const state = windowState(round, today);
    const row = { roundId: round.id, title: round.title, closesOn: round.closesOn ?? today };
    if (state === 'open' && !answered.has(round.id) && isPermitted(standings, 'shift.signUp'))
      return [{ ...row, todo: 'answer' }];
    return state === 'closed' && isPermitted(standings, 'shift.manage') ? [{ ...row, todo: 'propose' }] : [];
  });
}
