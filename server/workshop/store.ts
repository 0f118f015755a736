// Above 300 lines: every query of one table and its seats.
import { asId } from '#lib/base/ids.ts';
import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import { MEETING_KINDS, type MeetingKind } from '#lib/workshop/meeting-kind.ts';
import type { PersonId } from '#lib/people/person.ts';
import type { Position } from '#lib/workshop/programme/programme.ts';
import type { RoomState } from '#lib/workshop/room/room-state.ts';
import { STAGES, type Stage, type WorkshopStep } from '#lib/workshop/step.ts';
import { SEATS, type Seat, type WorkshopId } from '#lib/workshop/workshop.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf, readJson } from '../database/stored.ts';
import { positionOf, StoredProgramme, StoredRoomState } from './stored-workshop.ts';

export interface WorkshopRow {
  id: WorkshopId;
  kind: MeetingKind;
  /** What it is about. */
  about: SubjectRef | null;
  /** Its place in a series of meetings. */
  series: { id: string; number: number } | null;
  title: string;
  goal: string;
  problem: string;
  insightId: string | null;
  template: string;
  language: 'en' | 'pl';
  stage: Stage;
  position: Position;
  /** When it came there. */
  movedAtMs: number;
  programme: readonly WorkshopStep[];
  room: RoomState;
  joinCode: string;
  facilitatorId: PersonId;
  facilitatorName: string;
  /** Who made it and may take the facilitator's place back [WS14]. */
  ownerId: PersonId;
  createdAtMs: number;
  /** The workshop that it was copied from; whoever is not in that one learns nothing of it. */
  copiedFrom: string | null;
  version: number;
}

