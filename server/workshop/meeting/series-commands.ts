import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import { heldDayAfter } from '#lib/rhythms/timing.ts';
import { NextForm, SeriesForm, type MeetingSeries, type SeriesMeeting } from '#lib/workshop/series.ts';
import { planOf } from '#lib/workshop/programme/template-programme.ts';
import type { Session } from '#lib/workshop/prepare/session.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import type { Queries } from '#server/database/engine.ts';
import { readWorkCalendar } from '#server/organisation/commands.ts';
import { listColleagues } from '#server/people/commands.ts';
import { boardName } from '../board.ts';
import { listCofacilitators } from '../facilitator-store.ts';
import { listMembers } from '../member-store.ts';
import { participationsOf, requireFacilitated, requireReadable } from '../participation.ts';
import { findBrief, insertSession, listSessionsOf } from '../prepare/prepare-store.ts';
import * as store from '../store.ts';
import { makeWorkshop } from '../templates/make-workshop.ts';
import { readBones } from '../templates/read-bones.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { insertAgendaRows, listAgendaRows, type AgendaRow } from './agenda-store.ts';
import { fillByItself } from './fill-agenda.ts';
import {
  findEveryWeeks,
  holdSeries,
  insertSeries,
  listSeriesMeetings,
  updateSeries,
  type SeriesRow,
} from './series-store.ts';

/** A meeting among those of its series; of the others only those that its reader is in [MT40]. */
export async function getSeries(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<MeetingSeries | null> {
  requirePermission(actor, 'workshop.takePart');
  const { workshop } = await requireReadable(context.db, actor, workshopId);
  if (workshop.series === null) return null;
  const { id, number } = workshop.series;
  const all = await listSeriesMeetings(context.db, id);
  const seen = await whoSees(context.db, actor);
  const sessions = await listSessionsOf(
    context.db,
    all.map((meeting) => meeting.id),
  );
  const show = (meeting: SeriesRow | undefined): SeriesMeeting | null =>
    meeting && seen(meeting)
      ? {
          ...{ id: meeting.id, title: meeting.title, number: meeting.number, isClosed: meeting.isClosed },
          startsAtMs: lastHeld(sessions.get(meeting.id) ?? [])?.startsAtMs ?? null,
        }
      : null;
  return {
    number,
    everyWeeks: await findEveryWeeks(context.db, id),
    before: show(all.findLast((meeting) => meeting.number < number)),
    after: show(all.find((meeting) => meeting.number > number)),
    isLast: all.at(-1)?.number === number,
  };
}

async function whoSees(db: Queries, actor: Actor): Promise<(meeting: SeriesRow) => boolean> {
  if (actor.kind !== 'person') return () => false;
  const participation = await participationsOf(db, actor.id);
  return (meeting) => participation(meeting) !== 'none';
}

/** The last sitting that was not called off. */
function lastHeld(sessions: readonly Session[]): Session | undefined {
  return sessions.findLast(({ isCancelled }) => !isCancelled);
}

/** Says after how many weeks the next one follows; a meeting that stood alone begins a series [MT40]. */
export async function setSeries(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, everyWeeks } = parseInput(SeriesForm, input);
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    await store.holdWorkshop(trx, workshopId);
    const workshop = await requireFacilitated(trx, actor, workshopId);
    if (workshop.series) await updateSeries(trx, workshop.series.id, everyWeeks);
    else if (everyWeeks > 0) await beginSeries(trx, workshop, everyWeeks, atMs);
    const subject = { kind: 'workshop', id: workshopId } as const;
    await recordAudit(trx, { atMs, actor, action: 'workshop.series', subject });
  });
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'series' });
}

async function beginSeries(
  trx: Queries,
  workshop: store.WorkshopRow,
  everyWeeks: number,
  atMs: number,
): Promise<void> {
  const series = { id: newId<'meetingSeries'>(), number: 1 };
  await insertSeries(trx, series.id, everyWeeks, atMs);
  if (!(await store.updateWorkshop(trx, workshop.id, workshop.version, { series })))
    throw new AppError('stale', { current: workshop });
}

/**
 * Prepares the next meeting of a series: on its day, with the people, the programme, the subject and what was put
 * off. Whoever presses twice, or at the same time as another, gets the one meeting that there is [MT41].
 */
