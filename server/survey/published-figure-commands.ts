import type { Actor } from '#lib/people/person.ts';
import { groupKey, publishedCell, type GroupPlace } from '#lib/survey/published-cell.ts';
import type { PublishedCell, PublishedGroup } from '#lib/survey/published-tables.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import * as publications from './publication-store.ts';
import * as store from './store.ts';

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
