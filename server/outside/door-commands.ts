import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { dayAfter } from '#lib/base/days.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { SubjectRef, subjectKey } from '#lib/base/subject.ts';
import { dayAt, momentOf } from '#lib/base/time-zone.ts';
import { OutsideDoorForm, DoorPick } from '#lib/outside/door-forms.ts';
import {
  DOOR_DAYS,
  doorState,
  isOfHolder,
  MOST_DOORS,
  type DoorId,
  type ListedDoor,
} from '#lib/outside/door.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePerson } from '../access/require-permission.ts';
import { hashToken, makeToken } from '../access/secrets.ts';
import { listOutsideCommitments, type OutsideCommitment } from '../commitments/outside-commands.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import * as store from './door-store.ts';

/** What one needs to make a door on a subject. */
export interface DoorDraft {
  subject: SubjectRef & { title: string; href: string };
  /** What people without an account keep there. */
  commitments: Pick<OutsideCommitment, 'id' | 'text' | 'dueOn' | 'state' | 'owner'>[];
  /** The last day that can be chosen. */
  lastDay: string;
  /** Without mail no code can be sent, and nothing can be accepted. */
  hasMail: boolean;
}

/** What stands in the form for a door on a thing that the actor may see [OD1]. */
export async function getDoorDraft(context: Context, actor: Actor, input: unknown): Promise<DoorDraft> {
  requirePerson(actor, 'outside.make');
  const { kind, id, title, href } = await context.subjects.require(actor, parseInput(SubjectRef, input));
  const commitments = await listOutsideCommitments(context.db, { kind, id });
  return {
    subject: { kind, id, title, href },
    commitments: commitments.map((one) => ({
      ...{ id: one.id, text: one.text, dueOn: one.dueOn, state: one.state, owner: one.owner },
    })),
    lastDay: furthestDay(context),
    hasMail: context.mail.linkBase !== undefined,
  };
}

function furthestDay({ clock, settings }: Context): string {
  return dayAfter(dayAt(clock(), settings.timeZone), DOOR_DAYS - 1);
}

/** The last day (ISO) on which a door is open. */
export function lastDayOf({ settings }: Pick<Context, 'settings'>, door: { expiresAtMs: number }): string {
  return dayAt(door.expiresAtMs - 1, settings.timeZone);
}

/** Makes a door; answers the path of its link, this once [OD1]. Refuses with issues at `until` and `commitmentIds`. */
export async function makeDoor(context: Context, actor: Actor, input: unknown): Promise<{ path: string }> {
  requirePerson(actor, 'outside.make');
  const { kind, subjectId, ...form } = parseInput(OutsideDoorForm, input);
  const subject = { kind, id: subjectId };
  await context.subjects.require(actor, subject);
  const { path } = await context.database.transaction((trx) =>
    addDoor(context, trx, actor, { ...form, subject }),
  );
  tellDoors(context, subject);
  return { path };
}

/**
 * Makes a door as a part of another act, in its transaction, on a subject that the actor may see; answers its id and
 * the path of its link. Who calls it has asked for the right `outside.make`, and tells of it after the commit.
 */
export async function addDoor(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  { until, subject, ...form }: NewDoorForm,
): Promise<{ id: DoorId; path: string }> {
  const nowMs = context.clock();
  const { timeZone } = context.settings;
  if (until < dayAt(nowMs, timeZone) || until > furthestDay(context))
    throw new AppError('invalid', {
      issues: [{ path: 'until', message: 'outside.untilWithin', values: { days: DOOR_DAYS } }],
    });
  if (form.asks !== '' && context.mail.linkBase === undefined)
    throw new AppError('invalid', { issues: [{ path: 'asks', message: 'outside.noMail' }] });
  const token = makeToken();
  const id = newId<'door'>();
  if ((await store.countOpenDoors(trx, subject, nowMs)) >= MOST_DOORS)
    throw new AppError('conflict', { reason: 'outside.tooManyDoors', values: { limit: MOST_DOORS } });
  const chosen = await listOutsideCommitments(trx, subject, form.commitmentIds);
  const holder = { name: form.holderName, address: form.holderAddress };
  const areTheirs = chosen.length === form.commitmentIds.length;
  if (!areTheirs || !chosen.every(({ owner }) => isOfHolder(owner, holder)))
    throw new AppError('invalid', { issues: [{ path: 'commitmentIds', message: 'outside.notTheirs' }] });
  await store.insertDoor(trx, {
    ...form,
    id,
    subject,
    makerId: actor.id,
    madeAtMs: nowMs,
    tokenHash: hashToken(token),
    // To the end of that day.
    expiresAtMs: momentOf(dayAfter(until, 1), '00:00', timeZone),
  });
  await auditDoor(context, trx, actor, subject, 'make');
  return { id, path: `/door/${token}` };
}

