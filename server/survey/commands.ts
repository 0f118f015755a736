import { AppError } from '#lib/base/errors.ts';
import { newId, type Id } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { maskPersonalData } from '#lib/survey/personal-data.ts';
import { groupKey, publishedCell, type GroupPlace } from '#lib/survey/published-cell.ts';
import type { PublishedCell, PublishedGroup } from '#lib/survey/published-tables.ts';
import type { Actor } from '#lib/people/person.ts';
import { InsightForm, type Insight } from '#lib/survey/wave.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { readBlob } from '../database/blobs.ts';
import * as publications from './publication-store.ts';
import * as store from './store.ts';

/** Fewer answers than this are not shown to whoever may not see rows. */
const SMALLEST_GROUP = 5;

/** All waves, newest of each survey first; small groups are left out for those who do not see rows. */
export async function listWaves(context: Context, actor: Actor): Promise<store.WaveRow[]> {
  requirePermission(actor, 'survey.viewSummary');
  return (await store.listWaves(context.db)).map(withoutSmallGroups);
}

export async function getWave(context: Context, actor: Actor, id: string): Promise<store.WaveRow> {
  requirePermission(actor, 'survey.viewSummary');
  const wave = await store.findWave(context.db, id);
  if (!wave) throw new AppError('not-found');
  return withoutSmallGroups(wave);
}

function withoutSmallGroups(wave: store.WaveRow): store.WaveRow {
  return { ...wave, figures: wave.figures.filter((figure) => figure.n >= SMALLEST_GROUP) };
}

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

/** Keeps a figure as evidence, with its question and its numbers as they are now. */
export async function pinInsight(context: Context, actor: Actor, input: unknown): Promise<Id<'insight'>> {
  requirePerson(actor, 'insight.pin');
  const form = parseInput(InsightForm, input);
  const id = newId<'insight'>();
  await context.database.transaction(async (trx) => {
    const wave = await store.findWave(trx, form.waveId);
    if (!wave) throw new AppError('not-found');
    await store.insertInsight(trx, {
      ...form,
      id,
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
  context.bus.tell({ kind: 'insight', id, action: 'pin' });
  return id;
}

export async function listInsights(context: Context, actor: Actor): Promise<Insight[]> {
  requirePermission(actor, 'insight.view');
  return store.listInsights(context.db);
}

/** One insight, or undefined when it was removed with its wave. */
export async function findInsight(context: Context, actor: Actor, id: string): Promise<Insight | undefined> {
  requirePermission(actor, 'insight.view');
  return store.findInsight(context.db, id);
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
    groups: readonly { key: string; group: PublishedGroup }[];
  }[];
}

/** The waves of a survey that have published tables of a measure, the newest first. */
export async function listPublishedWaves(
  context: Context,
  actor: Actor,
  measure: MeasurePlace,
): Promise<PublishedWave[]> {
  requirePermission(actor, 'survey.viewSummary');
  const waves = (await store.listWaves(context.db)).filter(({ surveyId }) => surveyId === measure.surveyId);
  const published = await Promise.all(
    waves.map(async ({ id, name, fieldedOn }): Promise<PublishedWave[]> => {
      const tables = (await publications.findPublication(context.db, id))?.tables;
      if (!tables || publishedCell(tables, measure, null) === undefined) return [];
      const segments = tables.segments.map(({ column, label, groups }) => ({
        column,
        label,
        groups: groups.map((group) => ({ key: groupKey(group), group })),
      }));
      return [{ id, name, fieldedOn, isWeighted: tables.isWeighted, segments }];
    }),
  );
  return published.flat();
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
  const tables = (await publications.findPublication(context.db, waveId))?.tables;
  return tables && publishedCell(tables, measure, place);
}
