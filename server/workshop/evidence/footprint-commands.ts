import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  cannotTell,
  judgeFootprint,
  restOf,
  type FootprintResult,
  type Sample,
} from '#lib/workshop/evidence/footprint.ts';
import {
  FootprintForm,
  type FootprintChoices,
  type FootprintClaim,
  type FootprintEvidence,
} from '#lib/workshop/evidence/footprint-form.ts';
import type { HeadMetric } from '#lib/workshop/evidence/head-metric.ts';
import { figureOfSample, sampleOfFigure } from '#lib/workshop/evidence/published-sample.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { findPublishedCell, listPublishedWaves, type PublishedWave } from '#server/survey/commands.ts';
import { hangEvidence, requireOpenRoom, requireOriginal } from './hang-evidence.ts';
import { findMetric } from './metric-store.ts';
import { requireTakingPart } from '../participation.ts';

/** Who steers opened the survey's published tables to this workshop by binding its head to it. */
const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/** The groups and waves in which scores could be low, for whoever takes part and has an account [WS91]. */
export async function listFootprintChoices(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<FootprintChoices> {
  requirePermission(actor, 'insight.view');
  await requireTakingPart(context.db, actor, workshopId);
  const metric = await findMetric(context.db, workshopId);
  if (!metric) return { metric: null, waves: [] };
  const { title, kind } = metric;
  return { metric: { title, kind }, waves: await listPublishedWaves(context, SYSTEM, metric) };
}

/**
 * Tests a cause on the metric at the head [WS91] [WS92]: where its author, or who steers, says that scores
 * should be low, they are compared with the rest. The answer is kept as evidence, whatever it is.
 */
export async function testFootprint(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'insight.view');
  const form = parseInput(FootprintForm, input);
  const me = await requireTakingPart(context.db, actor, form.workshopId);
  requireOpenRoom(me);
  const { authorId } = await requireOriginal(context, form.workshopId, form.causeId);
  if (authorId !== me.id && !isSteering(me.participation))
    throw new AppError('forbidden', { reason: 'evidence.footprint.notAuthor' });
  const metric = await findMetric(context.db, form.workshopId);
  if (!metric) throw new AppError('conflict', { reason: 'evidence.footprint.noMetric' });
  const waves = await listPublishedWaves(context, SYSTEM, metric);
  const { claim, wave, against } = settleClaim(waves, form);
  const { inside, outside, ...result } = await compare(context, metric, wave, against, form);
  const evidence: FootprintEvidence = {
    kind: 'footprint',
    metric: metric.title,
    measure: metric.kind,
    claim,
    smallest: form.smallest,
    ...result,
    inside: inside && figureOfSample(inside),
    outside: outside && figureOfSample(outside),
  };
  await hangEvidence(context, me, form.causeId, evidence);
}

/** The claim in words, and the waves that it is about; refuses what is not in the published tables. */
function settleClaim(
  waves: readonly PublishedWave[],
  form: { waveId: string; segment: string; group: string; againstId: string },
): { claim: FootprintClaim; wave: PublishedWave; against: PublishedWave | null } {
  const wave = waves.find(({ id }) => id === form.waveId);
  if (!wave) throw new AppError('not-found', { reason: 'evidence.footprint.notPublished' });
  if (form.segment === '') {
    const against = waves.find(({ id }) => id === form.againstId && id !== wave.id);
    if (!against) throw new AppError('conflict', { reason: 'evidence.footprint.noComparison' });
    return { claim: { waveName: wave.name, group: null, against: against.name }, wave, against };
  }
  const segment = wave.segments.find(({ column }) => column === form.segment);
  const group = segment?.groups.find(({ key }) => key === form.group)?.group;
  if (!segment || !group) throw new AppError('conflict', { reason: 'evidence.footprint.noGroup' });
  return {
    claim: {
      waveName: wave.name,
      group: { segment: segment.label, group, place: { waveId: wave.id, column: segment.column } },
      against: null,
    },
    wave,
    against: null,
  };
}

/** Nothing of a group that the tables hide leaves this: not its figure and not what it lacks of the rest. */
async function compare(
  context: WorkshopContext,
  metric: HeadMetric,
  wave: PublishedWave,
  against: PublishedWave | null,
  form: { segment: string; group: string; smallest: number },
): Promise<FootprintResult & { inside: Sample | null; outside: Sample | null }> {
  const silent = { inside: null, outside: null };
  // With weights the figures of a part and of the whole no longer give those of the rest.
  if (wave.isWeighted || against?.isWeighted) return { ...cannotTell('weighted'), ...silent };
  const sampleOf = async (
    waveId: string,
    place: { column: string; key: string } | null,
  ): Promise<Sample | null> => {
    const cell = await findPublishedCell(context, SYSTEM, waveId, metric, place);
    return typeof cell === 'object' ? sampleOfFigure(metric.kind, cell) : null;
  };
  const place = form.segment === '' ? null : { column: form.segment, key: form.group };
  const inside = await sampleOf(wave.id, place);
  const whole = await sampleOf(against?.id ?? wave.id, null);
  if (!inside || !whole) return { ...cannotTell('not-shown'), ...silent };
  const outside = against ? whole : restOf(whole, inside);
  const result = judgeFootprint(inside, outside, form.smallest);
  return result.reason === 'few' ? { ...result, ...silent } : { ...result, inside, outside };
}
