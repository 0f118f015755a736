import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditDetails } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { departmentKey } from '#lib/people/department-name.ts';
import { DepartmentChange, DepartmentClosing, DepartmentForm } from '#lib/people/people-forms.ts';
import type { Actor, DepartmentId } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import { byName } from './by-name.ts';
import * as store from './department-store.ts';
import type { PeopleContext, SignerChange } from './people-context.ts';

export async function listDepartments(context: Context, actor: Actor): Promise<store.DepartmentRow[]> {
  requirePermission(actor, 'profile.edit');
  return byName(actor, await store.listDepartments(context.db));
}

export async function addDepartment(context: Context, actor: Actor, input: unknown): Promise<DepartmentId> {
  requirePermission(actor, 'people.manage');
  const form = parseInput(DepartmentForm, input);
  const id = newId<'department'>();
  await context.database.transaction(async (trx) => {
    await requireFreeName(trx, form.name);
    await store.insertDepartment(trx, { id, name: form.name, part: form.part || null });
    await audit(context, trx, actor, 'add', id, {
      changes: auditedChanges({}, { part: form.part || null }),
    });
  });
  context.bus.tell({ kind: 'department', id, action: 'add' });
  return id;
}

/** Renames a department or gives it another part [PE15]; refuses a stale version with the newer state. */
export async function changeDepartment(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'people.manage');
  const { departmentId, version, ...form } = parseInput(DepartmentChange, input);
  await context.database.transaction(async (trx) => {
    await requireFreeName(trx, form.name, departmentId);
    const before = await requireDepartment(trx, departmentId);
    const change = { name: form.name, part: form.part || null };
    if (!(await store.updateDepartment(trx, departmentId, version, change))) {
      throw await staleError(
        trx,
        actor,
        { kind: 'department', id: departmentId, actions: ['department.change'] },
        before,
      );
    }
    await audit(context, trx, actor, 'change', departmentId, { changes: auditedChanges(before, change) });
  });
  context.bus.tell({ kind: 'department', id: departmentId, action: 'change' });
}

/** What follows when a department is closed or merged into another, to be read before it happens [PE40]. */
export interface DepartmentEnd {
  people: number;
  /** Projects that wait for a signature and would have other signers. */
  projects: readonly SignerChange[];
}

export async function previewClosing(
  context: PeopleContext,
  actor: Actor,
  input: unknown,
): Promise<DepartmentEnd> {
  requirePermission(actor, 'people.manage');
  const form = parseInput(DepartmentClosing, input);
  return context.database.transaction(async (trx) => {
    const { people, projects } = await sortOutClosing(context, trx, form);
    return { people, projects };
  });
}

/**
 * Closes a department: nobody is in it, or everybody moves into another one, which is a merge [PE15] [PE39]. Where
 * a project waits for a signature and its signers would change, that must have been shown [PE40]. Can be
 * taken back.
 */
export async function closeDepartment(
  context: PeopleContext,
  actor: Actor,
  input: unknown,
): Promise<{ moved: number; undoId: string | null }> {
  requirePermission(actor, 'people.manage');
  const form = parseInput(DepartmentClosing, input);
  const { departmentId, version } = form;
  const closed = await context.database.transaction(async (trx) => {
    await store.holdOrganisation(trx);
    const { from, into, projects } = await sortOutClosing(context, trx, form);
    if (from.version !== version) throw new AppError('stale', { current: from });
    const unseen = projects.filter(({ id }) => !form.projectIds.includes(id));
    if (unseen.length > 0)
      throw new AppError('conflict', {
        reason: 'people.signersWouldChange',
        values: { n: unseen.length },
      });
    const people = into ? await store.movePeople(trx, departmentId, into.id) : [];
    await store.deleteDepartment(trx, departmentId);
    const changes = into ? auditedChanges({ department: from.name }, { department: into.name }) : [];
    const details = { changes, ...(into && { people: people.length }) };
    await audit(context, trx, actor, into ? 'merge' : 'close', departmentId, details, from.name);
    const undoId = await MERGE_UNDO.keep(context, trx, actor, { department: from, people });
    return { moved: people.length, undoId };
  });
  context.bus.tell({ kind: 'department', id: departmentId, action: form.intoId ? 'merge' : 'close' });
  return closed;
}

async function sortOutClosing(
  context: PeopleContext,
  trx: Queries,
  { departmentId, intoId }: v.InferOutput<typeof DepartmentClosing>,
): Promise<DepartmentEnd & { from: store.DepartmentRow; into: store.DepartmentRow | null }> {
  const from = await requireDepartment(trx, departmentId);
  const into = intoId ? await requireDepartment(trx, intoId) : null;
  const people = await store.countPeople(trx, departmentId);
  if (people > 0 && !into)
    throw new AppError('conflict', { issues: [{ path: 'intoId', message: 'people.closeNeedsPlace' }] });
  const isSame = !into || into.part === from.part;
  const projects = isSame ? [] : await context.listSignerChanges(trx, { departmentId, part: into.part });
  return { from, into, people, projects };
}

/** Whoever was changed since stays where they are. */
export const MERGE_UNDO = undoable(
  'merge',
  v.object({
    department: v.object({
      id: v.string(),
      name: v.string(),
      part: v.nullable(v.string()),
      version: v.number(),
    }),
    people: v.array(v.object({ id: v.string(), version: v.number() })),
  }),
  async (context: Context, trx, actor, { department, people }) => {
    requirePermission(actor, 'people.manage');
    const { id, name, part } = department;
    await requireFreeName(trx, name);
    await store.insertDepartment(trx, { ...department, id: asId<'department'>(id) });
    let n = 0;
    for (const person of people) if (await store.movePersonBack(trx, person, id)) n++;
    await audit(context, trx, actor, 'add', id, { changes: auditedChanges({}, { part }) });
    return {
      said: { key: 'people.mergeUndone', values: { n, kept: people.length - n } },
      after: () => context.bus.tell({ kind: 'department', id, action: 'add' }),
    };
  },
);

async function requireDepartment(trx: Queries, id: string): Promise<store.DepartmentRow> {
  const department = (await store.listDepartments(trx)).find((known) => known.id === id);
  if (!department) throw new AppError('not-found');
  return department;
}

/** Takes the list of departments for this transaction, so that two do not add the same name at once. */
async function requireFreeName(trx: Queries, name: string, except?: string): Promise<void> {
  await store.holdOrganisation(trx);
  const key = departmentKey(name);
  const known = await store.listDepartments(trx);
  if (known.some((department) => department.id !== except && departmentKey(department.name) === key)) {
    throw new AppError('conflict', { issues: [{ path: 'name', message: 'people.departmentTaken' }] });
  }
}

async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'department'>,
  id: string,
  details: AuditDetails,
  name?: string,
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `department.${action}`,
    subject: { kind: 'department', id, ...(name !== undefined && { name }) },
    details,
  });
}
