import { AppError } from '#lib/base/errors.ts';
import { newId, type Id } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { maskPersonalData } from '#lib/tabular/privacy/personal-data.ts';
import { groupKey, publishedCell, type GroupPlace } from '#lib/survey/published/published-cell.ts';
import type {
  PublishedCell,
  PublishedGroup,
  PublishedTables,
} from '#lib/survey/published/published-tables.ts';
import type { Actor } from '#lib/people/person.ts';
import { InsightForm, type Insight } from '#lib/survey/insights/insight.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { readBlob } from '../database/blobs.ts';
import { listInsightsById, listInsightsOfWave } from './insights/insight-store.ts';
import { decideWave, isShownAtOnce } from './published/disclosure-commands.ts';
import { findDisclosure, listDisclosures, listDisclosuresOf } from './published/disclosure-store.ts';
import * as publications from './published/publication-store.ts';
import { shownInsight, shownTables, shownWave, type ShownWave } from './published/shown-wave.ts';
import * as store from './store.ts';

/** All waves, newest of each survey first, as this reader may see them. */
export async function listWaves(context: Context, actor: Actor): Promise<ShownWave[]> {
  requirePermission(actor, 'survey.viewSummary');
  const disclosures = await listDisclosures(context.db);
  return (await store.listWaves(context.db)).map((wave) => shownWave(actor, wave, disclosures.get(wave.id)));
}

/** The waves of one survey, the newest first, as this reader may see them. */
export async function listWavesOfSurvey(
  context: Context,
  actor: Actor,
  surveyId: string,
): Promise<ShownWave[]> {
  requirePermission(actor, 'survey.viewSummary');
  const waves = await store.listWavesOfSurvey(context.db, surveyId);
  const disclosures = await listDisclosuresOf(
    context.db,
    waves.map(({ id }) => id),
  );
  return waves.map((wave) => shownWave(actor, wave, disclosures.get(wave.id)));
}

/** Those of these waves that there are, as this reader may see them. */
export async function listWavesBy(
  context: Context,
  actor: Actor,
  { ids }: { ids: readonly string[] },
): Promise<ShownWave[]> {
  requirePermission(actor, 'survey.viewSummary');
  const disclosures = await listDisclosuresOf(context.db, ids);
  const waves = await store.listWavesById(context.db, ids);
  return waves.map((wave) => shownWave(actor, wave, disclosures.get(wave.id)));
}

export async function getWave(context: Context, actor: Actor, id: string): Promise<ShownWave> {
  requirePermission(actor, 'survey.viewSummary');
  const wave = await store.findWave(context.db, id);
  if (!wave) throw new AppError('not-found');
  return shownWave(actor, wave, await findDisclosure(context.db, id));
}

/** A wave as those see it who see no rows, for what leaves the house of those who do: a report. */
export async function getReportedWave(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ wave: ShownWave; insights: Insight[] }> {
  requirePermission(actor, 'survey.viewSummary');
  const disclosure = await findDisclosure(context.db, id);
  const insights = await listInsightsOfWave(context.db, id);
  return {
    wave: await getWave(context, WITHOUT_ROWS, id),
    insights: insights.map((insight) => shownInsight(WITHOUT_ROWS, insight, disclosure)),
  };
}

/** Sees what everybody without rows sees, and nothing else. */
const WITHOUT_ROWS: Actor = { kind: 'system', name: 'report' };

/** The responses themselves, as Parquet. Whoever opens them stands in the audit log. */
export async function openWaveFile(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ fileName: string; blobId: string; chunks: AsyncGenerator<Uint8Array> }> {
  requirePermission(actor, 'survey.viewRows');
  const wave = await store.findWave(context.db, id);
  if (!wave) throw new AppError('not-found');
  await recordAudit(context.db, {
    atMs: context.clock(),
    actor,
    action: 'wave.open',
    subject: { kind: 'wave', id },
  });
  const { name, blobId } = wave;
  return { fileName: `${name}.parquet`, blobId, chunks: readBlob(context.db, blobId) };
}

/**
 * Keeps a figure as evidence, with its question and its numbers as they are now, and decides whether
 * readers without rows see it [SV113]. The refusal is for those who see rows.
 */
export async function pinInsight(context: Context, actor: Actor, input: unknown): Promise<Id<'insight'>> {
  requirePerson(actor, 'insight.pin');
  const { value, interval, n, ...form } = parseInput(InsightForm, input);
  const figure = { value, interval, n };
  const id = newId<'insight'>();
  await context.database.transaction(async (trx) => {
    const wave = await store.findWave(trx, form.waveId);
    if (!wave) throw new AppError('not-found');
    const isAtOnce = isShownAtOnce({ ...form, figure }, wave, await findDisclosure(trx, wave.id));
    await store.insertInsight(trx, {
      ...form,
      id,
      figure,
      figureState: isAtOnce ? 'shown' : 'asked',
      waveVersion: wave.version,
      waveId: wave.id,
      surveyId: wave.surveyId,
      authorId: actor.id,
      createdAtMs: context.clock(),
    });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'insight.pin',
      subject: { kind: 'insight', id },
    });
  });
  try {
    await decideWave(context, form.waveId, new AbortController().signal);
  } catch (error) {
    // The insight is kept; its figure is for those alone who see rows.
    context.log.warn({ error, wave: form.waveId }, 'A pinned figure could not be checked');
  }
  context.bus.tell({ kind: 'insight', id, action: 'pin', waveId: form.waveId });
  return id;
}

