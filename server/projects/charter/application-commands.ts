import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import type { KnownApplication } from '#lib/people/team/resting.ts';
import { ApplicationPeopleForm } from '#lib/projects/charter/application-people.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import { areActive, namesOf } from '../../people/store.ts';
import * as store from './application-store.ts';

/** The applications that the organisation uses, with who knows them [PR66]. */
export async function listKnownApplications(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
): Promise<(KnownApplication & { version: number })[]> {
  requirePermission(actor, 'team.viewGaps');
  const people = await store.listApplicationPeople(db);
  return (await store.listApplications(db))
    .filter(({ isUsed }) => isUsed)
    .map(({ id, name, version }) => ({ id, name, version, people: people.get(id) ?? [] }));
}

/** Says who knows an application, on top of exactly the list that was seen [PR66]. */
export async function saveApplicationPeople(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'team.manage');
  const { applicationId, version, personIds } = parseInput(ApplicationPeopleForm, input);
  await context.database.transaction(async (trx) => {
    const application = (await store.listApplications(trx)).find(({ id }) => id === applicationId);
    if (!application) throw new AppError('not-found');
    const before = (await store.listApplicationPeople(trx)).get(applicationId) ?? [];
    if (!(await store.updateApplication(trx, { ...application, version })))
      throw await staleError(
        trx,
        actor,
        { kind: 'team', id: applicationId, actions: ['team.applicationPeople'] },
        { ...application, people: before },
      );
    const active = await areActive(trx, personIds);
    if (personIds.some((id) => !active.has(id)))
      throw new AppError('invalid', { issues: [{ path: 'personIds', message: 'projects.personGone' }] });
    await store.writeApplicationPeople(trx, applicationId, personIds);
    const names = await namesOf(trx, personIds);
    const listOf = (people: readonly string[]): string => people.toSorted().join(', ');
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'team.applicationPeople',
      subject: { kind: 'team', id: applicationId, name: application.name },
      details: {
        changes: auditedChanges(
          { knownBy: listOf(before.map(({ name }) => name)) },
          { knownBy: listOf([...names.values()]) },
        ),
      },
    });
  });
  context.bus.tell({ kind: 'team', id: 'team', action: 'change' });
}
