import type { GuestId, Locale, PersonId } from '#lib/people/person.ts';
import type { Position } from '#lib/workshop/programme.ts';
import { readRoomState, type RoomState } from '#lib/workshop/room-state.ts';
import type { Stage, WorkshopStep } from '#lib/workshop/step.ts';
import type { Seat, WorkshopId } from '#lib/workshop/workshop.ts';
import type { Queries } from '../database/engine.ts';

export interface WorkshopRow {
  id: WorkshopId;
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
    id: row.id as WorkshopId,
    title: row.title,
    goal: row.goal,
    problem: row.problem,
    insightId: row.insight_id,
    template: row.template,
    language: row.language === 'pl' ? 'pl' : 'en',
    stage: row.step as Stage, // written only by the commands, from the programme
    position: row.position as Position,
    movedAtMs: row.moved_at_ms,
    programme: JSON.parse(row.agenda) as WorkshopStep[],
    room: readRoomState(JSON.parse(row.room)),
    joinCode: row.join_code,
    facilitatorId: row.facilitator_id as PersonId,
    facilitatorName: row.facilitator_name,
    ownerId: (row.owner_id ?? row.facilitator_id) as PersonId,
    createdAtMs: row.created_at_ms,
    version: row.version,
  };
}

export async function listWorkshops(db: Queries): Promise<WorkshopRow[]> {
  return (await selectWorkshops(db).execute()).map(toWorkshop);
}

/** The newest workshops in which a person takes part, as far as they were ever opened. */
export async function listWorkshopsOf(db: Queries, personId: string, most: number): Promise<WorkshopRow[]> {
  const invited = db.selectFrom('workshop_member').select('workshop_id').where('person_id', '=', personId);
  const helping = db
    .selectFrom('workshop_facilitator')
    .select('workshop_id')
    .where('person_id', '=', personId);
  const rows = await selectWorkshops(db)
    .where('workshop.step', '!=', 'prepare')
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
      title: workshop.title,
      goal: workshop.goal,
      problem: workshop.problem,
      insight_id: workshop.insightId,
      template: workshop.template,
      language: workshop.language,
      step: workshop.stage,
      position: workshop.position,
      moved_at_ms: workshop.movedAtMs,
      agenda: JSON.stringify(workshop.programme),
      room: JSON.stringify(workshop.room),
      join_code: workshop.joinCode,
      facilitator_id: workshop.facilitatorId,
      owner_id: workshop.ownerId,
      created_at_ms: workshop.createdAtMs,
      version: 1,
    })
    .execute();
}

/** What commands change of a workshop. */
export interface WorkshopChange {
  stage?: Stage;
  position?: Position;
  movedAtMs?: number;
  programme?: readonly WorkshopStep[];
  room?: RoomState;
  joinCode?: string;
  facilitatorId?: PersonId;
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateWorkshop(
  trx: Queries,
  id: string,
  version: number,
  change: WorkshopChange,
): Promise<boolean> {
  const { stage, position, movedAtMs, programme, room, joinCode, facilitatorId } = change;
  const result = await trx
    .updateTable('workshop')
    .set({
      ...(stage && { step: stage }),
      ...(position && { position }),
      ...(movedAtMs !== undefined && { moved_at_ms: movedAtMs }),
      ...(programme && { agenda: JSON.stringify(programme) }),
      ...(room && { room: JSON.stringify(room) }),
      ...(joinCode && { join_code: joinCode }),
      ...(facilitatorId && { facilitator_id: facilitatorId }),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface MemberRow {
  personId: PersonId;
  name: string;
  departmentName: string | null;
}

export async function listMembers(db: Queries, workshopId: string): Promise<MemberRow[]> {
  const rows = await db
    .selectFrom('workshop_member')
    .innerJoin('person', 'person.id', 'workshop_member.person_id')
    .leftJoin('department', 'department.id', 'person.department_id')
    .select(['person.id', 'person.name', 'department.name as department_name'])
    .where('workshop_member.workshop_id', '=', workshopId)
    .orderBy('person.name')
    .execute();
  return rows.map((row) => ({
    personId: row.id as PersonId,
    name: row.name,
    departmentName: row.department_name,
  }));
}

export async function isMember(db: Queries, workshopId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('workshop_member')
    .select('person_id')
    .where('workshop_id', '=', workshopId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Invites everybody in the list; who is invited already stays so [WS9]. */
export async function insertMembers(
  trx: Queries,
  workshopId: string,
  personIds: readonly string[],
  invitedAtMs: number,
): Promise<void> {
  if (personIds.length === 0) return;
  await trx
    .insertInto('workshop_member')
    .values(personIds.map((id) => ({ workshop_id: workshopId, person_id: id, invited_at_ms: invitedAtMs })))
    .onConflict((conflict) => conflict.columns(['workshop_id', 'person_id']).doNothing())
    .execute();
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
  return rows.map((row) => ({ seat: row.seat as Seat, personId: row.person_id as PersonId }));
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

export interface GuestRow {
  id: GuestId;
  workshopId: WorkshopId;
  name: string;
  department: string;
  locale: Locale;
}

export async function insertGuest(
  trx: Queries,
  guest: GuestRow & { tokenHash: string; joinedAtMs: number },
): Promise<void> {
  await trx
    .insertInto('guest')
    .values({
      id: guest.id,
      workshop_id: guest.workshopId,
      name: guest.name,
      department: guest.department,
      locale: guest.locale,
      token_hash: guest.tokenHash,
      joined_at_ms: guest.joinedAtMs,
      removed_at_ms: null,
    })
    .execute();
}

function selectGuests(db: Queries) {
  return db.selectFrom('guest').selectAll().where('removed_at_ms', 'is', null);
}

function toGuest(row: {
  id: string;
  workshop_id: string;
  name: string;
  department: string;
  locale: string;
}): GuestRow {
  return {
    id: row.id as GuestId,
    workshopId: row.workshop_id as WorkshopId,
    name: row.name,
    department: row.department,
    locale: row.locale === 'pl' ? 'pl' : 'en',
  };
}

export async function findGuest(db: Queries, tokenHash: string): Promise<GuestRow | undefined> {
  const row = await selectGuests(db).where('token_hash', '=', tokenHash).executeTakeFirst();
  return row && toGuest(row);
}

export async function listGuests(db: Queries, workshopId: string): Promise<GuestRow[]> {
  const rows = await selectGuests(db).where('workshop_id', '=', workshopId).orderBy('joined_at_ms').execute();
  return rows.map(toGuest);
}

export async function removeGuest(
  trx: Queries,
  workshopId: string,
  guestId: string,
  removedAtMs: number,
): Promise<boolean> {
  const result = await trx
    .updateTable('guest')
    .set({ removed_at_ms: removedAtMs })
    .where('id', '=', guestId)
    .where('workshop_id', '=', workshopId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
