import { asId } from '#lib/base/ids.ts';
import { PERMISSIONS } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import { dueWave } from '#lib/projects/effect/project-effect.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import {
  addNotices,
  listWaitingAbout,
  withdrawNotices,
  type NewNotice,
} from '../../notify/notice-commands.ts';
import { listActiveHolders } from '../../people/lead-store.ts';
import { listInsightsBy, listWaves } from '../../survey/commands.ts';
import { listApprovedBenefits } from '../charter/version-store.ts';
import { readSight } from '../readers.ts';
import * as store from '../store.ts';
import { listNewestEffects } from './effect-store.ts';

/** A project whose agreed wave is here and that nobody has measured yet. */
export interface DueMeasurement {
  number: number;
  title: string;
  waveName: string;
}

/** Projects that can be measured now, for whoever measures [PR88]: their agreed wave, or one after their end, is imported. */
export async function listDueMeasurements(context: Context, actor: Actor): Promise<DueMeasurement[]> {
  requirePermission(actor, 'project.measure');
  return (await findDue(context, actor)).map(({ project: { number, title }, wave }) => ({
    ...{ number, title, waveName: wave.name },
  }));
}

async function findDue(
  context: Context,
  actor: Actor,
): Promise<{ project: store.ProjectRow; wave: { id: string; name: string } }[]> {
  const measured = await listNewestEffects(context.db);
  const sight = await readSight(context.db, actor);
  const approved = await listApprovedBenefits(context.db);
  const waves = await listWaves(context, actor);
  const insightIds = [...approved.values()].flatMap(({ baseline }) => baseline?.insightId ?? []);
  const insights = new Map(
    (await listInsightsBy(context, actor, { ids: insightIds })).map((one) => [one.id, one]),
  );
  return (await store.listProjects(context.db)).flatMap((project) => {
    const benefit = approved.get(project.id);
    const insight = insights.get(asId<'insight'>(benefit?.baseline?.insightId ?? ''));
    if (!benefit || !insight || measured.has(project.id) || !sight.isSeen(project)) return [];
    const later = waves.filter(
      (wave) => wave.surveyId === insight.surveyId && wave.fieldedOn > insight.fieldedOn,
    );
    const wave = dueWave(later, benefit.wave, project.endsOn);
    return wave ? [{ project, wave }] : [];
  });
}

const BY_ITSELF: Actor = { kind: 'system', name: 'projects.measure' };
const KINDS = ['project.measure'] as const;

/**
 * Tells owner, deputy and whoever measures that the wave by which a project is measured is here, once for a project
 * and a wave, and takes it back where that wave is gone or another one is agreed [PR109]. Every process may run it as
 * often as it likes.
 */
export async function tellMeasurements(context: Context): Promise<{ due: number; withdrawn: number }> {
  const due = await findDue(context, BY_ITSELF);
  const waiting = await listWaitingAbout(context.db, KINDS);
  const isDue = new Set(due.map(({ project, wave }) => `${project.id} ${wave.id}`));
  const over = waiting.filter(({ subject, occasion }) => !isDue.has(`${subject.id} ${occasion}`));
  if (due.length === 0 && over.length === 0) return { due: 0, withdrawn: 0 };
  const tells = await context.database.transaction(async (trx) => {
    const analysts = await listActiveHolders(trx, PERMISSIONS['project.measure']);
    const notices = due.flatMap(({ project: { id, ownerId, deputyId }, wave }) =>
      [...new Set([ownerId, deputyId, ...analysts])].map((personId): NewNotice => ({
        ...{ personId, kind: 'project.measure', byId: null, values: {} },
        ...{ subject: { kind: 'project', id }, occasion: wave.id },
      })),
    );
    const withdrawn = [];
    for (const { subject, occasion } of over)
      withdrawn.push(await withdrawNotices(context, trx, { subject, occasion, kinds: KINDS }));
    return [...withdrawn, await addNotices(context, trx, notices)];
  });
  for (const tell of tells) tell();
  return { due: due.length, withdrawn: over.length };
}