/** What a door is made from. */
type NewDoorForm = Omit<v.InferOutput<typeof OutsideDoorForm>, 'kind' | 'subjectId'> & {
  subject: SubjectRef;
};

/** Ends a door at once [OD6]; whoever made it, or may make one there, does. */
export async function revokeDoor(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'outside.make');
  const { doorId } = parseInput(DoorPick, input);
  const door = await requireLookedAfter(context, context.db, actor, doorId);
  const undoId = await context.database.transaction(async (trx) => {
    if (!(await store.setDoorEnd(trx, doorId, context.clock())))
      throw new AppError('conflict', { reason: 'outside.endedBefore' });
    await auditDoor(context, trx, actor, door.subject, 'revoke');
    return DOOR_UNDO.keep(context, trx, actor, { doorId });
  });
  tellDoors(context, door.subject);
  return { undoId };
}

/** Tells that doors on a subject changed, by the id of the subject. */
export function tellDoors({ bus }: Pick<Context, 'bus'>, { id }: SubjectRef): void {
  bus.tell({ kind: 'outside', id, action: 'change' });
}

/** A door that was revoked opens again under its link; not after its day. */
export const DOOR_UNDO = undoable(
  'door',
  v.object({ doorId: v.string() }),
  async (context: Context, trx, actor, { doorId }) => {
    requirePerson(actor, 'outside.make');
    const door = await store.findDoor(trx, { id: doorId });
    if (!door) throw new AppError('not-found');
    await store.setDoorEnd(trx, doorId, null);
    await auditDoor(context, trx, actor, door.subject, 'make');
    return { after: () => tellDoors(context, door.subject) };
  },
);

async function requireLookedAfter(
  context: Context,
  db: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  doorId: string,
): Promise<store.DoorRow> {
  const door = await store.findDoor(db, { id: doorId });
  if (!door) throw new AppError('not-found');
  if (door.makerId !== actor.id) await context.subjects.require(actor, door.subject);
  return door;
}

/** The doors on one subject, or those that the actor made, the newest first, with what was said there [OD8]. */
export async function listDoors(context: Context, actor: Actor, subject?: SubjectRef): Promise<ListedDoor[]> {
  requirePerson(actor, 'outside.make');
  if (subject) await context.subjects.require(actor, subject);
  const rows = await store.listDoorRows(context.db, subject ? { subject } : { makerId: actor.id });
  const subjects = await context.subjects.find(
    actor,
    rows.map((row) => row.subject),
  );
  const words = await store.listWords(
    context.db,
    rows.map(({ id }) => id),
  );
  const nowMs = context.clock();
  return rows.flatMap((row): ListedDoor[] => {
    const seen = subjects.get(subjectKey(row.subject));
    if (!seen) return []; // whoever made it may not see the thing any more, and the door is shut
    return [
      {
        id: row.id,
        subject: { ...row.subject, title: seen.title, href: seen.href },
        holderName: row.holderName,
        holderAddress: row.holderAddress,
        locale: row.locale,
        title: row.title,
        asks: row.asks,
        makerName: row.makerName,
        madeAtMs: row.madeAtMs,
        lastDay: lastDayOf(context, row),
        state: doorState(row, nowMs),
        visits: row.visits,
        commitments: row.commitmentIds.length,
        outcome: row.outcome,
        words: words.get(row.id) ?? [],
        isMine: row.makerId === actor.id,
      },
    ];
  });
}

/** A line about what a door is on, and none of its words. */
export async function auditDoor(
  { clock }: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  subject: SubjectRef,
  action: ActionOf<'outside'>,
): Promise<void> {
  await recordAudit(trx, { atMs: clock(), actor, action: `outside.${action}`, subject });
}
