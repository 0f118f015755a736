import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { PersonChange, PersonForm, ProfileForm } from '#lib/people/people-forms.ts';
import type { Actor, PersonId } from '#lib/people/person.ts';
import { insertNotice } from '../access/notice-store.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import type { PeopleContext } from './people-context.ts';
import { emailNotice, tellOfEmail } from './account/tell-of-email.ts';
import { byName } from './by-name.ts';
import { holdOrganisation, listDepartments } from './department-store.ts';
import { moveEmail } from './move-email.ts';
import { auditPerson, factsOf, requireManager } from './person-facts.ts';
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

/** Adds a person without an account; an invitation lets them make one. */
export async function addPerson(context: Context, actor: Actor, input: unknown): Promise<PersonId> {
  requirePermission(actor, 'people.manage');
  const form = parseInput(PersonForm, input);
  const id = newId<'person'>();
  await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    if (await store.findPerson(trx, { email: form.email })) throw emailTaken();
    await requireManager(trx, id, form.managerId);
    const organisation = await store.findOrganisation(trx);
    await store.insertPerson(trx, {
      id,
      name: form.name,
      email: form.email,
      departmentId: form.departmentId || null,
      locale: organisation?.locale ?? 'en',
      createdAtMs: context.clock(),
      level: form.level || null,
      managerId: form.managerId || null,
      employedUntil: form.employedUntil || null,
    });
    await store.replaceRoles(trx, id, form.roles, store.grantOf(context.clock(), actor));
    const facts = factsOf(form, await namesIn(trx, form));
    await auditPerson(context, trx, actor, 'add', {
      id,
      before: null,
      facts,
    });
  });
  context.bus.tell({ kind: 'person', id, action: 'add' });
  return id;
}

/** What the field of the e-mail says when somebody else has it. */
function emailTaken(): AppError {
  return new AppError('conflict', { issues: [{ path: 'email', message: 'people.emailTaken' }] });
}

/**
 * Changes name, e-mail, department, roles and whether the person is active [PE6] [PE14] [AC7]. Refuses a stale
 * version, and with an issue at `email` the one of somebody else.
 */
export async function changePerson(context: PeopleContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'people.manage');
  const change = parseInput(PersonChange, input);
  const {
    person: before,
    email,
    afterwards,
  } = await context.database.transaction(async (trx) => {
    const person = await store.findPerson(trx, { id: change.personId });
    if (!person) throw new AppError('not-found');
    const staysAdmin = change.isActive && change.roles.includes('admin');
    if (!staysAdmin) await requireOtherAdmin(trx, person);
    if (change.managerId !== (person.managerId ?? '')) await requireManager(trx, person.id, change.managerId);
    const email = change.email ?? person.email;
    const isMoving = email !== person.email;
    if (isMoving && (await store.findPerson(trx, { email }))) throw emailTaken();
    if (isMoving) await moveEmail(trx, person, email);
    if (isMoving && !isSelf(actor, person.id))
      await insertNotice(trx, emailNotice(context, actor, person, 'email-set'));
    const isWritten = await store.updatePerson(trx, person.id, change.version, {
      name: change.name,
      email,
      department_id: change.departmentId || null,
      active: change.isActive ? 1 : 0,
      level: change.level || null,
      manager_id: change.managerId || null,
      employed_until: change.employedUntil || null,
    });
    if (!isWritten) throw new AppError('stale', { current: person });
    await store.replaceRoles(trx, person.id, change.roles, store.grantOf(context.clock(), actor));
    const isLeaving = person.isActive && !change.isActive;
    const afterwards = isLeaving ? await depart(context, trx, actor, change) : [];
    const names = await namesIn(trx, change);
    await auditPerson(context, trx, actor, 'change', {
      id: person.id,
      before: person,
      facts: { ...factsOf(change, names), email },
      account: [person.isActive, change.isActive],
      whom: isLeaving && change.successorId ? [change.successorId] : [],
    });
    return { person, email, afterwards };
  });
  if (!change.isActive && before.loginUserId) await context.accounts.endSessions(before.loginUserId);
  for (const work of afterwards) await work();
  if (email !== before.email) return tellOfEmail(context, actor, before, email);
  await context.rooms.recheckPerson(before.id);
  context.bus.tell({ kind: 'person', id: before.id, action: 'change' });
}

function isSelf(actor: Actor, personId: string): boolean {
  return actor.kind === 'person' && actor.id === personId;
}

/** What the department and the manager of a form are called. */
async function namesIn(
  trx: Queries,
  form: { departmentId: string; managerId: string },
): Promise<{ department: string | null; manager: string | null }> {
  const departments = form.departmentId ? await listDepartments(trx) : [];
  const managers = form.managerId ? await store.namesOf(trx, [form.managerId]) : undefined;
  return {
    department: departments.find(({ id }) => id === form.departmentId)?.name ?? null,
    manager: managers?.get(form.managerId) ?? null,
  };
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
