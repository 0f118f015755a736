import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { dayAfter } from '#lib/base/days.ts';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Duty } from '#lib/leave/duties.ts';
import { LeaveForm, LeaveRemoval } from '#lib/leave/leave-forms.ts';
import {
  LEAVE_KEPT_DAYS,
  LEAVE_KINDS,
  LONGEST_LEAVE_DAYS,
  type LeaveDays,
  type LeaveId,
  type LeaveKind,
} from '#lib/leave/leave.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import {
  keepOwnDeputy,
  listStandIns,
  restoreOwnDeputy,
  tellDeputies,
} from '../organisation/deputy-commands.ts';
import { listLedBy } from '../people/manager-store.ts';
import { listSigners } from '../people/signer-store.ts';
import { holdPerson } from '../people/store.ts';
import { undoable } from '../undo/undoable.ts';
import { listAway } from './away-commands.ts';
import { auditLeave, requireRoomForLeaves, tellLeave } from './keep-leave.ts';
import * as store from './leave-store.ts';
import { readDuties } from './read-duties.ts';

/** One of one's own leaves, with who signs meanwhile. */
export interface OwnLeave extends LeaveDays {
  id: LeaveId;
  kind: LeaveKind;
  version: number;
  /** Whether it came from a calendar. */
  isImported: boolean;
  /** The deputy who was named with it; '' for nobody. */
  deputyId: string;
}

/** A director who could sign instead, with when they are away themselves. */
export interface PossibleDeputy {
  id: string;
  name: string;
  departmentName: string | null;
  leaves: readonly LeaveDays[];
}

/** One's own leaves, and all that says what they collide with before they are entered [LE7]. */
export interface OwnLeaves {
  today: string;
  leaves: OwnLeave[];
  duties: Duty[];
  /** Null for who signs nothing and needs nobody. */
  deputies: PossibleDeputy[] | null;
  /** Who signs in one's name, and when, whoever named them. */
  standIns: (LeaveDays & { name: string })[];
  /** Whether the reader leads anybody, whose leave they see. */
  leadsTeam: boolean;
}

export async function getMyLeaves(context: Context, actor: Actor): Promise<OwnLeaves> {
  requirePerson(actor, 'leave.enter');
  const today = dayAt(context.clock(), context.settings.timeZone);
  const standIns = (await listStandIns(context.db, today)).filter(({ personId }) => personId === actor.id);
  const deputyOf = new Map(standIns.map(({ leaveId, substituteId }) => [leaveId, substituteId]));
  return {
    today,
    leaves: (await store.listLeavesOf(context.db, [actor.id])).map(
      ({ id, kind, startsOn, endsOn, version, sourceKey }) => ({
        id,
        kind,
        startsOn,
        endsOn,
        version,
        isImported: sourceKey !== null,
        deputyId: deputyOf.get(id) ?? '',
      }),
    ),
    duties: await readDuties(context, actor, today),
    deputies: isPermitted(standingsOf(actor), 'project.decide')
      ? await listPossibleDeputies(context, actor.id, today)
      : null,
    standIns: standIns.map(({ substituteName, startsOn, endsOn }) => ({
      name: substituteName,
      startsOn,
      endsOn,
    })),
    leadsTeam: (await listLedBy(context.db, actor.id)).length > 0,
  };
}

async function listPossibleDeputies(
  context: Context,
  personId: string,
  today: string,
): Promise<PossibleDeputy[]> {
  const others = (await listSigners(context.db)).filter(({ id }) => id !== personId);
  const away = await listAway(
    context.db,
    others.map(({ id }) => id),
    { startsOn: today, endsOn: dayAfter(today, LONGEST_LEAVE_DAYS) },
  );
  return others.map(({ id, name, departmentName }) => ({
    id,
    name,
    departmentName,
    leaves: (away.get(id) ?? []).map(({ startsOn, endsOn }) => ({ startsOn, endsOn })),
  }));
}

