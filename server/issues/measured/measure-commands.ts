import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  MeasuredForm,
  measuredImportance,
  pointsOf,
  type MeasuredImportance,
} from '#lib/issues/measured/measured-importance.ts';
import type { Actor } from '#lib/people/person.ts';
import { isMeasured, type Insight } from '#lib/survey/insights/insight.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { findInsight, listWavesOfSurvey } from '../../survey/commands.ts';
import { decideGroups, keepMeasuredGroups, listShownMeasurements } from '../../survey/group-commands.ts';
import { findIssue, type IssueRow } from '../store.ts';
import { insertMeasure, listNewestMeasures } from './measure-store.ts';

/** What the page needs on which an issue's importance is measured. */
export interface MeasureDesk {
  issue: Pick<IssueRow, 'id' | 'number' | 'title'>;
  /** Its evidence; null where there is none that can be measured. */
  insight: Insight | null;
  /** The waves of the evidence's survey, the newest first. */
  waves: { id: string; name: string; fieldedOn: string; version: number }[];
}

/** The page on which somebody who sees responses measures an issue [IS58]. */
export async function getMeasureDesk(context: Context, actor: Actor, issueId: string): Promise<MeasureDesk> {
  requirePermission(actor, 'issue.measure');
  const issue = await findIssue(context.db, issueId);
  if (!issue) throw new AppError('not-found');
  const { id, number, title, insightId } = issue;
  const found = insightId === null ? undefined : await findInsight(context, actor, insightId);
  // A share of comments is no answer of a respondent that could drive another one.
  const insight = found && isMeasured(found.question) ? found : null;
  const waves = insight ? await listWavesOfSurvey(context, actor, insight.surveyId) : [];
  return {
    issue: { id, number, title },
    insight,
    waves: waves.map((wave) => ({
      ...{ id: wave.id, name: wave.name, fieldedOn: wave.fieldedOn, version: wave.version },
    })),
  };
}

/** Keeps what was measured of an issue, as it was, with the groups behind it [IS58] [SV121]. */
export async function measureImportance(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'issue.measure');
  const { issueId, measured } = parseInput(MeasuredForm, input);
  const { content, groups } = measured;
  const id = newId();
  const waveIds = await context.database.transaction(async (trx) => {
    const issue = await findIssue(trx, issueId);
    if (!issue) throw new AppError('not-found');
    if (issue.triage === 'duplicate') throw new AppError('read-only', { reason: 'measured.merged' });
    if (issue.insightId === null) throw new AppError('conflict', { reason: 'measured.noEvidence' });
    const kept = await keepMeasuredGroups(context, trx, actor, groups);
    // What stands on no group of its own wave could be shown without any.
    if (!kept.waveIds.includes(content.waveId))
      throw new AppError('invalid', { issues: [{ path: 'measured', message: 'measured.broken' }] });
    await insertMeasure(trx, {
      ...{ id, issueId, content, groupIds: kept.ids, atMs: context.clock() },
      ...{ byId: actor.id, byName: actor.name },
    });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'issue.measure',
      subject: { kind: 'issue', id: issueId },
    });
    return kept.waveIds;
  });
  await decideGroups(context, waveIds);
  context.bus.tell({ kind: 'issue', id: issueId, action: 'change' });
}

/** The newest measurement of each of these issues that this reader may see, by issue [IS59]. */
export async function listMeasured(
  context: Context,
  actor: Actor,
  issueIds: readonly string[],
): Promise<ReadonlyMap<string, MeasuredImportance>> {
  requirePermission(actor, 'issue.view');
  const newest = [...(await listNewestMeasures(context.db, issueIds))];
  const sight = await listShownMeasurements(
    context,
    actor,
    newest.map(([, { groupIds }]) => groupIds),
  );
  return new Map(
    newest.flatMap(([issueId, { id, content, byName, atMs }], i) => {
      const seen = sight[i];
      if (!seen?.isSeen) return [];
      const { change, scale, interval } = content;
      const points = pointsOf(change, scale);
      const pointsInterval = [pointsOf(interval[0], scale), pointsOf(interval[1], scale)] as const;
      const steps = context.settings.current.importanceSteps;
      const importance = measuredImportance(points, pointsInterval, steps);
      const { isWithheld } = seen;
      return [[issueId, { id, content, points, pointsInterval, importance, byName, atMs, isWithheld }]];
    }),
  );
}

/** What was measured of one issue, as this reader may see it. */
export async function findMeasured(
  context: Context,
  actor: Actor,
  issueId: string,
): Promise<MeasuredImportance | null> {
  return (await listMeasured(context, actor, [issueId])).get(issueId) ?? null;
}
