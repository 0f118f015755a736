import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { isMeasured, type Insight, type InsightFigure } from '#lib/survey/insights/insight.ts';
import { HeadMetricForm, refuseTarget, type HeadMetric } from '#lib/workshop/evidence/head-metric.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import { staleError } from '#server/access/stale-error.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { deleteMetric, findMetric, writeMetric } from './metric-store.ts';
import { holdWorkshop } from '../store.ts';
import { requireSteered, requireReadable } from '../participation.ts';
import { requireFigure } from './shown-figure.ts';

/**
 * Binds the head of a workshop to a pinned figure, with its numbers as they are now and what they
 * should become by when; without an insight the head is free again [WS90]. A stale version is refused
 * with the newer metric.
 */
export async function setHeadMetric(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'workshop.steer');
  const form = parseInput(HeadMetricForm, input);
  const workshop = await requireSteered(context.db, actor, form.workshopId);
  if (workshop.stage === 'closed') throw new AppError('read-only');
  const atMs = context.clock();
  const insight = form.insightId === '' ? undefined : await requireFigure(context, form.insightId);
  await context.database.transaction(async (trx) => {
    // Two at once would both find the version that they saw.
    await holdWorkshop(trx, workshop.id);
    const present = await findMetric(trx, workshop.id);
    if ((present?.version ?? 0) !== form.version)
      throw await staleError(
        trx,
        actor,
        { kind: 'workshop', id: workshop.id, actions: ['workshop.metric'] },
        present,
      );
    if (!insight) await deleteMetric(trx, workshop.id);
    else {
      // A new target for the same figure keeps the baseline; what it was is what the room agreed on.
      const facts = present?.insightId === insight.id ? present : baselineOf(insight);
      const aim = { target: form.target, targetOn: form.targetOn };
      const refusal = refuseTarget(facts.kind, facts, aim);
      if (refusal) throw new AppError('conflict', { reason: `evidence.metric.${refusal}` });
      const written = { ...facts, ...aim, byName: actor.name, atMs, version: form.version + 1 };
      await writeMetric(trx, workshop.id, written, actor.id);
    }
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'workshop.metric',
      subject: { kind: 'workshop', id: workshop.id },
      details: { insight: form.insightId, target: form.target, targetOn: form.targetOn },
    });
  });
  await context.control.tell(workshop.id);
  context.bus.tell({ kind: 'workshop', id: workshop.id, action: 'metric' });
}

/** The metric at a workshop's head, for whoever may open it; undefined when there is none. */
export async function getHeadMetric(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<HeadMetric | undefined> {
  requirePermission(actor, 'workshop.takePart');
  await requireReadable(context.db, actor, workshopId);
  return findMetric(context.db, workshopId);
}

function baselineOf(
  insight: Insight & { figure: InsightFigure },
): Omit<HeadMetric, 'target' | 'targetOn' | 'byName' | 'atMs' | 'version'> {
  const { question, figure, waveName } = insight;
  if (!isMeasured(question)) throw new AppError('conflict', { reason: 'evidence.metric.not-measure' });
  return {
    insightId: insight.id,
    title: insight.title,
    kind: question.kind,
    baseline: { ...figure, waveName },
    waveId: insight.waveId,
    surveyId: insight.surveyId,
    fieldedOn: insight.fieldedOn,
    column: question.column,
  };
}
