import { AppError } from '#lib/base/errors.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import {
  PULSE_ASKS_SHOWN,
  type ClosedPulseAsk,
  type PulseLine,
  type TeamPulse,
} from '#lib/rhythms/team-pulse.ts';
import { askDayOf } from '#lib/rhythms/timing.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { readWorkCalendar } from '../organisation/commands.ts';
import * as store from './team-pulse-store.ts';

/** Who keeps pulses: leads, of all of them alike [RH17]. */
export function keepsPulses(actor: Actor): boolean {
  return actor.kind === 'system' || isPermitted(standingsOf(actor), 'rhythm.manage');
}

/** Of these pulses those that an actor may see: leads all, others those that ask them [RH17]. */
export async function seePulses(
  context: Context,
  actor: Actor,
  rows: readonly store.PulseRow[],
): Promise<store.PulseRow[]> {
  if (keepsPulses(actor)) return [...rows];
  if (actor.kind !== 'person' || rows.length === 0) return [];
  const asking = await store.listPulsesAsking(context.db, actor.id);
  return rows.filter(({ id }) => asking.has(id));
}

/** One that an actor may see; what is not there and what one may not see are the same refusal. */
export async function requirePulse(context: Context, actor: Actor, id: string): Promise<store.PulseRow> {
  requirePerson(actor, 'rhythm.answer');
  const row = await store.findPulse(context.db, id);
  const [seen] = row ? await seePulses(context, actor, [row]) : [];
  if (!seen) throw new AppError('not-found');
  return seen;
}

/** What is open of these pulses, as this reader may know it [RH13]. */
async function readOpen(
  context: Context,
  actor: Actor,
  rows: readonly store.PulseRow[],
): Promise<ReadonlyMap<string, NonNullable<TeamPulse['open']>>> {
  const open = await store.listOpenPulseAsks(
    context.db,
    rows.map(({ id }) => id),
  );
  const ids = open.map(({ id }) => id);
  const mine = actor.kind === 'person' ? await store.listTurnout(context.db, ids, actor.id) : [];
  return new Map(
    open.map(({ id, pulseId, openedOn, endsOn, asked }) => {
      const own = mine.find(({ askId }) => askId === id);
      const reader = { isAsked: own !== undefined, hasAnswered: own?.hasAnswered ?? false };
      return [pulseId, { id, openedOn, endsOn, asked, ...reader }];
    }),
  );
}

/** When pulses ask next, by their ids; null for what has ended or is silent in a season. */
async function readNext(
  context: Context,
  rows: readonly store.PulseRow[],
): Promise<ReadonlyMap<string, Pick<TeamPulse, 'nextOn' | 'pausedBy'>>> {
  const calendar = await readWorkCalendar(context, context.db);
  return new Map(
    rows.map(({ id, endedAtMs, nextTurn }) => {
      if (endedAtMs !== null) return [id, { nextOn: null, pausedBy: null }];
      const { day, season } = askDayOf(calendar, nextTurn);
      return [id, { nextOn: season ? null : day, pausedBy: season?.name ?? null }];
    }),
  );
}

/** Pulses as lines, for whoever may see them. */
export async function linePulses(
  context: Context,
  actor: Actor,
  rows: readonly store.PulseRow[],
): Promise<PulseLine[]> {
  const seen = await seePulses(context, actor, rows);
  const open = await readOpen(context, actor, seen);
  const next = await readNext(context, seen);
  return seen.map(({ id, title, questions, unit, every, startsOn, endedAtMs }) => ({
    ...{ id, title, questions: questions.length, unit, every, startsOn, isEnded: endedAtMs !== null },
    nextOn: next.get(id)?.nextOn ?? null,
    pausedBy: next.get(id)?.pausedBy ?? null,
    open: open.get(id) ?? null,
  }));
}

/** One as an actor sees it, with its results so far [RH14]. */
export async function showPulse(context: Context, actor: Actor, row: store.PulseRow): Promise<TeamPulse> {
  const { id, title, questions, unit, every, startsOn, openDays, makerName, endedAtMs, version } = row;
  const people = await store.listPulsePeople(context.db, [id]);
  // One of them may be open, and is not shown.
  const asks = await store.listPulseAsks(context.db, id, PULSE_ASKS_SHOWN + 1);
  const next = (await readNext(context, [row])).get(id);
  return {
    ...{ id, title, questions, unit, every, startsOn, openDays, makerName, version },
    askedNames: people.map(({ name }) => name),
    isEnded: endedAtMs !== null,
    nextOn: next?.nextOn ?? null,
    pausedBy: next?.pausedBy ?? null,
    open: (await readOpen(context, actor, [row])).get(id) ?? null,
    closed: asks
      .filter(({ state }) => state === 'closed')
      .slice(0, PULSE_ASKS_SHOWN)
      .map((ask): ClosedPulseAsk => ({
        ...{ id: ask.id, openedOn: ask.openedOn, endsOn: ask.endsOn, asked: ask.asked },
        ...{ answered: ask.answered ?? 0, counts: ask.counts, comments: ask.comments },
      })),
    mayKeep: keepsPulses(actor),
  };
}
