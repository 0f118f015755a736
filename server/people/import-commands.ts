import { createHash } from 'node:crypto';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { departmentKey } from '#lib/people/department-name.ts';
import {
  MAX_LIST_BYTES,
  PeopleImportForm,
  type ImportPreview,
  type PeopleImport,
} from '#lib/people/import/people-import.ts';
import { planImport, type ImportPlan, type PlannedPerson } from '#lib/people/import/plan-import.ts';
import { readPeople, type PeopleList } from '#lib/people/import/read-people.ts';
import { decodeList } from '#lib/tabular/read/decode-list.ts';
import { previewPeople } from '#lib/people/import/preview-people.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import {
  holdOrganisation,
  insertDepartment,
  listDepartments,
  type DepartmentRow,
} from './department-store.ts';
import { setManager } from './manager-store.ts';
import { auditPerson, type PersonFacts } from './person-facts.ts';
import * as store from './store.ts';

/** What a list would do, row by row, without doing it [PE31]. */
export async function previewImport(context: Context, actor: Actor, input: unknown): Promise<ImportPreview> {
  requirePermission(actor, 'people.manage');
  const { list, becomes } = await readList(context, input);
  return (await decide(context.db, list, becomes)).preview;
}

/**
 * Adds and changes everybody whom the preview showed, in one transaction [PE7] [PE31]; departments that are new
 * are made. Where it would do anything else by now it is refused, and the page shows the newer preview.
 */
export async function importPeople(context: Context, actor: Actor, input: unknown): Promise<PeopleImport> {
  requirePermission(actor, 'people.manage');
  const { list, becomes, seen } = await readList(context, input);
  const done = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const { plan, preview, people, departments } = await decide(trx, list, becomes);
    if (preview.fingerprint !== seen) throw new AppError('conflict', { reason: 'people.import.movedOn' });
    await writePlan(context, trx, actor, { plan, people, departments });
    const counts = {
      added: plan.added.length,
      changed: plan.changed.length,
      same: plan.same.length,
      refused: plan.refused.length,
    };
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'people.import',
      subject: { kind: 'people', id: 'list' },
      details: { added: counts.added, updated: counts.changed, rejected: counts.refused },
    });
    return counts;
  });
  context.bus.tell({ kind: 'person', id: 'list', action: 'import' });
  return done;
}

async function readList(
  context: Context,
  input: unknown,
): Promise<{ list: PeopleList; becomes: ReadonlyMap<string, string>; seen: string }> {
  const { file, newKeys, becomes, seen } = parseInput(PeopleImportForm, input);
  if (file.byteLength > MAX_LIST_BYTES) throw new AppError('too-large');
  const text = await decodeList(file);
  if (text === undefined)
    throw new AppError('invalid', { issues: [{ path: 'file', message: 'people.import.noList' }] });
  const list = readPeople(text, dayAt(context.clock(), context.settings.timeZone));
  const pairs = newKeys.map((key, index) => [key, becomes[index] ?? ''] as const);
  return { list, becomes: new Map(pairs.filter(([, id]) => id !== '')), seen };
}

/** What the list comes to with the people and departments that there are now. */
async function decide(db: Queries, list: PeopleList, wanted: ReadonlyMap<string, string>) {
  const people = await store.listPeople(db);
  const departments = await listDepartments(db);
  // A department that somebody closed meanwhile is no choice any more: the preview says it anew.
  const becomes = new Map([...wanted].filter(([, id]) => departments.some((known) => known.id === id)));
  const plan = planImport(list.rows, { people, departments, becomes });
  const shown = previewPeople(plan, list, { people, departments, becomes });
  const fingerprint = createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
  return { plan, people, departments, preview: { ...shown, fingerprint } satisfies ImportPreview };
}

interface Scene {
  plan: ImportPlan;
  people: readonly store.PersonRow[];
  departments: readonly DepartmentRow[];
}

/** Everybody first, then who leads whom: a manager may stand further down than the people they lead [PE35]. */
async function writePlan(
  context: Context,
  trx: Queries,
  actor: Actor,
  { plan, people, departments }: Scene,
): Promise<void> {
  const organisation = await store.findOrganisation(trx);
  const names = new Map<string, string>(departments.map(({ id, name }) => [id, name]));
  const made = await makeDepartments(trx, plan);
  for (const { id, name } of made.values()) names.set(id, name);
  const idOf = ({ department }: PlannedPerson): string | null =>
    department === null
      ? null
      : 'id' in department
        ? department.id
        : (made.get(department.newKey)?.id ?? null);
  const grant = store.grantOf(context.clock(), actor);
  const byEmail = new Map<string, { id: string; name: string }>(
    people.map(({ email, id, name }) => [email, { id, name }]),
  );
  const byId = new Map<string, store.PersonRow>(people.map((person) => [person.id, person]));
  for (const planned of plan.added) {
    const id = newId<'person'>();
    byEmail.set(planned.email, { id, name: planned.name });
    await store.insertPerson(trx, {
      id,
      name: planned.name,
      email: planned.email,
      departmentId: idOf(planned),
      locale: organisation?.locale ?? 'en',
      createdAtMs: context.clock(),
      level: planned.level,
      employedUntil: planned.employedUntil,
    });
    await store.replaceRoles(trx, id, planned.roles, grant);
  }
  for (const planned of [...plan.added, ...plan.changed]) {
    const before = byId.get(planned.known?.id ?? '') ?? null;
    const manager = planned.managerEmail === null ? undefined : byEmail.get(planned.managerEmail);
    const id = byEmail.get(planned.email)?.id ?? '';
    const departmentId = idOf(planned);
    if (before) {
      const isWritten = await store.updatePerson(trx, id, before.version, {
        name: planned.name,
        ...(departmentId === null ? {} : { department_id: departmentId }),
        ...(planned.level === null ? {} : { level: planned.level }),
        ...(manager ? { manager_id: manager.id } : {}),
        ...(planned.employedUntil === null ? {} : { employed_until: planned.employedUntil }),
      });
      if (!isWritten) throw new AppError('conflict', { reason: 'people.import.movedOn' });
      await store.replaceRoles(trx, before.id, planned.roles, grant);
    } else if (manager) await setManager(trx, [id], manager.id);
    const facts: PersonFacts = {
      name: planned.name,
      departmentName: (departmentId && names.get(departmentId)) ?? before?.departmentName ?? null,
      roles: planned.roles,
      level: planned.level ?? before?.level ?? null,
      managerName: manager?.name ?? before?.managerName ?? null,
      employedUntil: planned.employedUntil ?? before?.employedUntil ?? null,
    };
    await auditPerson(context, trx, actor, before ? 'change' : 'add', { id, before, facts });
  }
}

/** The departments that rows go into and that are not here, by their keys. */
async function makeDepartments(
  trx: Queries,
  { newDepartments, added, changed }: ImportPlan,
): Promise<Map<string, { id: string; name: string }>> {
  const made = new Map<string, { id: string; name: string }>();
  const isUsed = (key: string): boolean =>
    [...added, ...changed].some(
      ({ department }) => department !== null && 'newKey' in department && department.newKey === key,
    );
  for (const { name } of newDepartments) {
    const key = departmentKey(name);
    if (!isUsed(key)) continue;
    const id = newId<'department'>();
    await insertDepartment(trx, { id, name, part: null });
    made.set(key, { id, name });
  }
  return made;
}
