// Above 300 lines: every press of what a room writes down.
import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  DefiningForm,
  EntryChangeForm,
  EntryFlagForm,
  EntryForm,
  EntryPickForm,
} from '#lib/workshop/entries/entry-forms.ts';
import {
  mayAddEntry,
  mayApprove,
  mayEditEntry,
  mayRemoveEntry,
  MOST_ENTRIES,
  type EntryContent,
  type EntryId,
  type EntryScene,
} from '#lib/workshop/entries/entry.ts';
import { isNamelessKind } from '#lib/workshop/meeting-kind.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import {
  addRoomTask,
  changeRoomTask,
  removeRoomTask,
  restoreRoomTask,
  settleRoomTask,
  StoredTask,
  tellRoomTasks,
  type Afterwards,
} from '#server/commitments/task-commands.ts';
import type { Queries } from '#server/database/engine.ts';
import { maskText } from '#server/survey/commands.ts';
import { undoable } from '#server/undo/undoable.ts';
import { changeWorkshop } from '../change-workshop.ts';
import * as entryStore from './entry-store.ts';
import {
  findRoomEntry,
  listRoomEntries,
  readTaskOwner,
  toTaskRow,
  type RoomEntryRow,
} from './room-entries.ts';
import { readTaskCause } from './task-cause.ts';
import { participationsOf, requireSteered, requireTakingPart } from '../participation.ts';
import type { WorkshopRow } from '../store.ts';

/**
 * Writes something down for the room: a proposal of what satisfaction is, a point for later, a task,
 * or that one offers to explain a cause. Personal data in what is typed is masked.
 */
export async function addEntry(context: WorkshopContext, actor: Actor, input: unknown): Promise<EntryId> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EntryForm, input);
  const { workshopId, kind, causeId } = form;
  if (kind === 'claim' ? causeId === '' : form.text === '')
    throw new AppError('invalid', { issues: [{ path: 'text', message: 'form.required' }] });
  if (kind === 'task') return addTask(context, actor, form);
  const content = contentOf({ ...form, kind });
  const id = newId<'entry'>();
  await context.database.transaction(async (trx) => {
    const { me, scene } = await lookAround(trx, actor, workshopId);
    if (!mayAddEntry(kind, scene)) throw new AppError('read-only', { reason: 'entries.notNow' });
    const same = (await entryStore.listEntries(trx, workshopId)).filter((entry) => entry.kind === kind);
    if (same.length >= MOST_ENTRIES[kind]) throw new AppError('conflict', { reason: 'entries.full' });
    const isThere = same.some(
      (entry) => entry.kind === 'claim' && entry.byId === me.id && entry.causeId === causeId,
    );
    if (isThere) return;
    await entryStore.insertEntry(trx, {
      id,
      workshopId,
      byId: me.id,
      byName: me.name,
      atMs: context.clock(),
      ...content,
    });
  });
  await context.control.tell(workshopId);
  return id;
}

/** Writes a task down, which is a commitment on the workshop [CM10]. */
async function addTask(
  context: WorkshopContext,
  actor: Actor,
  { workshopId, ...form }: v.InferOutput<typeof EntryForm>,
): Promise<EntryId> {
  await requireTakingPart(context.db, actor, workshopId);
  const cause = await readTaskCause(context, workshopId, form.causeId);
  const id = newId<'commitment'>();
  const after: Afterwards = [];
  await context.database.transaction(async (trx) => {
    const { me, scene, workshop } = await lookAround(trx, actor, workshopId);
    if (!mayAddEntry('task', scene)) throw new AppError('read-only', { reason: 'entries.notNow' });
    const task = {
      id,
      workshopId,
      text: maskText(form.text),
      cause,
      owner: await readTaskOwner(trx, workshop, me, form.owner),
      dueOn: form.dueOn || null,
      by: me,
    };
    await addRoomTask(context, trx, actor, task, after);
  });
  await tellTasks(context, workshopId, after);
  return asId<'entry'>(id);
}

/** The room reads its tasks anew, and so do the pages that show commitments. */
async function tellTasks(
  context: WorkshopContext,
  workshopId: string,
  after: Afterwards = [],
): Promise<void> {
  await context.control.tell(workshopId);
  tellRoomTasks(context, workshopId, after);
}

type StoredForm = Pick<v.InferOutput<typeof EntryForm>, 'text' | 'causeId'> & {
  kind: entryStore.EntryRow['kind'];
};

/** A new entry of the kind that the form names, with what this kind has. */
function contentOf({ kind, causeId, ...form }: StoredForm): Exclude<EntryContent, { kind: 'task' }> {
  const text = maskText(form.text);
  switch (kind) {
    case 'definition':
      return { kind, text, isSettled: false };
    case 'parking':
      return { kind, text, isSettled: false, carriedFrom: null };
    case 'claim':
      return { kind, causeId };
  }
}

