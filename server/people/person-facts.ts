import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditedFields } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { makesCircle } from '#lib/people/managers.ts';
import { ROLES, type Role } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { holdOrganisation } from './department-store.ts';
import { listManagers } from './manager-store.ts';
import { areActive } from './store.ts';

/** What an organisation says of a person, with department and manager by their names: as history tells it. */
export interface PersonFacts {
  name: string;
  /** Absent where it is not in question. */
  email?: string;
  departmentName: string | null;
  roles: readonly Role[];
  level: string | null;
  managerName: string | null;
  employedUntil: string | null;
}

/** The facts in a form, where nothing is an empty text. */
export function factsOf(
  form: { name: string; roles: readonly Role[]; level: string; employedUntil: string },
  names: { department: string | null; manager: string | null },
): PersonFacts {
  return {
    name: form.name,
    departmentName: names.department,
    roles: form.roles,
    level: form.level || null,
    managerName: names.manager,
    employedUntil: form.employedUntil || null,
  };
}

/** One line of the audit log about one person, with every fact that changed. */
export async function auditPerson(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'person'>,
  {
    id,
    before,
    facts,
    account,
    whom = [],
  }: {
    id: string;
    before: PersonFacts | null;
    facts: PersonFacts;
    /** Whether the account was on, and is now. */
    account?: readonly [before: boolean, after: boolean];
    /** Who took over. */
    whom?: readonly string[];
  },
): Promise<void> {
  const [was, is] = (account ?? []).map((isOn) => ({ account: isOn ? 'on' : 'off' }));
  const changes = auditedChanges(
    { ...(before && toAudited(before)), ...was },
    { ...toAudited(facts), ...is },
  );
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `person.${action}`,
    subject: { kind: 'person', id },
    whom,
    details: { changes },
  });
}

/** Everybody is an employee: the role is nothing that was given [PE1]. */
function toAudited(facts: PersonFacts): AuditedFields {
  return {
    name: facts.name,
    ...(facts.email !== undefined && { email: facts.email }),
    department: facts.departmentName,
    roles: ROLES.filter((role) => role !== 'employee' && facts.roles.includes(role)).join(',') || null,
    level: facts.level,
    manager: facts.managerName,
    employedUntil: facts.employedUntil,
  };
}

/**
 * A manager is somebody else who is active, and nobody leads themselves over others [PE26]. Whoever sets one
 * waits for the other: two that are right alone could make a circle together.
 */
export async function requireManager(trx: Queries, personId: string, managerId: string): Promise<void> {
  if (managerId === '') return;
  const refuse = (message: string): AppError =>
    new AppError('conflict', { issues: [{ path: 'managerId', message }] });
  await holdOrganisation(trx);
  if (!(await areActive(trx, [managerId])).has(managerId)) throw refuse('people.managerGone');
  if (makesCircle(await listManagers(trx), personId, managerId)) throw refuse('people.managerCircle');
}