function selectWorkshops(db: Queries) {
  return db
    .selectFrom('workshop')
    .innerJoin('person', 'person.id', 'workshop.facilitator_id')
    .selectAll('workshop')
    .select('person.name as facilitator_name')
    .orderBy('workshop.created_at_ms', 'desc');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectWorkshops>['execute']>>[number];

function toWorkshop(row: Selected): WorkshopRow {
  return {
    id: asId<'workshop'>(row.id),
    kind: oneOf(MEETING_KINDS, row.kind, 'workshop.kind', row.id),
    about: aboutOf(row),
    series:
      row.series_id === null || row.series_number === null
        ? null
        : { id: row.series_id, number: row.series_number },
    title: row.title,
    goal: row.goal,
    problem: row.problem,
    insightId: row.insight_id,
    template: row.template,
    language: row.language === 'pl' ? 'pl' : 'en',
    stage: oneOf(STAGES, row.stage, 'workshop.stage', row.id),
    position: positionOf(row.position),
    movedAtMs: row.moved_at_ms,
    programme: readJson(StoredProgramme, row.programme, 'workshop.programme', row.id),
    room: readJson(StoredRoomState, row.room_state, 'workshop.room_state', row.id),
    joinCode: row.join_code,
    facilitatorId: asId<'person'>(row.facilitator_id),
    facilitatorName: row.facilitator_name,
    ownerId: asId<'person'>(row.owner_id ?? row.facilitator_id),
    createdAtMs: row.created_at_ms,
    copiedFrom: row.copied_from,
    version: row.version,
  };
}

function aboutOf({ id, about_kind: kind, about_id: aboutId }: Selected): SubjectRef | null {
  if (kind === null || aboutId === null) return null;
  return { kind: oneOf(SUBJECT_KINDS, kind, 'workshop.about_kind', id), id: aboutId };
}

export async function listWorkshops(db: Queries): Promise<WorkshopRow[]> {
  return (await selectWorkshops(db).execute()).map(toWorkshop);
}

/** What a trail shows of a workshop, with the insights of its pack. */
export type TracedWorkshop = Pick<
  WorkshopRow,
  'id' | 'title' | 'stage' | 'facilitatorId' | 'facilitatorName' | 'ownerId' | 'createdAtMs'
> & { insightIds: string[] };

/** These workshops, or those about one of these insights, the newest first. */
export async function listTraced(
  db: Queries,
  by: { ids: readonly string[] } | { insightIds: readonly string[] },
): Promise<TracedWorkshop[]> {
  const among = 'ids' in by ? by.ids : by.insightIds;
  if (among.length === 0) return [];
  const packed = db.selectFrom('workshop_insight').select('workshop_id').where('insight_id', 'in', among);
  const rows = await db
    .selectFrom('workshop')
    .innerJoin('person', 'person.id', 'workshop.facilitator_id')
    .select(['workshop.id', 'title', 'stage', 'facilitator_id', 'person.name', 'owner_id', 'insight_id'])
    .select('workshop.created_at_ms')
    .where((eb) =>
      'ids' in by
        ? eb('workshop.id', 'in', among)
        : eb.or([eb('workshop.insight_id', 'in', among), eb('workshop.id', 'in', packed)]),
    )
    .orderBy('workshop.created_at_ms', 'desc')
    .execute();
  const ids = rows.map(({ id }) => id);
  const packs = Map.groupBy(await listPackedInsights(db, ids), ({ workshopId }) => workshopId);
  return rows.map((row) => ({
    id: asId<'workshop'>(row.id),
    title: row.title,
    stage: oneOf(STAGES, row.stage, 'workshop.stage', row.id),
    facilitatorId: asId<'person'>(row.facilitator_id),
    facilitatorName: row.name,
    ownerId: asId<'person'>(row.owner_id ?? row.facilitator_id),
    createdAtMs: row.created_at_ms,
    insightIds: [
      ...new Set([
        ...(row.insight_id === null ? [] : [row.insight_id]),
        ...(packs.get(row.id) ?? []).map(({ insightId }) => insightId),
      ]),
    ],
  }));
}

/** Which insights are in the packs of these workshops, in their order. */
async function listPackedInsights(
  db: Queries,
  workshopIds: readonly string[],
): Promise<{ workshopId: string; insightId: string }[]> {
  if (workshopIds.length === 0) return [];
  return db
    .selectFrom('workshop_insight')
    .select(['workshop_id as workshopId', 'insight_id as insightId'])
    .where('workshop_id', 'in', workshopIds)
    .orderBy('position')
    .execute();
}

/**
 * Takes the workshop for the rest of a transaction, so that two cannot be given the same last place:
 * whoever comes second waits here. SQLite has one writer at a time anyway.
 */
export async function holdWorkshop(trx: Queries, id: string): Promise<void> {
  await trx
    .updateTable('workshop')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
}

/** The newest workshops in which a person takes part, as far as they were ever opened. */
export async function listWorkshopsOf(db: Queries, personId: string, most: number): Promise<WorkshopRow[]> {
  const invited = db.selectFrom('workshop_member').select('workshop_id').where('person_id', '=', personId);
  const helping = db
    .selectFrom('workshop_facilitator')
    .select('workshop_id')
    .where('person_id', '=', personId);
  const rows = await selectWorkshops(db)
    .where('workshop.stage', '!=', 'prepare')
    .where((eb) =>
      eb.or([
        eb('workshop.facilitator_id', '=', personId),
        eb('workshop.id', 'in', invited),
        eb('workshop.id', 'in', helping),
      ]),
    )
    .limit(most)
    .execute();
  return rows.map(toWorkshop);
}

export async function findWorkshop(
  db: Queries,
  by: { id: string } | { joinCode: string },
): Promise<WorkshopRow | undefined> {
  const query = selectWorkshops(db);
  const row = await (
    'id' in by ? query.where('workshop.id', '=', by.id) : query.where('workshop.join_code', '=', by.joinCode)
  ).executeTakeFirst();
  return row && toWorkshop(row);
}

export async function insertWorkshop(
  trx: Queries,
  workshop: Omit<WorkshopRow, 'facilitatorName' | 'version'>,
): Promise<void> {
  await trx
    .insertInto('workshop')
    .values({
      id: workshop.id,
      kind: workshop.kind,
      about_kind: workshop.about?.kind ?? null,
      about_id: workshop.about?.id ?? null,
      series_id: workshop.series?.id ?? null,
      series_number: workshop.series?.number ?? null,
      title: workshop.title,
      goal: workshop.goal,
      problem: workshop.problem,
      insight_id: workshop.insightId,
      template: workshop.template,
      language: workshop.language,
      stage: workshop.stage,
      position: workshop.position,
      moved_at_ms: workshop.movedAtMs,
      programme: JSON.stringify(workshop.programme),
      room_state: JSON.stringify(workshop.room),
      join_code: workshop.joinCode,
      facilitator_id: workshop.facilitatorId,
      owner_id: workshop.ownerId,
      created_at_ms: workshop.createdAtMs,
      copied_from: workshop.copiedFrom,
      version: 1,
    })
    .execute();
}

/** What commands change of a workshop. */
export interface WorkshopChange {
  goal?: string;
  stage?: Stage;
  position?: Position;
  movedAtMs?: number;
  programme?: readonly WorkshopStep[];
  room?: RoomState;
  joinCode?: string;
  facilitatorId?: PersonId;
  series?: { id: string; number: number };
}

/** The workshops in which a step or a lock waits for somebody to finish. */
export async function listInGrace(db: Queries): Promise<string[]> {
  const rows = await db.selectFrom('workshop').select('id').where('grace_until_ms', 'is not', null).execute();
  return rows.map(({ id }) => id);
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateWorkshop(
  trx: Queries,
  id: string,
  version: number,
  change: WorkshopChange,
): Promise<boolean> {
  const { goal, stage, position, movedAtMs, programme, room, joinCode, facilitatorId, series } = change;
  const result = await trx
    .updateTable('workshop')
    .set({
      // What is undefined stays as it is.
      goal,
      stage,
      position,
      moved_at_ms: movedAtMs,
      programme: programme && JSON.stringify(programme),
      room_state: room && JSON.stringify(room),
      grace_until_ms: room && (room.grace?.untilMs ?? null),
      join_code: joinCode,
      facilitator_id: facilitatorId,
      series_id: series?.id,
      series_number: series?.number,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function listSeats(
  db: Queries,
  workshopId: string,
): Promise<{ seat: Seat; personId: PersonId }[]> {
  const rows = await db
    .selectFrom('workshop_seat')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .execute();
  return rows.map((row) => ({
    seat: oneOf(SEATS, row.seat, 'workshop_seat.seat', workshopId),
    personId: asId<'person'>(row.person_id),
  }));
}

export async function replaceSeat(
  trx: Queries,
  workshopId: string,
  seat: Seat,
  personId: string | null,
): Promise<void> {
  await trx
    .deleteFrom('workshop_seat')
    .where('workshop_id', '=', workshopId)
    .where('seat', '=', seat)
    .execute();
  if (personId === null) return;
  await trx
    .insertInto('workshop_seat')
    .values({ workshop_id: workshopId, seat, person_id: personId })
    .execute();
}
