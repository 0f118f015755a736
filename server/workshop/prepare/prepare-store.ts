import { asId } from '#lib/base/ids.ts';
import type { Insertable, Updateable } from 'kysely';
import * as v from 'valibot';
import { momentOf } from '#lib/base/time-zone.ts';
import { GUEST_PLANS, ORGANISATION_GOALS, type Brief } from '#lib/workshop/prepare/brief.ts';
import type { Session, SessionId, SessionPlan } from '#lib/workshop/prepare/session.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf, readJson } from '#server/database/stored.ts';
import type { Tables } from '#server/database/tables.ts';

const STEP_IDS = v.array(v.string());

/** The brief of a workshop without its goal, which stands with the workshop itself. */
export async function findBrief(db: Queries, workshopId: string): Promise<Omit<Brief, 'goal'>> {
  const row = await db
    .selectFrom('workshop_brief')
    .selectAll()
    .where('workshop_id', '=', workshopId)
    .executeTakeFirst();
  return {
    organisationGoal: row?.organisation_goal
      ? oneOf(ORGANISATION_GOALS, row.organisation_goal, 'workshop_brief.organisation_goal', workshopId)
      : null,
    guests: row?.guests ? oneOf(GUEST_PLANS, row.guests, 'workshop_brief.guests', workshopId) : null,
    organisationGoalText: row?.organisation_goal_text ?? '',
    known: row?.known ?? '',
    outOfScope: row?.out_of_scope ?? '',
    result: row?.result ?? '',
    version: row?.version ?? 0,
  };
}

/** False when the version is no longer the newest: nothing was written then. */
export async function writeBrief(
  trx: Queries,
  workshopId: string,
  brief: Omit<Brief, 'goal'>,
  atMs: number,
): Promise<boolean> {
  const values: Omit<Insertable<Tables['workshop_brief']>, 'workshop_id'> = {
    organisation_goal: brief.organisationGoal ?? '',
    organisation_goal_text: brief.organisationGoalText,
    known: brief.known,
    out_of_scope: brief.outOfScope,
    result: brief.result,
    guests: brief.guests ?? '',
    changed_at_ms: atMs,
    version: brief.version + 1,
  };
  if (brief.version === 0) {
    const added = await trx
      .insertInto('workshop_brief')
      .values({ workshop_id: workshopId, ...values })
      .onConflict((conflict) => conflict.column('workshop_id').doNothing())
      .executeTakeFirst();
    return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const changed = await trx
    .updateTable('workshop_brief')
    .set(values)
    .where('workshop_id', '=', workshopId)
    .where('version', '=', brief.version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** All sessions of a workshop by their beginning, those that are off as well. */
export async function listSessions(db: Queries, workshopId: string): Promise<Session[]> {
  return (await listSessionsOf(db, [workshopId])).get(workshopId) ?? [];
}

/** All sessions of each of these workshops that has any, by their beginning. */
export async function listSessionsOf(
  db: Queries,
  workshopIds: readonly string[],
): Promise<ReadonlyMap<string, Session[]>> {
  if (workshopIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('workshop_session')
    .selectAll()
    .where('workshop_id', 'in', workshopIds)
    .execute();
  const sessions = rows
    .map((row) => ({
      workshopId: row.workshop_id,
      session: {
        id: asId<'session'>(row.id),
        startsOn: row.starts_on,
        startsAt: row.starts_at,
        startsAtMs: momentOf(row.starts_on, row.starts_at, row.time_zone),
        minutes: row.minutes,
        timeZone: row.time_zone,
        place: row.place,
        steps: readJson(STEP_IDS, row.steps, 'workshop_session.steps', row.id),
        isCancelled: row.is_cancelled === 1,
        version: row.version,
      },
    }))
    .toSorted(
      ({ session: left }, { session: right }) =>
        left.startsAtMs - right.startsAtMs || left.id.localeCompare(right.id),
    );
  const grouped = Map.groupBy(sessions, ({ workshopId }) => workshopId);
  return new Map([...grouped].map(([id, of]) => [id, of.map(({ session }) => session)]));
}

export async function insertSession(
  trx: Queries,
  workshopId: string,
  session: SessionPlan & { id: SessionId },
  atMs: number,
): Promise<void> {
  await trx
    .insertInto('workshop_session')
    .values({
      id: session.id,
      workshop_id: workshopId,
      ...columnsOf(session),
      is_cancelled: 0,
      changed_at_ms: atMs,
      version: 1,
    })
    .execute();
}

/** False when the version is no longer the newest: nothing was written then. */
export async function updateSession(
  trx: Queries,
  at: { id: string; version: number },
  change: SessionPlan | 'cancel' | 'restore',
  atMs: number,
): Promise<boolean> {
  const columns: Updateable<Tables['workshop_session']> =
    typeof change === 'string' ? { is_cancelled: change === 'cancel' ? 1 : 0 } : columnsOf(change);
  const result = await trx
    .updateTable('workshop_session')
    .set({
      ...columns,
      changed_at_ms: atMs,
      version: at.version + 1,
    })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(
  plan: SessionPlan,
): Pick<
  Insertable<Tables['workshop_session']>,
  'starts_on' | 'starts_at' | 'minutes' | 'time_zone' | 'place' | 'steps'
> {
  return {
    starts_on: plan.startsOn,
    starts_at: plan.startsAt,
    minutes: plan.minutes,
    time_zone: plan.timeZone,
    place: plan.place,
    steps: JSON.stringify(plan.steps),
  };
}