/** Changes the words, the owner or the day of a task or a parked point. */
export async function changeEntry(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EntryChangeForm, input);
  const after: Afterwards = [];
  await context.database.transaction(async (trx) => {
    const { me, scene, workshop } = await lookAround(trx, actor, form.workshopId);
    const entry = await requireEntry(trx, form);
    if (!mayEditEntry(entry, me.id, scene)) throw new AppError('forbidden');
    if (entry.kind === 'parking') {
      await entryStore.updateEntry(trx, entry.id, { text: maskText(form.text) });
      return;
    }
    const change = {
      id: entry.id,
      text: maskText(form.text),
      owner: await readTaskOwner(trx, workshop, me, form.owner),
      dueOn: form.dueOn || null,
      byId: me.id,
    };
    await changeRoomTask(context, trx, actor, change, after);
  });
  await tellTasks(context, form.workshopId, after);
}

/** Says that a parked point or a task is done, or open again. */
export async function settleEntry(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EntryFlagForm, input);
  const after: Afterwards = [];
  await context.database.transaction(async (trx) => {
    const { me, scene } = await lookAround(trx, actor, form.workshopId);
    const entry = await requireEntry(trx, form);
    if (!mayEditEntry(entry, me.id, scene)) throw new AppError('forbidden');
    if (entry.kind === 'task') await settleRoomTask(context, trx, actor, entry.id, form.isOn, after);
    else await entryStore.updateEntry(trx, entry.id, { settledAtMs: form.isOn ? context.clock() : null });
  });
  await tellTasks(context, form.workshopId, after);
}

/** Takes an entry away. Can be taken back. */
export async function removeEntry(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EntryPickForm, input);
  const undoId = await context.database.transaction(async (trx) => {
    const { me, scene } = await lookAround(trx, actor, form.workshopId);
    const entry = await requireEntry(trx, form);
    if (!mayRemoveEntry(entry, me.id, scene)) throw new AppError('forbidden');
    if (entry.kind === 'task') {
      const task = await removeRoomTask(context, trx, actor, entry.id);
      return ENTRY_UNDO.keep(context, trx, actor, { task });
    }
    const rows = await entryStore.deleteEntry(trx, entry.id);
    return rows ? ENTRY_UNDO.keep(context, trx, actor, rows) : null;
  });
  await tellTasks(context, form.workshopId);
  return { undoId };
}

const StoredEntryRows = v.object({
  entry: v.object({
    id: v.string(),
    workshop_id: v.string(),
    kind: v.string(),
    text: v.string(),
    cause_id: v.nullable(v.string()),
    by_id: v.string(),
    by_name: v.string(),
    settled_at_ms: v.nullable(v.number()),
    carried_from: v.nullable(v.string()),
    at_ms: v.number(),
  }),
  approvals: v.array(v.object({ entry_id: v.string(), participant_id: v.string() })),
});

/** As long as whoever took it away could still do so. */
export const ENTRY_UNDO = undoable(
  'entry',
  v.union([StoredEntryRows, v.object({ task: StoredTask })]),
  async (context: WorkshopContext, trx, actor, rows) => {
    requirePermission(actor, 'workshop.takePart');
    const workshopId = 'task' in rows ? rows.task.subject_id : rows.entry.workshop_id;
    const { me, scene } = await lookAround(trx, actor, workshopId);
    const entry: RoomEntryRow =
      'task' in rows
        ? toTaskRow(workshopId, await restoreRoomTask(context, trx, actor, rows.task))
        : await entryStore.putEntryBack(trx, rows);
    if (!mayRemoveEntry(entry, me.id, scene)) throw new AppError('read-only', { reason: 'entries.notNow' });
    const same = (await listRoomEntries(trx, workshopId)).filter(({ kind }) => kind === entry.kind);
    if (same.length > MOST_ENTRIES[entry.kind]) throw new AppError('conflict', { reason: 'entries.full' });
    return { after: () => tellTasks(context, workshopId) };
  },
);

/** Says that a proposed definition is right, or not any more; secret until it is counted [WS74]. */
export async function approveDefinition(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EntryFlagForm, input);
  await context.database.transaction(async (trx) => {
    const { me, scene } = await lookAround(trx, actor, form.workshopId);
    const entry = await requireEntry(trx, form);
    if (entry.kind !== 'definition' || !mayApprove(scene))
      throw new AppError('read-only', { reason: 'entries.notNow' });
    await entryStore.writeApproval(trx, { entryId: entry.id, participantId: me.id }, form.isOn);
  });
  await context.control.tell(form.workshopId);
}

