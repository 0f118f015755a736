import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { npsParts } from '../measure/nps.ts';
import { answerScores } from '../measure/scores.ts';
import { topTwoParts } from '../measure/top-two-box.ts';
import type { CrossGroup } from '../wave/cross-view.ts';
import { addNets, type CrossQuestion } from './cross-question.ts';

/** A scale of fewer points has no two best and two worst: they would share one. */
export const FEWEST_GROUPED_POINTS = 4;

/**
 * The question of a column with the groups of its scale as nets, the best first: promoters, passives and
 * detractors, or the two best points, those between and the two worst. Other columns stay as they are. [SV163]
 */
export function addScaleGroups(
  question: CrossQuestion,
  column: SurveyColumn,
  decimal: '.' | ',',
): CrossQuestion {
  const groups = groupsOf(column);
  if (!groups) return question;
  const scores = answerScores(column, decimal);
  const scoreOf = new Map(
    Array.from(scores, (score, code) => [column.dictionary.textAt(code), score] as const).slice(1),
  );
  const groupOf = groups.groupOf(Float64Array.from(question.answers, ({ text }) => scoreOf.get(text) ?? NaN));
  return addNets(
    question,
    groups.names.map((net) => ({
      net,
      text: net,
      members: groupOf.flatMap((group, i) => (group === net ? [i] : [])),
    })),
  );
}

interface ScaleGroups {
  names: readonly CrossGroup[];
  groupOf: (scores: Float64Array) => (CrossGroup | undefined)[];
}

function groupsOf({ role, scale }: SurveyColumn): ScaleGroups | undefined {
  if (role === 'nps') {
    return {
      names: ['promoters', 'passives', 'detractors'],
      groupOf: (scores) =>
        Array.from(npsParts(scores), (part) =>
          Number.isNaN(part) ? undefined : part > 0 ? 'promoters' : part < 0 ? 'detractors' : 'passives',
        ),
    };
  }
  if (!['rating', 'csat', 'ces'].includes(role) || !scale) return undefined;
  if (scale.max - scale.min + 1 < FEWEST_GROUPED_POINTS) return undefined;
  return {
    names: ['top-two', 'between', 'bottom-two'],
    groupOf: (scores) => {
      const top = topTwoParts(scores, scale);
      // The worst two are the best two of the scale turned round.
      const bottom = topTwoParts(
        scores.map((score) => scale.min + scale.max - score),
        scale,
      );
      return Array.from(top, (part, i) =>
        Number.isNaN(part) ? undefined : part === 1 ? 'top-two' : bottom[i] === 1 ? 'bottom-two' : 'between',
      );
    },
  };
}
