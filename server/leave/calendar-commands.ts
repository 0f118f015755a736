import { createHash } from 'node:crypto';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import {
  CalendarForm,
  MAX_CALENDAR_BYTES,
  type CalendarImport,
  type CalendarPreview,
} from '#lib/leave/calendar/calendar-import.ts';
import { planCalendar } from '#lib/leave/calendar/plan-calendar.ts';
import { readCalendar, type CalendarRead } from '#lib/leave/calendar/read-calendar.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { keepOwnDeputy, listStandIns, tellDeputies } from '../organisation/deputy-commands.ts';
import { holdPerson } from '../people/store.ts';
import { auditLeave, requireRoomForLeaves, tellLeave } from './keep-leave.ts';
import * as store from './leave-store.ts';

/**
 * What one's own calendar file would add, without adding it [LE13]. The titles of its events are in the answer for
 * whoever brought the file, and are kept nowhere [LE11].
 */
export async function previewCalendar(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<CalendarPreview> {
  requirePerson(actor, 'leave.enter');
  const read = readFile(context, parseInput(CalendarForm, input).file);
  return preview(read, await store.listLeavesOf(context.db, [actor.id]));
}

/** Enters what was chosen of what the preview showed; refused where it would do anything else by now [LE13]. */
export async function importCalendar(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<CalendarImport> {
  requirePerson(actor, 'leave.enter');
  const { file, kind, chosen, seen } = parseInput(CalendarForm, input);
  const read = readFile(context, file);
  const { counts, isDeputyChanged } = await context.database.transaction(async (trx) => {
    await holdPerson(trx, actor.id);
    const known = await store.listLeavesOf(trx, [actor.id]);
    const shown = preview(read, known);
    if (shown.fingerprint !== seen) throw new AppError('conflict', { reason: 'leave.calendar.movedOn' });
    const wanted = new Set(chosen);
    const added = shown.added.filter(({ key }) => wanted.has(key));
    requireRoomForLeaves(known.length + added.length);
    for (const { key, startsOn, endsOn } of added) {
      const id = newId<'leave'>();
      await store.insertLeave(trx, {
        id,
        personId: actor.id,
        kind,
        startsOn,
        endsOn,
        sourceKey: key,
        version: 1,
      });
    }
    const moved = shown.moved.filter(({ key }) => wanted.has(key));
    let isDeputyChanged = false;
    for (const { key, startsOn, endsOn } of moved) {
      const leave = known.find(({ sourceKey }) => sourceKey === key);
      if (!leave) continue;
      await store.updateLeave(trx, { ...leave, startsOn, endsOn });
      const days = { leaveId: leave.id, startsOn, endsOn };
      isDeputyChanged = (await moveDeputy(context, trx, actor, days)) || isDeputyChanged;
    }
    const counts = { added: added.length, moved: moved.length };
    await auditLeave(context, trx, actor, 'import', auditedChanges({}, {}), {
      added: counts.added,
      updated: counts.moved,
    });
    return { counts, isDeputyChanged };
  });
  tellLeave(context, actor);
  if (isDeputyChanged) tellDeputies(context);
  return counts;
}

/** A deputy who was named with a leave goes along with it. */
async function moveDeputy(
  context: Context,
  trx: Queries,
  actor: Actor,
  days: { leaveId: string; startsOn: string; endsOn: string },
): Promise<boolean> {
  const deputy = (await listStandIns(trx, '')).find(({ leaveId }) => leaveId === days.leaveId);
  if (!deputy) return false;
  return (await keepOwnDeputy(context, trx, actor, { ...days, deputyId: deputy.substituteId })).isChanged;
}

function readFile(context: Context, file: Uint8Array): CalendarRead {
  if (file.byteLength > MAX_CALENDAR_BYTES) {
    const values = { limit: MAX_CALENDAR_BYTES / 1024 ** 2 };
    throw new AppError('too-large', {
      issues: [{ path: 'file', message: 'leave.calendar.tooLarge', values }],
    });
  }
  const { timeZone, week } = context.settings.current;
  const read = readCalendar(new TextDecoder().decode(file), {
    today: dayAt(context.clock(), timeZone),
    timeZone,
    hours: week,
  });
  if (read) return read;
  throw new AppError('invalid', { issues: [{ path: 'file', message: 'leave.calendar.noCalendar' }] });
}

function preview(read: CalendarRead, known: readonly store.LeaveRow[]): CalendarPreview {
  const busy = read.busy.map((span) => ({ ...span, key: hashOf(span.key) }));
  const plan = planCalendar(busy, known);
  const days = [plan.added, plan.moved].map((list) =>
    list.map(({ key, startsOn, endsOn }) => [key, startsOn, endsOn]),
  );
  return {
    ...plan,
    leftOut: read.leftOut,
    faults: read.faults,
    fingerprint: hashOf(JSON.stringify(days)),
  };
}

/** An event is told from others by it, and nothing can be read from it. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
