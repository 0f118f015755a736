import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { asId } from '#lib/base/ids.ts';
import type { Queries } from '../database/engine.ts';
import type { Consequence, DepartureRules } from '../people/departure.ts';
import { namesOf } from '../people/store.ts';
import { signedAmong } from '#lib/projects/cover/cover.ts';
import { isProjectOver } from '#lib/projects/project.ts';
import { forgetKnowledgeOf } from './charter/application-store.ts';
import { handOverSponsored } from './charter/charter-store.ts';
import { handOverOpinions } from './charter/opinion-store.ts';
import { endCoversOf } from './cover/cover-store.ts';
import { listPresentDecisions } from './decision-store.ts';
import { insertHands } from './hand-store.ts';
import { audit, write } from './move-project.ts';
import { listAsksOfAcceptor, withdrawAsksTo } from './running/stage-store.ts';
import * as store from './store.ts';

/** Projects that are not over get another owner or deputy; what was proposed, signed and reported stays. */
export const PROJECT_DEPARTURE: DepartureRules = {
  columns: {
    'project.owner_id': 'handed-over',
    'project.deputy_id': 'handed-over',
    'project.proposed_by': 'kept',
    'project_decision.director_id': 'kept',
    'project_decision.in_name_of_id': 'kept',
    'project_hand.person_id': 'kept',
    'project_effect.measured_by': 'kept',
    'project_report.author_id': 'kept',
    'project_stage_ask.acceptor_id': 'ended',
    'project_stage_ask.asked_by': 'kept',
    'project_stage_move.by_id': 'kept',
    'project_cost.by_id': 'kept',
    'project_forecast.by_id': 'kept',
    'project_recovery.opened_by': 'kept',
    'project_recovery_status.by_id': 'kept',
    'project_closing.by_id': 'kept',
    'project_cover.for_id': 'ended',
    'project_cover.by_id': 'ended',
    'project_read.person_id': 'kept',
    'project_handover.from_id': 'kept',
    'project_charter.sponsor_id': 'handed-over',
    'project_change.by_id': 'kept',
    'application_person.person_id': 'ended',
    'opinion_rule.giver_id': 'handed-over',
    'project_opinion.giver_id': 'handed-over',
  },
  async list(db, personId) {
    const asked = await listAsksOfAcceptor(db, personId);
    const ids = asked.map(({ projectId }) => projectId);
    const names = ids.length > 0 ? await store.listProjectNames(db, ids) : [];
    return [
      ...(await listOpen(db, personId)).map((project): Consequence => ({
        kind: project.ownerId === personId ? 'owner' : 'deputy',
        effect: 'handed-over',
        title: project.title,
        href: `/projects/${project.number}`,
      })),
      ...names.map(({ title, number }): Consequence => ({
        kind: 'stage',
        effect: 'ended',
        title,
        href: `/projects/${number}`,
      })),
    ];
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const projects = await listOpen(trx, personId);
    await endCoversOf(trx, personId, context.clock());
    await withdrawAsksTo(trx, personId, context.clock());
    await handOverOpinions(trx, personId, successorId);
    await handOverSponsored(trx, personId, successorId);
    await forgetKnowledgeOf(trx, personId);
    if (successorId === null) return [];
    const involved = projects.filter(({ ownerId, deputyId }) => [ownerId, deputyId].includes(successorId));
    if (involved.length > 0) {
      const titles = involved.map(({ title }) => `“${title}”`).join(', ');
      throw new AppError('conflict', { reason: 'people.successorInvolved', values: { titles } });
    }
    const successorName = (await namesOf(trx, [successorId])).get(successorId) ?? '';
    await requireUnsigned(trx, projects, successorId);
    for (const project of projects) {
      const isOwner = project.ownerId === personId;
      // Signatures that were given stay: who answers for a project needs no approval [PR79].
      await write(trx, project, isOwner ? { ownerId: successorId } : { deputyId: successorId });
      const did = isOwner ? ('owner' as const) : ('deputy' as const);
      await insertHands(trx, project.id, [{ personId: successorId, did }], context.clock());
      await audit(context, trx, actor, 'handOver', project.id, {
        from: personId,
        to: successorId,
        did,
        changes: auditedChanges(
          { [did]: isOwner ? project.ownerName : project.deputyName },
          { [did]: successorName },
        ),
      });
    }
    return projects.map(({ id }) => async () => {
      context.bus.tell({ kind: 'project', id, action: 'handOver' });
    });
  },
};

/** Whoever signed a project that waits cannot answer for it as well [PR4] [PR79]. */
async function requireUnsigned(
  trx: Queries,
  projects: readonly store.ProjectRow[],
  successorId: string,
): Promise<void> {
  const waiting = new Map(
    projects.filter(({ state }) => state === 'submitted').map((project) => [project.id, project]),
  );
  if (waiting.size === 0) return;
  const signed = (await listPresentDecisions(trx)).flatMap((decision) => {
    const project = waiting.get(asId<'project'>(decision.projectId));
    return project && signedAmong([successorId], [decision]) ? [project.title] : [];
  });
  if (signed.length > 0)
    throw new AppError('conflict', {
      reason: 'people.successorSigned',
      values: { titles: signed.map((title) => `“${title}”`).join(', ') },
    });
}

async function listOpen(db: Queries, personId: string): Promise<store.ProjectRow[]> {
  const projects = await store.listProjectsOfPerson(db, personId);
  return projects.filter(({ state }) => !isProjectOver(state));
}
