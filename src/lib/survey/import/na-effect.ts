import { applyChoices, type ColumnDescription, NO_CHOICES } from '../columns/describe-columns.ts';
import { rankDrivers } from '../drivers/driver-report.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/** What leaving the proposed N/A codes out would do to one rated item as a driver; ranks count from 1. */
export interface NaEffect {
  index: number;
  target: string;
  rankBefore: number;
  rankAfter: number;
  items: number;
  rSquaredBefore: number;
  rSquaredAfter: number;
}

const SATISFIED = /satisf|zadowol|recommend|polec/;

/**
 * The effect of the N/A proposals on the drivers of the overall score, over all rows: an answer that stands for
 * "does not apply" and is counted as a low score hides what matters. Empty when nothing is proposed for a rated
 * item, or there is no score to explain. Both sets of drivers are computed once. See [SV13], [SV34].
 */
export function naEffects(table: SurveyTable, descriptions: readonly ColumnDescription[]): NaEffect[] {
  const hasProposal = descriptions.map(
    ({ naProposals, guess }) => naProposals.length > 0 && ['rating', 'csat', 'ces'].includes(guess.role),
  );
  if (!hasProposal.includes(true)) return [];
  const before = driversOf(applyChoices(table, descriptions, NO_CHOICES, false));
  const after = driversOf(applyChoices(table, descriptions, NO_CHOICES, true));
  if (!before || !after) return [];
  return table.columns.flatMap(({ name, index }, i): NaEffect[] => {
    const rankBefore = before.columns.indexOf(name) + 1;
    const rankAfter = after.columns.indexOf(name) + 1;
    if (!hasProposal[i] || rankBefore === 0 || rankAfter === 0) return [];
    return [
      {
        index,
        target: after.target,
        rankBefore,
        rankAfter,
        items: after.columns.length,
        rSquaredBefore: before.rSquared,
        rSquaredAfter: after.rSquared,
      },
    ];
  });
}

function driversOf(table: SurveyTable): ReturnType<typeof rankDrivers> {
  const target = overallScore(table);
  return target && rankDrivers(table, target);
}

/** What the items are thought to explain: NPS, else a yes or no about being satisfied, else the first CSAT. */
function overallScore(table: SurveyTable): SurveyColumn | undefined {
  const [nps] = columnsWithRole(table, 'nps');
  const verdict = columnsWithRole(table, 'category').find(
    ({ name, dictionary }) => dictionary.size === 3 && SATISFIED.test(foldText(name)),
  );
  return nps ?? verdict ?? columnsWithRole(table, 'csat')[0];
}
