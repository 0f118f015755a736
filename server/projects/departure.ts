import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import type { Queries } from '../database/engine.ts';
import type { DepartureRules } from '../people/departure.ts';
import { namesOf } from '../people/store.ts';
import { isProjectOver } from '#lib/projects/project.ts';
import { handOverSponsored } from './charter/charter-store.ts';
import { handOverOpinions } from './charter/opinion-store.ts';
import { insertHands } from './hand-store.ts';
import { audit, write } from './move-project.ts';
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
    'project_report.author_id': 'kept',
    'project_charter.sponsor_id': 'handed-over',
    'project_change.by_id': 'kept',
    'opinion_rule.giver_id': 'handed-over',
    'project_opinion.giver_id': 'handed-over',
  },
  async list(db, personId) {
    return (await listOpen(db, personId)).map((project) => ({
      kind: project.ownerId === personId ? 'owner' : 'deputy',
      effect: 'handed-over',
      title: project.title,
      href: `/projects/${project.number}`,
    }));
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const projects = await listOpen(trx, personId);
    await handOverOpinions(trx, personId, successorId);
    await handOverSponsored(trx, personId, successorId);
    if (successorId === null) return [];
    const involved = projects.filter(({ ownerId, deputyId }) => [ownerId, deputyId].includes(successorId));
    if (involved.length > 0) {
      const titles = involved.map(({ title }) => `“${title}”`).join(', ');
      throw new AppError('conflict', { reason: 'people.successorInvolved', values: { titles } });
    }
    const successorName = (await namesOf(trx, [successorId])).get(successorId) ?? '';
    for (const project of projects) {
      const isOwner = project.ownerId === personId;
      // Who is responsible is part of what is signed: a submission that waits starts its signatures anew.
      const submission = project.submission + (project.state === 'submitted' ? 1 : 0);
      await write(trx, project, {
        ...(isOwner ? { ownerId: successorId } : { deputyId: successorId }),
        submission,
      });
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

async function listOpen(db: Queries, personId: string): Promise<store.ProjectRow[]> {
  const projects = await store.listProjectsOfPerson(db, personId);
  return projects.filter(({ state }) => !isProjectOver(state));
}
