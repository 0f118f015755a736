import { seededRandom } from '#lib/base/random.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';
import { type DriverFault, driverFault } from '../drivers/driver-fault.ts';
import {
  BOOTSTRAP_SEED,
  type DriverReport,
  driversOfTable,
  itemsToBegin,
  RATED_ROLES,
} from '../drivers/driver-report.ts';
import type { DriversReport } from './analysis-report.ts';

/**
 * The drivers of a target as the page computes them, and once more with weights where there are some; of these
 * items, or of those that keep enough respondents. What is missing where there are none. [SV167], [SV168]
 */
export function analyseDrivers(
  table: SurveyTable,
  target: SurveyColumn,
  options: {
    weights: Float64Array | undefined;
    items?: readonly string[] | undefined;
    /** The share of this answer is the target. */
    answer?: string | undefined;
  },
): DriversReport | DriverFault {
  const { weights, items, answer } = options;
  const choice = itemsToBegin(table, target, undefined, answer);
  const chosen = items ?? choice?.kept ?? [];
  const reported = (own: Float64Array | undefined): DriverReport | undefined =>
    driversOfTable(table, target, {
      items: chosen,
      weights: own,
      random: seededRandom(BOOTSTRAP_SEED),
      answer,
    });
  const fault = (names: readonly string[]): DriverFault => driverFault(table, target, names, answer);
  const plain = chosen.length > 0 ? reported(undefined) : undefined;
  if (!plain || (items && plain.items.length < items.length)) {
    return fault(items ?? columnsWithRole(table, ...RATED_ROLES).map(({ name }) => name));
  }
  const weighted = weights && reported(weights);
  return {
    target: plain.target,
    ...(answer === undefined ? {} : { targetAnswer: answer }),
    respondents: choice?.respondents ?? 0,
    leftOut: items ? [] : [...(choice?.left ?? [])],
    ...driversPart(plain),
    ...(weighted ? { weighted: driversPart(weighted) } : {}),
  };
}

function driversPart({ n, rSquared, items, ties }: DriverReport): NonNullable<DriversReport['weighted']> {
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
