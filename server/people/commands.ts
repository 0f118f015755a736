import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  decodePeopleCsv,
  parsePeopleCsv,
  type NeededColumn,
  type RejectedPerson,
} from '#lib/people/people-csv.ts';
import { departmentKey } from '#lib/people/department-name.ts';
import { PersonChange, PersonForm, ProfileForm } from '#lib/people/people-forms.ts';
import type { Actor, PersonId } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { PeopleContext } from './people-context.ts';
import { byName } from './by-name.ts';
import { holdDepartments, insertDepartment, listDepartments } from './department-store.ts';
import * as store from './store.ts';
import { depart, requireOtherAdmin } from './switch-off-commands.ts';

/** Everybody, active or not, by name in the order of the reader's language. */
export async function listPeople(context: Context, actor: Actor): Promise<store.PersonRow[]> {
  requirePermission(actor, 'people.view');
  return byName(actor, await store.listPeople(context.db));
}

/** Names of the active people, for choosing an owner, a mentor or a participant. */
export async function listColleagues(
  context: Context,
  actor: Actor,
): Promise<Pick<store.PersonRow, 'id' | 'name' | 'departmentId' | 'departmentName' | 'roles'>[]> {
  requirePermission(actor, 'profile.edit');
  const people = await store.listPeople(context.db);
  return byName(actor, people)
    .filter((person) => person.isActive)
    .map(({ id, name, departmentId, departmentName, roles }) => ({
      id,
      name,
      departmentId,
      departmentName,
      roles,
    }));
}

/** Who gives a role now; a signature shows it later. */
function grantOf(context: Context, actor: Actor): store.Grant {
  return { atMs: context.clock(), byName: 'name' in actor ? actor.name : '' };
}

/** Adds a person without an account; an invitation lets them make one. */
export async function addPerson(context: Context, actor: Actor, input: unknown): Promise<PersonId> {
  requirePermission(actor, 'people.manage');
  const form = parseInput(PersonForm, input);
  const id = newId<'person'>();
  await context.database.transaction(async (trx) => {
    if (await store.findPerson(trx, { email: form.email })) {
      throw new AppError('conflict', { issues: [{ path: 'email', message: 'people.emailTaken' }] });
    }
    const organisation = await store.findOrganisation(trx);
    await store.insertPerson(trx, {
      id,
      name: form.name,
      email: form.email,
      departmentId: form.departmentId || null,
      locale: organisation?.locale ?? 'en',
      createdAtMs: context.clock(),
    });
    await store.replaceRoles(trx, id, form.roles, grantOf(context, actor));
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.add',
      subject: { kind: 'person', id },
      details: { roles: form.roles },
    });
  });
  context.bus.tell({ kind: 'person', id, action: 'add' });
  return id;
}

/** Changes name, department, roles and whether the person is active [PE6] [PE14]. Refuses a stale version. */
export async function changePerson(context: PeopleContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'people.manage');
  const change = parseInput(PersonChange, input);
  const { person: before, afterwards } = await context.database.transaction(async (trx) => {
    const person = await store.findPerson(trx, { id: change.personId });
    if (!person) throw new AppError('not-found');
    const staysAdmin = change.isActive && change.roles.includes('admin');
    if (!staysAdmin) await requireOtherAdmin(trx, person);
    const isWritten = await store.updatePerson(trx, person.id, change.version, {
      name: change.name,
      department_id: change.departmentId || null,
      active: change.isActive ? 1 : 0,
    });
    if (!isWritten) throw new AppError('stale', { current: person });
    await store.replaceRoles(trx, person.id, change.roles, grantOf(context, actor));
    const isLeaving = person.isActive && !change.isActive;
    const afterwards = isLeaving ? await depart(context, trx, actor, change) : [];
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.change',
      subject: { kind: 'person', id: person.id },
      details: {
        roles: change.roles,
        isActive: change.isActive,
        ...(isLeaving && change.successorId ? { successor: change.successorId } : {}),
      },
    });
    return { person, afterwards };
  });
  if (!change.isActive && before.loginUserId) await context.accounts.endSessions(before.loginUserId);
  for (const work of afterwards) await work();
  await context.rooms.recheckPerson(before.id);
  context.bus.tell({ kind: 'person', id: before.id, action: 'change' });
}

/** One's own name, language, theme, and whether letters are shortcuts. */
export async function changeProfile(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const { id } = actor;
  const { noLetterKeys, ...form } = parseInput(ProfileForm, input);
  await context.database.transaction(async (trx) => {
    const person = await store.findPerson(trx, { id });
    if (!person) throw new AppError('not-found');
    await store.updatePerson(trx, id, person.version, { ...form, letter_keys: noLetterKeys === '' ? 1 : 0 });
  });
  context.bus.tell({ kind: 'person', id, action: 'change' });
}

/** Fifty thousand people; beyond it is no list of an organisation. */
export const MAX_LIST_BYTES = 5_000_000;

/** Result of a list import [PE7]. */
export interface PeopleImport {
  added: number;
  updated: number;
  rejected: RejectedPerson[];
  missingColumns: NeededColumn[];
}

/** Adds or updates everybody in the list, in one transaction; departments that are new are made. */
export async function importPeople(context: Context, actor: Actor, csv: Uint8Array): Promise<PeopleImport> {
  requirePermission(actor, 'people.manage');
  if (csv.byteLength === 0)
    throw new AppError('invalid', { issues: [{ path: 'file', message: 'form.required' }] });
  if (csv.byteLength > MAX_LIST_BYTES) throw new AppError('too-large');
  const { people, rejected, missingColumns } = parsePeopleCsv(decodePeopleCsv(csv));
  let added = 0;
  let updated = 0;
  const grant = grantOf(context, actor);
  await context.database.transaction(async (trx) => {
    await holdDepartments(trx);
    const known = await listDepartments(trx);
    const departments = new Map<string, string>(known.map(({ name, id }) => [departmentKey(name), id]));
    const organisation = await store.findOrganisation(trx);
    for (const listed of people) {
      let departmentId = departments.get(departmentKey(listed.department)) ?? null;
      if (listed.department && !departmentId) {
        const newDepartment = newId<'department'>();
        departmentId = newDepartment;
        await insertDepartment(trx, {
          id: newDepartment,
          name: listed.department,
          part: null,
        });
        departments.set(departmentKey(listed.department), departmentId);
      }
      const before = await store.findPerson(trx, { email: listed.email });
      if (before) {
        await store.updatePerson(trx, before.id, before.version, {
          name: listed.name,
          ...(departmentId ? { department_id: departmentId } : {}),
        });
        if (listed.roles.length > 0)
          await store.replaceRoles(trx, before.id, [...new Set([...before.roles, ...listed.roles])], grant);
        updated++;
        continue;
      }
      const id = newId<'person'>();
      await store.insertPerson(trx, {
        id,
        name: listed.name,
        email: listed.email,
        departmentId,
        locale: organisation?.locale ?? 'en',
        createdAtMs: context.clock(),
      });
      await store.replaceRoles(trx, id, listed.roles, grant);
      added++;
    }
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'people.import',
      subject: { kind: 'people', id: 'list' },
      details: { added, updated, rejected: rejected.length },
    });
  });
  context.bus.tell({ kind: 'person', id: 'list', action: 'import' });
  return { added, updated, rejected, missingColumns };
}
