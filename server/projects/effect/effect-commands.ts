import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import type { Verdict } from '#lib/base/verdict.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Charter } from '#lib/projects/charter/charter.ts';
import {
  areFrozenSegments,
  EffectForm,
  type EffectLine,
  type ProjectEffect,
} from '#lib/projects/effect/project-effect.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { finishNotices } from '../../notify/notice-commands.ts';
import { decideGroups, keepMeasuredGroups, listShownMeasurements } from '../../survey/group-commands.ts';
import { readSight } from '../readers.ts';
import * as store from '../store.ts';
import { findApproved } from '../charter/version-store.ts';
import { insertEffect, listNewestEffects } from './effect-store.ts';

/** What the page needs on which a project's effect is measured: what was approved of its benefit [PR85]. */
export interface EffectDesk {
  project: { id: string; number: number; title: string; startsOn: string; endsOn: string };
  /** The benefit as it was approved; null where nothing was, or no figure was named. */
  benefit: Charter['benefit'] | null;
}

/** The page on which somebody who sees responses measures whether a project worked. */
export async function getEffectDesk(context: Context, actor: Actor, projectId: string): Promise<EffectDesk> {
  requirePermission(actor, 'project.measure');
  const project = await requireSeen(context, actor, projectId);
  const benefit = (await findApproved(context.db, projectId))?.content.charter?.benefit ?? null;
  const { id, number, title, startsOn, endsOn } = project;
  return { project: { id, number, title, startsOn, endsOn }, benefit: benefit?.baseline ? benefit : null };
}

async function requireSeen({ db }: Context, actor: Actor, projectId: string): Promise<store.ProjectRow> {
  const project = await store.findProject(db, projectId);
  if (!project || !(await readSight(db, actor)).isSeen(project)) throw new AppError('not-found');
  return project;
}

/** Keeps whether a project worked, as it was measured, with the groups behind it [PR86] [SV121]. */
export async function measureProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.measure');
  const { projectId, effect } = parseInput(EffectForm, input);
  const { content, groups } = effect;
  await requireSeen(context, actor, projectId);
  const { waveIds, tellInboxes } = await context.database.transaction(async (trx) => {
    const approved = await findApproved(trx, projectId);
    const benefit = approved?.content.charter?.benefit;
    if (!benefit?.baseline) throw new AppError('conflict', { reason: 'effect.notApproved' });
    // What is compared was agreed before anybody knew how it would come out.
    const isWhole = benefit.segments.length === 0;
    if (!isWhole && !areFrozenSegments(benefit.segments, content))
      throw new AppError('conflict', { reason: 'effect.notFrozen' });
    const kept = await keepMeasuredGroups(context, trx, actor, groups);
    if (![content.before.id, content.after.id].every((id) => kept.waveIds.includes(id)))
      throw new AppError('invalid', { issues: [{ path: 'effect', message: 'effect.broken' }] });
    await insertEffect(trx, {
      ...{ id: newId(), projectId, content, verdict: content.verdict, groupIds: kept.ids },
      ...{ byId: actor.id, byName: actor.name, atMs: context.clock() },
    });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'project.measure',
      subject: { kind: 'project', id: projectId },
    });
    // Whoever was told that it can be measured is waited for no longer [PR109].
    const subject = { kind: 'project', id: projectId } as const;
    const tellInboxes = await finishNotices(context, trx, { subject, kinds: ['project.measure'] });
    return { waveIds: kept.waveIds, tellInboxes };
  });
  tellInboxes();
  await decideGroups(context, waveIds);
  context.bus.tell({ kind: 'project', id: projectId, action: 'change' });
}

/** The newest effect of each of these projects, or of all, that this reader may see, by project [PR87]. */
export async function listEffects(
  context: Context,
  actor: Actor,
  projectIds?: readonly string[],
): Promise<ReadonlyMap<string, ProjectEffect>> {
  requirePermission(actor, 'project.view');
  const newest = [...(await listNewestEffects(context.db, projectIds)).values()];
  const sight = await listShownMeasurements(
    context,
    actor,
    newest.map(({ groupIds }) => groupIds),
  );
  return new Map(
    newest.flatMap(({ projectId, content, verdict, byName, atMs }, i) => {
      const seen = sight[i];
      if (!seen?.isSeen) return [];
      return [[projectId, { projectId, content, verdict, byName, atMs, isWithheld: seen.isWithheld }]];
    }),
  );
}

/** What was measured of one project, as this reader may see it. */
export async function findEffect(
  context: Context,
  actor: Actor,
  projectId: string,
): Promise<ProjectEffect | null> {
  requirePermission(actor, 'project.view');
  await requireSeen(context, actor, projectId);
  return (await listEffects(context, actor, [projectId])).get(projectId) ?? null;
}

/**
 * What moved by these projects, or by all: each measured project that this reader knows of, with its verdict. For the
 * pages of goals, issues and years [PR87].
 */
export async function listEffectLines(
  context: Context,
  actor: Actor,
  projectIds?: readonly string[],
): Promise<(EffectLine & { projectId: string })[]> {
  if (actor.kind !== 'system' && !isPermitted(standingsOf(actor), 'project.view')) return [];
  const effects = await listEffects(context, actor, projectIds);
  if (effects.size === 0) return [];
  const sight = await readSight(context.db, actor);
  return (await store.listProjects(context.db)).flatMap((project) => {
    const effect = effects.get(project.id);
    if (!effect || !sight.isSeen(project)) return [];
    const { verdict, content } = effect;
    return [{ projectId: project.id, number: project.number, title: project.title, verdict, content }];
  });
}

/** The verdict of the newest measured project of each of these issues, by issue: what was tried already [PR87]. */
export async function listEffectsOfIssues(
  context: Context,
  actor: Actor,
  issueIds: readonly string[],
): Promise<Record<string, Verdict>> {
  requirePermission(actor, 'project.view');
  const ofIssues = await store.listProjectsOfIssues(context.db, issueIds);
  const lines = await listEffectLines(context, actor);
  return Object.fromEntries(
    ofIssues.flatMap(({ issueId, number }) => {
      const line = lines.find((one) => one.number === number);
      return issueId !== null && line ? [[issueId, line.verdict]] : [];
    }),
  );
}
