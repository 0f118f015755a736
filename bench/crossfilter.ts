/**
 * One click on a chart of a dashboard of twenty columns at a million responses: how long until every
 * other chart has its counts. Peers are no dependencies of ours: BENCH_PEERS names a folder whose
 * node_modules hold arquero, crossfilter2 and @duckdb/node-api; without it they are "not measured".
 */
import { seededRandom } from '#lib/base/random.ts';
import { Crossfilter } from '#lib/survey/facets/crossfilter.ts';
import { packCodes, type PackedCodes } from '#lib/tabular/table/packed-codes.ts';
import { measurePeers } from './crossfilter-peers.ts';

/** NPS, twelve ratings with "no answer", a number, five categories and the day. */
const SIZES = [12, ...new Array<number>(12).fill(6), 101, 5, 8, 17, 30, 3, 366];
/** Each click filters one column more, changes a filter or takes it away; a brush moves by one code. */
const CLICKS: readonly { column: number; allowed: readonly [from: number, to: number] | undefined }[] = [
  { column: 14, allowed: [1, 2] },
  { column: 0, allowed: [9, 11] },
  { column: 0, allowed: [1, 7] },
  { column: 3, allowed: [3, 5] },
  { column: 14, allowed: undefined },
  { column: 19, allowed: [30, 120] },
  { column: 19, allowed: [31, 121] },
  { column: 19, allowed: [32, 122] },
  { column: 3, allowed: undefined },
  { column: 13, allowed: [10, 80] },
  { column: 0, allowed: undefined },
  { column: 13, allowed: undefined },
  { column: 19, allowed: undefined },
];
const ROUNDS = 7;

export interface CrossfilterFigures {
  rows: number;
  columns: number;
  buildMs: number;
  medianMs: number;
  worstMs: number;
  weightedMedianMs: number;
  weightedWorstMs: number;
  /** Medians of the peers, by name; null when not measured. */
  peers: Record<string, number | null>;
}

export interface BenchColumn {
  codes: PackedCodes;
  size: number;
}

/** One click as the peers see it: the whole set of filters after it. */
export type Filters = readonly (readonly [from: number, to: number] | undefined)[];

export async function benchCrossfilter(rows: number): Promise<CrossfilterFigures> {
  const random = seededRandom(40);
  const columns: BenchColumn[] = SIZES.map((size) => ({
    size,
    codes: packCodes(
      Int32Array.from({ length: rows }, () => Math.floor(random() ** 1.4 * size)),
      size,
    ),
  }));
  const weights = Float64Array.from({ length: rows }, () => 0.5 + random());
  const startedMs = performance.now();
  const crossfilter = new Crossfilter(columns, rows);
  crossfilter.selected();
  const buildMs = performance.now() - startedMs;
  const plain = clickThrough(crossfilter);
  crossfilter.weigh(weights);
  crossfilter.selected();
  const weighted = clickThrough(crossfilter);
  return {
    rows,
    columns: columns.length,
    buildMs,
    medianMs: medianOf(plain),
    worstMs: Math.max(...plain),
    weightedMedianMs: medianOf(weighted),
    weightedWorstMs: Math.max(...weighted),
    peers: await measurePeers(columns, rows, filterSteps()),
  };
}

/** The time of every click once the first round has warmed up: counts of all charts, each under the others' filters. */
function clickThrough(crossfilter: Crossfilter): number[] {
  const best = CLICKS.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    const active = new Set<number>();
    CLICKS.forEach(({ column, allowed }, click) => {
      const startMs = performance.now();
      if (allowed) {
        active.add(column);
        crossfilter.filter(column, allowedCodes(SIZES[column] ?? 0, allowed));
      } else {
        active.delete(column);
        crossfilter.release(column);
      }
      const selected = crossfilter.selected();
      for (const each of active) {
        const own = selected[each];
        if (own) crossfilter.underOthers(each, own);
      }
      best[click] = Math.min(best[click] ?? Infinity, performance.now() - startMs);
    });
  }
  return best;
}

export function allowedCodes(size: number, [from, to]: readonly [number, number]): Uint8Array {
  return Uint8Array.from({ length: size }, (_, code) => Number(code >= from && code <= to));
}

function filterSteps(): Filters[] {
  const current: ((typeof CLICKS)[number]['allowed'] | undefined)[] = SIZES.map(() => undefined);
  return CLICKS.map(({ column, allowed }) => {
    current[column] = allowed;
    return [...current];
  });
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