/** Goes on from collecting definitions to approving and counting them, or back [WS74]. */
export async function setDefining(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(DefiningForm, input);
  await changeWorkshop(context, actor, 'defining', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({ room: { ...room, defining: form.defining } }),
  });
}

/** Keeps one definition for the whole workshop, or none [WS74]. */
export async function keepDefinition(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(EntryFlagForm, input);
  await context.database.transaction(async (trx) => {
    const workshop = await requireSteered(trx, actor, form.workshopId);
    if (workshop.stage === 'closed') throw new AppError('read-only', { reason: 'entries.notNow' });
    const entry = await requireEntry(trx, form);
    if (entry.kind !== 'definition') throw new AppError('not-found');
    await entryStore.unsettleDefinitions(trx, form.workshopId);
    if (form.isOn) await entryStore.updateEntry(trx, entry.id, { settledAtMs: context.clock() });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'workshop.keepDefinition',
      subject: { kind: 'workshop', id: form.workshopId },
    });
  });
  await context.control.tell(form.workshopId);
}

/** Open points of other workshops of the same maker, for who steers here and there [WS75]. */
export async function listCarryable(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<{ id: string; text: string; workshopTitle: string }[]> {
  requirePermission(actor, 'workshop.steer');
  const workshop = await requireSteered(context.db, actor, workshopId);
  const parked = await listOpenElsewhere(context.db, actor, workshop);
  return parked.map(({ id, text, workshopTitle }) => ({ id, text, workshopTitle }));
}

/** Brings an open point of an earlier workshop into this one [WS75]. */
export async function carryOver(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(EntryPickForm, input);
  const from = await context.database.transaction(async (trx) => {
    const workshop = await requireSteered(trx, actor, form.workshopId);
    if (workshop.stage === 'closed') throw new AppError('read-only', { reason: 'entries.notNow' });
    const parked = await listOpenElsewhere(trx, actor, workshop);
    const entry = parked.find(({ id }) => id === form.entryId);
    if (!entry) throw new AppError('not-found');
    const carriedFrom = entry.carriedFrom ?? entry.workshopTitle;
    await entryStore.carryEntry(trx, entry.id, { workshopId: workshop.id, carriedFrom });
    return entry.workshopId;
  });
  await context.control.tell(form.workshopId);
  await context.control.tell(from);
}

/**
 * Open points of the maker's other workshops, as far as this actor made or steers those, too: whoever
 * helps in one is a stranger in the next [WS5], and carrying over takes the point away there.
 */
async function listOpenElsewhere(db: Queries, actor: Actor, workshop: WorkshopRow) {
  const parked = await entryStore.listParkedElsewhere(db, workshop);
  const { ownerId } = workshop;
  if (actor.kind !== 'person' || actor.id === ownerId) return parked;
  const participation = await participationsOf(db, actor.id);
  return parked.filter(({ workshopId, facilitatorId }) =>
    isSteering(participation({ id: workshopId, facilitatorId, ownerId })),
  );
}

/** Which definitions are one's own and which one approves: nobody else learns either. */
export async function listMyEntries(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<{ proposed: string[]; approved: string[] }> {
  requirePermission(actor, 'workshop.takePart');
  const me = await requireTakingPart(context.db, actor, workshopId);
  const entries = await entryStore.listEntries(context.db, workshopId);
  const approvals = await entryStore.listApprovals(context.db, workshopId);
  return {
    proposed: entries.filter(({ kind, byId }) => kind === 'definition' && byId === me.id).map(({ id }) => id),
    approved: approvals.filter(({ participantId }) => participantId === me.id).map(({ entryId }) => entryId),
  };
}

async function lookAround(
  trx: Queries,
  actor: Actor,
  workshopId: string,
): Promise<{ me: { id: string; name: string }; scene: EntryScene; workshop: WorkshopRow }> {
  const { workshop, participation, id, name } = await requireTakingPart(trx, actor, workshopId);
  const { isPaused, defining } = workshop.room;
  return {
    workshop,
    me: { id, name },
    scene: {
      participation,
      stage: workshop.stage,
      isPaused: isPaused && !isSteering(participation),
      defining,
      isNameless: isNamelessKind(workshop.kind),
    },
  };
}

async function requireEntry(
  trx: Queries,
  pick: { workshopId: string; entryId: string },
): Promise<RoomEntryRow> {
  const entry = await findRoomEntry(trx, pick.workshopId, pick.entryId);
  if (!entry) throw new AppError('not-found', { reason: 'entries.gone' });
  return entry;
}
