import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { makesCircle } from '#lib/people/managers.ts';
import {
  MOST_PEOPLE_AT_ONCE,
  PeopleBulkForm,
  type ChosenPeople,
  type PeopleBulkOutcome,
} from '#lib/people/people-bulk.ts';
import { ROLES } from '#lib/people/permissions.ts';
import { LEVELS, type Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import { holdOrganisation, listDepartments } from './department-store.ts';
import { findListed, type ListedPersonRow } from './list-commands.ts';
import { listManagers } from './manager-store.ts';
import { auditPerson, type PersonFacts } from './person-facts.ts';
import * as store from './store.ts';

/** As many events as one press makes; of more the list as a whole is told. */
export const MOST_PEOPLE_EVENTS = 100;

/** What setting one thing for many people would do, without doing it [PE28]. */
export async function previewPeopleChange(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<PeopleBulkOutcome> {
  requirePermission(actor, 'people.manage');
  return context.database.transaction(async (trx) => (await sortOut(context, trx, actor, input)).outcome);
}

/**
 * Gives many people a role, a department, a level or a manager at once, all of them or none [PE28]. Whoever
 * would lead themselves stays as they are, and how many is said.
 */
export async function changePeople(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<PeopleBulkOutcome> {
  requirePermission(actor, 'people.manage');
  const { outcome, ids } = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const { changing, outcome } = await sortOut(context, trx, actor, input);
    const kept: KeptPerson[] = [];
    for (const { before, after } of changing) {
      await write(context, trx, actor, before, after);
      kept.push({ ...toKept(before), version: before.version + 1 });
    }
    if (kept.length === 0) return { outcome, ids: [] };
    const undoId = await PEOPLE_CHANGE_UNDO.keep(context, trx, actor, kept);
    return { outcome: { ...outcome, undoId }, ids: kept.map(({ id }) => id) };
  });
  await follow(context, ids);
  return outcome;
}

/** What one press may change of a person, as it was, with the version that the press made. */
const KeptPerson = v.object({
  id: v.string(),
  departmentId: v.nullable(v.string()),
  roles: v.array(v.picklist(ROLES)),
  level: v.nullable(v.picklist(LEVELS)),
  managerId: v.nullable(v.string()),
  version: v.number(),
});
type KeptPerson = v.InferOutput<typeof KeptPerson>;

/** Whoever was changed since stays as they are; so does who would lead themselves by now. */
export const PEOPLE_CHANGE_UNDO = undoable(
  'people-change',
  v.array(KeptPerson),
  async (context: Context, trx, actor, kept) => {
    requirePermission(actor, 'people.manage');
    await holdOrganisation(trx);
    const people = new Map<string, store.PersonRow>();
    for (const person of await store.listPeople(trx)) people.set(person.id, person);
    const departments = new Map<string, string>();
    for (const { id, name } of await listDepartments(trx)) departments.set(id, name);
    const managers = await listManagers(trx);
    const back: string[] = [];
    for (const then of kept) {
      const now = people.get(then.id);
      if (now?.version !== then.version) continue;
      const isGone = then.departmentId !== null && !departments.has(then.departmentId);
      const isCircle = then.managerId !== null && makesCircle(managers, then.id, then.managerId);
      if (isGone || isCircle) continue;
      managers.set(then.id, then.managerId);
      await write(context, trx, actor, now, {
        ...then,
        departmentName: departments.get(then.departmentId ?? '') ?? null,
        managerName: people.get(then.managerId ?? '')?.name ?? null,
      });
      back.push(then.id);
    }
    if (!(await store.hasActiveAdmin(trx))) throw new AppError('conflict', { reason: 'people.lastAdmin' });
    const values = { n: back.length, kept: kept.length - back.length };
    return { said: { key: 'people.many.undone', values }, after: () => follow(context, back) };
  },
);

type Changed = Omit<KeptPerson, 'id' | 'version'> & Pick<PersonFacts, 'departmentName' | 'managerName'>;

async function write(
  context: Context,
  trx: Queries,
  actor: Actor,
  before: Pick<store.PersonRow, 'id' | 'version'> & PersonFacts,
  after: Changed,
): Promise<void> {
  const isWritten = await store.updatePerson(trx, before.id, before.version, {
    department_id: after.departmentId,
    level: after.level,
    manager_id: after.managerId,
  });
  if (!isWritten) throw new AppError('conflict', { reason: 'people.many.movedOn' });
  await store.replaceRoles(trx, before.id, after.roles, store.grantOf(context.clock(), actor));
  const { name, employedUntil } = before;
  await auditPerson(context, trx, actor, 'change', {
    id: before.id,
    before,
    facts: { ...after, name, employedUntil },
  });
}

function toKept({ id, departmentId, roles, level, managerId, version }: ListedPersonRow): KeptPerson {
  return { id, departmentId, roles: [...roles], level, managerId, version };
}

/** After the commit: rooms ask again what these people may do, and lists hear of it. */
async function follow(context: Context, ids: readonly string[]): Promise<void> {
  for (const id of ids) await context.rooms.recheckPerson(id as store.PersonRow['id']); // ids of rows
  const told = ids.length > MOST_PEOPLE_EVENTS ? ['list'] : ids;
  for (const id of told) context.bus.tell({ kind: 'person', id, action: 'change' });
}

/** Those whom a press is about, and everybody. */
export async function findChosen(
  context: Context,
  trx: Queries,
  actor: Actor,
  { ids, query }: ChosenPeople,
): Promise<{ chosen: ListedPersonRow[]; everybody: ListedPersonRow[] }> {
  const { found, places } = await findListed(context, trx, actor, new URLSearchParams(query));
  const named = new Set(ids);
  const chosen = query === undefined ? places.filter(({ id }) => named.has(id)) : found;
  if (chosen.length > MOST_PEOPLE_AT_ONCE)
    throw new AppError('too-large', {
      reason: 'people.many.tooMany',
      values: { limit: MOST_PEOPLE_AT_ONCE },
    });
  return { chosen, everybody: places };
}

/** Who is meant, who of them changes into what, and why the others do not. */
async function sortOut(context: Context, trx: Queries, actor: Actor, input: unknown) {
  const form = parseInput(PeopleBulkForm, input);
  const { chosen, everybody } = await findChosen(context, trx, actor, form);
  const setting = await readSetting(trx, form, everybody);
  const managers = new Map<string, string | null>(everybody.map(({ id, managerId }) => [id, managerId]));
  const changing: { before: ListedPersonRow; after: Changed }[] = [];
  let unchanged = 0;
  let circles = 0;
  for (const before of chosen) {
    const after = setting(before);
    if (after === null) {
      unchanged++;
      continue;
    }
    if (after.managerId !== null && after.managerId !== before.managerId) {
      if (makesCircle(managers, before.id, after.managerId)) {
        circles++;
        continue;
      }
      managers.set(before.id, after.managerId);
    }
    changing.push({ before, after });
  }
  const outcome: PeopleBulkOutcome = { changed: changing.length, unchanged, circles, undoId: null };
  return { changing, outcome };
}

/** What the press makes of one person; null where they are so already. */
async function readSetting(
  trx: Queries,
  form: PeopleBulkForm,
  everybody: readonly ListedPersonRow[],
): Promise<(person: ListedPersonRow) => Changed | null> {
  const refuse = (message: string): AppError =>
    new AppError('invalid', { issues: [{ path: 'value', message }] });
  const asIs = ({ departmentId, departmentName, roles, level, managerId, managerName }: ListedPersonRow) => ({
    departmentId,
    departmentName,
    roles: [...roles],
    level,
    managerId,
    managerName,
  });
  switch (form.field) {
    case 'role':
      return (person) =>
        person.roles.includes(form.value) ? null : { ...asIs(person), roles: [...person.roles, form.value] };
    case 'level': {
      const level = form.value || null;
      return (person) => (person.level === level ? null : { ...asIs(person), level });
    }
    case 'department': {
      const department = (await listDepartments(trx)).find(({ id }) => id === form.value);
      if (form.value !== '' && !department) throw refuse('people.departmentGone');
      const [departmentId, departmentName] = [department?.id ?? null, department?.name ?? null];
      return (person) =>
        person.departmentId === departmentId ? null : { ...asIs(person), departmentId, departmentName };
    }
    case 'manager': {
      const manager = everybody.find(({ id, isActive }) => id === form.value && isActive);
      if (form.value !== '' && !manager) throw refuse('people.managerGone');
      const [managerId, managerName] = [manager?.id ?? null, manager?.name ?? null];
      return (person) =>
        person.managerId === managerId ? null : { ...asIs(person), managerId, managerName };
    }
  }
}