/** Enters one's own leave, or changes it; a director names in the same step who signs meanwhile [LE3] [LE5]. */
export async function saveLeave(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'leave.enter');
  const { leaveId, deputyId, ...form } = parseInput(LeaveForm, input);
  const { startsOn, endsOn } = form;
  const today = dayAt(context.clock(), context.settings.timeZone);
  if (endsOn < dayAfter(today, -LEAVE_KEPT_DAYS))
    throw new AppError('invalid', { issues: [{ path: 'endsOn', message: 'leave.longAgo' }] });
  const isDeputyChanged = await context.database.transaction(async (trx) => {
    await holdPerson(trx, actor.id);
    const known = await store.listLeavesOf(trx, [actor.id]);
    const before = known.find(({ id }) => id === leaveId);
    if (leaveId !== '' && !before) throw new AppError('not-found');
    requireFreeSpan(form, known, leaveId);
    const id = before?.id ?? newId<'leave'>();
    if (!before) {
      requireRoomForLeaves(known.length + 1);
      await store.insertLeave(trx, { ...form, id, personId: actor.id, sourceKey: null, version: 1 });
      await auditLeave(context, trx, actor, 'add', auditedChanges({}, { startsOn, endsOn }));
    } else {
      if (!(await store.updateLeave(trx, { ...form, id }))) {
        const actions = ['leave.change'] as const;
        throw await staleError(trx, actor, { kind: 'person', id: actor.id, actions }, before);
      }
      const changes = auditedChanges(
        { startsOn: before.startsOn, endsOn: before.endsOn },
        { startsOn, endsOn },
      );
      await auditLeave(context, trx, actor, 'change', changes);
    }
    const deputy = { leaveId: id, startsOn, endsOn, deputyId: deputyId || null };
    const { isChanged } = await keepOwnDeputy(context, trx, actor, deputy);
    await store.deleteLeavesBefore(trx, dayAfter(today, -LEAVE_KEPT_DAYS));
    return isChanged;
  });
  tellLeave(context, actor);
  if (isDeputyChanged) tellDeputies(context);
}

/** Takes one's own leave away, and the deputy who was named with it; can be taken back. */
export async function removeLeave(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'leave.enter');
  const { leaveId, version } = parseInput(LeaveRemoval, input);
  const { undoId, isDeputyChanged } = await context.database.transaction(async (trx) => {
    await holdPerson(trx, actor.id);
    const leave = (await store.listLeavesOf(trx, [actor.id])).find(({ id }) => id === leaveId);
    if (!leave) throw new AppError('not-found');
    if (leave.version !== version) throw new AppError('stale', { current: leave });
    const { before, isChanged } = await keepOwnDeputy(context, trx, actor, {
      ...leave,
      leaveId,
      deputyId: null,
    });
    await store.deleteLeave(trx, leaveId);
    const days = { startsOn: leave.startsOn, endsOn: leave.endsOn };
    const changes = auditedChanges(days, { startsOn: null, endsOn: null });
    await auditLeave(context, trx, actor, 'remove', changes);
    const kept = { ...leave, deputy: before ?? null };
    return { undoId: await LEAVE_UNDO.keep(context, trx, actor, kept), isDeputyChanged: isChanged };
  });
  tellLeave(context, actor);
  if (isDeputyChanged) tellDeputies(context);
  return { undoId };
}

export const LEAVE_UNDO = undoable(
  'leave',
  v.object({
    id: v.string(),
    kind: v.picklist(LEAVE_KINDS),
    startsOn: v.string(),
    endsOn: v.string(),
    sourceKey: v.nullable(v.string()),
    version: v.number(),
    deputy: v.nullable(
      v.object({
        id: v.string(),
        personId: v.string(),
        substituteId: v.string(),
        startsOn: v.string(),
        endsOn: v.string(),
        version: v.number(),
        leaveId: v.nullable(v.string()),
      }),
    ),
  }),
  async (context: Context, trx, actor, { deputy, ...leave }) => {
    requirePerson(actor, 'leave.enter');
    await holdPerson(trx, actor.id);
    const known = await store.listLeavesOf(trx, [actor.id]);
    requireFreeSpan(leave, known, '');
    requireRoomForLeaves(known.length + 1);
    await store.insertLeave(trx, { ...leave, id: asId<'leave'>(leave.id), personId: actor.id });
    const { startsOn, endsOn } = leave;
    await auditLeave(context, trx, actor, 'add', auditedChanges({}, { startsOn, endsOn }));
    if (deputy) await restoreOwnDeputy(context, trx, actor, deputy);
    return {
      after: () => {
        tellLeave(context, actor);
        if (deputy) tellDeputies(context);
      },
    };
  },
);

/** By hand no two of one's own leaves are entered for the same day [LE3]. */
function requireFreeSpan(
  { startsOn, endsOn }: LeaveDays,
  known: readonly store.LeaveRow[],
  except: string,
): void {
  const other = known.find(
    (leave) => leave.id !== except && leave.startsOn <= endsOn && startsOn <= leave.endsOn,
  );
  if (other) throw new AppError('conflict', { issues: [{ path: 'startsOn', message: 'leave.overlapsOwn' }] });
}