export async function listInsights(context: Context, actor: Actor): Promise<Insight[]> {
  requirePermission(actor, 'insight.view');
  const disclosures = await listDisclosures(context.db);
  return (await store.listInsights(context.db)).map((insight) =>
    shownInsight(actor, insight, disclosures.get(insight.waveId)),
  );
}

/** The insights of a wave, or those of these that there are, the newest first. */
export async function listInsightsBy(
  context: Context,
  actor: Actor,
  by: { waveId: string } | { ids: readonly string[] },
): Promise<Insight[]> {
  requirePermission(actor, 'insight.view');
  const stored =
    'ids' in by
      ? await listInsightsById(context.db, by.ids)
      : await listInsightsOfWave(context.db, by.waveId);
  const waveIds = [...new Set(stored.map(({ waveId }) => waveId))];
  const disclosures = await listDisclosuresOf(context.db, waveIds);
  return stored.map((insight) => shownInsight(actor, insight, disclosures.get(insight.waveId)));
}

/** One insight, or undefined when it was removed with its wave. */
export async function findInsight(context: Context, actor: Actor, id: string): Promise<Insight | undefined> {
  requirePermission(actor, 'insight.view');
  const insight = await store.findInsight(context.db, id);
  return insight && shownInsight(actor, insight, await findDisclosure(context.db, insight.waveId));
}

/** Text without the personal data that an import would mask, for what people type elsewhere. */
export function maskText(text: string): string {
  return maskPersonalData(text).text;
}

/** A measure of a survey that can be asked of every wave. */
export interface MeasurePlace {
  surveyId: string;
  column: string;
  kind: string;
}

/** A wave whose published tables have a measure, with the segments by which it can be told apart. */
export interface PublishedWave {
  id: string;
  name: string;
  fieldedOn: string;
  isWeighted: boolean;
  segments: readonly {
    column: string;
    label: string;
    groups: readonly { key: string; group: Exclude<PublishedGroup, { kind: 'withdrawn' }> }[];
  }[];
}

/** The waves of a survey that have published tables of a measure, the newest first. */
export async function listPublishedWaves(
  context: Context,
  actor: Actor,
  measure: MeasurePlace,
): Promise<PublishedWave[]> {
  requirePermission(actor, 'survey.viewSummary');
  const waves = await store.listWavesOfSurvey(context.db, measure.surveyId);
  const shown = await tablesOf(context, waves);
  return waves.flatMap(({ id, name, fieldedOn }): PublishedWave[] => {
    const tables = shown.get(id);
    if (!tables || publishedCell(tables, measure, null) === undefined) return [];
    const segments = tables.segments.map(({ column, label, groups }) => ({
      column,
      label,
      groups: groups.flatMap((group) =>
        group.kind === 'withdrawn' ? [] : [{ key: groupKey(group), group }],
      ),
    }));
    return [{ id, name, fieldedOn, isWeighted: tables.isWeighted, segments }];
  });
}

/** A segment of published tables with its groups. */
export interface ShownSegment {
  column: string;
  groups: readonly PublishedGroup[];
}

/** The published segments of these waves as everybody sees them now, by wave; none where no tables are shown. */
export async function listShownSegments(
  context: Pick<Context, 'db'>,
  actor: Actor,
  waveIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ShownSegment[]>> {
  requirePermission(actor, 'survey.viewSummary');
  const tables = await tablesOf(context, await store.listWavesById(context.db, waveIds));
  return new Map([...tables].map(([id, { segments }]) => [id, segments]));
}

/** One figure of a wave's published tables; undefined when they are not there or have no such figure. */
export async function findPublishedCell(
  context: Context,
  actor: Actor,
  waveId: string,
  measure: Pick<MeasurePlace, 'column' | 'kind'>,
  place: GroupPlace | null,
): Promise<PublishedCell | undefined> {
  requirePermission(actor, 'survey.viewSummary');
  const tables = (await tablesOf(context, await store.listWavesById(context.db, [waveId]))).get(waveId);
  return tables && publishedCell(tables, measure, place);
}

/** The published tables of waves as everybody sees them, by wave. */
async function tablesOf(
  { db }: Pick<Context, 'db'>,
  waves: readonly store.WaveRow[],
): Promise<ReadonlyMap<string, PublishedTables>> {
  const ids = waves.map(({ id }) => id);
  const published = await publications.listPublicationsOf(db, ids);
  const disclosures = await listDisclosuresOf(db, ids);
  return new Map(
    waves.flatMap((wave) => {
      const tables = shownTables(published.get(wave.id), wave, disclosures.get(wave.id));
      return tables ? [[wave.id, tables]] : [];
    }),
  );
}
