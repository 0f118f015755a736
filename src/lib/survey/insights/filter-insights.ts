import { foldText } from '#lib/base/words/fold-text.ts';
import type { Insight } from './insight.ts';

/** The insights, the newest first as they came, that hold every word of the search and fit survey and author; empty texts do not limit. */
export function filterInsights(
  insights: readonly Insight[],
  by: { search: string; survey: string; author: string },
): Insight[] {
  const words = foldText(by.search).split(' ');
  return insights.filter((insight) => {
    if (by.survey !== '' && insight.surveyName !== by.survey) return false;
    if (by.author !== '' && insight.authorName !== by.author) return false;
    const { title, note, question, waveName, surveyName } = insight;
    const term = question.kind === 'phrase' ? question.term : '';
    const text = foldText(
      [title, note, question.label, question.column, term, waveName, surveyName].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}