export async function prepareNext(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ workshopId: string }> {
  requirePerson(actor, 'workshop.manage');
  const { workshopId } = parseInput(NextForm, input);
  const before = await requireFacilitated(context.db, actor, workshopId);
  if (before.series === null) throw new AppError('conflict', { reason: 'meeting.noSeries' });
  const { id: seriesId, number } = before.series;
  const everyWeeks = await findEveryWeeks(context.db, seriesId);
  if (everyWeeks === 0) throw new AppError('conflict', { reason: 'meeting.seriesOver' });
  const existing = (await listSeriesMeetings(context.db, seriesId)).find((one) => one.number > number);
  if (existing) return { workshopId: existing.id };
  if (before.stage !== 'closed') throw new AppError('conflict', { reason: 'meeting.notClosed' });
  const plan = await planNext(context, actor, before, everyWeeks);
  const next = await makeWorkshop(context, actor, {
    ...plan.made,
    async unless(trx) {
      await holdSeries(trx, seriesId);
      const made = (await listSeriesMeetings(trx, seriesId)).find((one) => one.number > number);
      return made?.id;
    },
    async also(trx, id, atMs) {
      if (plan.session) await insertSession(trx, id, { ...plan.session, id: newId<'session'>() }, atMs);
      await insertAgendaRows(trx, plan.putOff.map(carried(id, before.title)), atMs);
    },
  });
  const made = await store.findWorkshop(context.db, { id: next });
  if (made) await fillByItself(context, actor, made);
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'series' });
  return { workshopId: next };
}

/** What the next meeting takes from the last. */
async function planNext(
  context: WorkshopContext,
  actor: Extract<Actor, { kind: 'person' }>,
  before: store.WorkshopRow,
  everyWeeks: number,
) {
  const { db } = context;
  const { title, goal, problem, template, language, kind, about, series } = before;
  const here = new Set<string>((await listColleagues(context, actor)).map(({ id }) => id));
  const isComing = (personId: string): boolean => here.has(personId) && personId !== actor.id;
  const helpers = (await listCofacilitators(db, before.id)).map(({ personId }) => personId);
  const people = (await listMembers(db, before.id)).map(({ personId }) => personId);
  const seats = await store.listSeats(db, before.id);
  const sessions = await listSessionsOf(db, [before.id]);
  const brief = await findBrief(db, before.id);
  return {
    made: {
      about: { title, goal, problem, template, language, kind, about, insightId: null },
      series: series && { id: series.id, number: series.number + 1 },
      programme: before.programme.map(planOf),
      bones: await context.rooms.read(boardName(before.id), readBones),
      invited: [...people, ...helpers].filter(isComing),
      seats: seats.filter(({ personId }) => here.has(personId)),
      ...(brief.version > 0 && { brief }),
      copiedFrom: before.id,
    },
    session: await nextSession(context, lastHeld(sessions.get(before.id) ?? []), everyWeeks),
    putOff: (await listAgendaRows(db, before.id)).filter(({ state }) => state === 'put-off'),
  };
}

/** The sitting that follows one, on the first working day that its turn falls on from today; none where none was held. */
async function nextSession(context: WorkshopContext, last: Session | undefined, everyWeeks: number) {
  if (!last) return undefined;
  const calendar = await readWorkCalendar(context, context.db);
  const today = dayAt(context.clock(), last.timeZone);
  // A meeting that was not held for a while goes on in its rhythm, and not in the past.
  const after = last.startsOn > today ? last.startsOn : today;
  const timing = { unit: 'week', every: everyWeeks, startsOn: last.startsOn } as const;
  const startsOn = heldDayAfter(timing, calendar, after);
  if (startsOn === null) return undefined;
  const { startsAt, minutes, timeZone, place } = last;
  return { startsOn, startsAt, minutes, timeZone, place, steps: [] };
}

/** What was put off, as it stands on the agenda of the next meeting. */
const carried =
  (workshopId: string, putOffBy: string) =>
  (row: AgendaRow, position: number): Omit<AgendaRow, 'state'> & { position: number } => ({
    ...row,
    ...{ id: newId<'agendaItem'>(), workshopId, position, section: 'put-off', putOffBy },
    source: row.source ?? { kind: 'meeting', id: row.id },
  });
