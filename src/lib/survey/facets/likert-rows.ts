import type { FacetOutline } from './facet.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { Estimate } from '../measure/estimate.ts';
import type { Bars } from './facet-bars.ts';
import { itemLabel } from './question-blocks.ts';

/** One item of a question as a stacked bar. */
export interface LikertRow {
  name: string;
  label: string;
  /** Of each point of the scale, from the lowest: how many percent of those who answered, and how many people. */
  points: readonly { point: number; share: number; count: number }[];
  topTwo: Estimate | undefined;
  mean: Estimate | undefined;
  n: number;
}

/** The answers of one item, and its figures. */
export interface LikertFigures extends Bars {
  figures: readonly { kind: MeasureKind; estimate: Estimate }[];
}

/** Orders in which the items of a question can stand. */
export const LIKERT_ORDERS = ['file', 'best', 'worst'] as const;
export type LikertOrder = (typeof LIKERT_ORDERS)[number];

/** A scale with more points makes no stacked bars that could be read. */
export const MOST_POINTS = 11;

/**
 * The items of one question side by side: shares of every point of their scale, whoever chose it. Undefined
 * where they are no ratings on one scale of a few points. See [SV203].
 */
export function likertRows(
  stem: string,
  facets: readonly FacetOutline[],
  figuresOf: ReadonlyMap<string, LikertFigures>,
  order: LikertOrder,
): LikertRow[] | undefined {
  const scale = facets[0]?.scale;
  const isRated = facets.every(({ kinds }) => kinds.includes('top-two-box'));
  if (!scale || !isRated || scale.max - scale.min + 1 > MOST_POINTS) return undefined;
  const rows = facets.flatMap((facet): LikertRow[] => {
    const figures = figuresOf.get(facet.name);
    if (!figures) return [];
    const estimateOf = (wanted: 'top-two-box' | 'mean'): Estimate | undefined =>
      figures.figures.find(({ kind, estimate }) => kind === wanted && estimate.n > 0)?.estimate;
    const points = Array.from({ length: scale.max - scale.min + 1 }, (_, i) => {
      const bars = figures.bars.filter(({ point }) => point === scale.min + i);
      return {
        point: scale.min + i,
        share: bars.reduce((sum, bar) => sum + bar.share, 0),
        count: bars.reduce((sum, bar) => sum + bar.count, 0),
      };
    });
    const [topTwo, mean] = [estimateOf('top-two-box'), estimateOf('mean')];
    return [{ name: facet.name, label: itemLabel(facet, stem), points, topTwo, mean, n: figures.n }];
  });
  if (order === 'file') return rows;
  const best = rows.toSorted((a, b) => (b.topTwo?.value ?? -1) - (a.topTwo?.value ?? -1));
  return order === 'best' ? best : best.toReversed();
}
