import { seededRandom } from '#lib/base/random.ts';
import type { SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';
import { BOOTSTRAP_SEED, type DriverReport, driversOfTable } from '../drivers/driver-report.ts';
import type { DriversReport } from './analysis-report.ts';

/** The drivers of a target as the page computes them, and once more with weights where there are some. */
export function analyseDrivers(
  table: SurveyTable,
  target: SurveyColumn,
  weights: Float64Array | undefined,
): DriversReport | undefined {
  const plain = driversOfTable(table, target, { weights: undefined, random: seededRandom(BOOTSTRAP_SEED) });
  if (!plain) return undefined;
  const weighted =
    weights && driversOfTable(table, target, { weights, random: seededRandom(BOOTSTRAP_SEED) });
  return {
    target: plain.target,
    ...driversPart(plain),
    ...(weighted ? { weighted: driversPart(weighted) } : {}),
  };
}

function driversPart({ n, rSquared, items, ties }: DriverReport): Omit<DriversReport, 'target' | 'weighted'> {
  return {
    n,
    r2: rSquared,
    items: items.map(
      ({ column, lmg, lmgShare, lmgInterval, johnson, johnsonShare, johnsonInterval, r, ...each }) => ({
        column,
        lmg,
        lmgShare,
        lmgShareCi95: lmgInterval,
        johnson,
        johnsonShare,
        johnsonShareCi95: johnsonInterval,
        r,
        mean: each.mean,
        vif: each.vif,
      }),
    ),
    ties: ties.map(({ first, second, difference, interval }) => ({
      first,
      second,
      difference,
      ci95: interval,
    })),
  };
}
