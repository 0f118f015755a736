import type { SurveyTable } from '#lib/tabular/table/table.ts';
import type { InsightQuestion } from '../insights/insight.ts';

/** An insight with what it says in the words of respondents. */
export interface NamingInsight {
  id: string;
  question: InsightQuestion;
  quotes: readonly string[];
}

/** What insights of a wave say that its newest file no longer holds: quotes, and names of answers or words. See [SV114]. */
export function findLost(
  insights: readonly NamingInsight[],
  table: SurveyTable,
): { lostQuotes: string[]; lostNames: string[] } {
  const texts = new Map<string, readonly string[]>();
  const textsOf = (column: string): readonly string[] => {
    const known = texts.get(column);
    if (known) return known;
    const dictionary = table.columns.find(({ name }) => name === column)?.dictionary;
    const all = Array.from(
      { length: dictionary?.size ?? 0 },
      (_, code) => dictionary?.textAt(code).trim() ?? '',
    );
    texts.set(column, all);
    return all;
  };
  const isQuoted = (column: string, quote: string): boolean => {
    const start = quote.endsWith('…') ? quote.slice(0, -1) : quote;
    return textsOf(column).some((text) => text.startsWith(start));
  };
  return {
    lostQuotes: insights.flatMap(({ question, quotes }) =>
      quotes.filter((quote) => !isQuoted(question.column, quote)),
    ),
    lostNames: insights.flatMap(({ id, question }) => {
      const isThere = namesIn(question).every(({ column, name }) => textsOf(column).includes(name.trim()));
      return isThere && isTermThere(question, textsOf) ? [] : [id];
    }),
  };
}

/** The answers that a question names. */
function namesIn(question: InsightQuestion): { column: string; name: string }[] {
  if (question.kind === 'phrase') {
    const { contrast } = question;
    return contrast.kind === 'segment' ? [{ column: contrast.column, name: contrast.value }] : [];
  }
  const { segment, filters = [] } = question;
  return [
    ...(segment ? [{ column: segment.column, name: segment.value }] : []),
    ...filters.flatMap(({ column, values = [] }) => values.map((name) => ({ column, name }))),
  ];
}

function isTermThere(question: InsightQuestion, textsOf: (column: string) => readonly string[]): boolean {
  if (question.kind !== 'phrase') return true;
  const term = question.term.toLowerCase();
  return textsOf(question.column).some((text) => text.toLowerCase().includes(term));
}

const UNNAMED = '…';

/** A question without the names of answers and words that it holds. */
export function withoutNames(question: InsightQuestion): InsightQuestion {
  if (question.kind === 'phrase') {
    const { contrast } = question;
    return {
      ...question,
      term: UNNAMED,
      contrast: contrast.kind === 'segment' ? { ...contrast, value: UNNAMED } : contrast,
    };
  }
  const { segment, filters } = question;
  const unfiltered = filters
    ? { filters: filters.map((filter) => (filter.values ? { ...filter, values: [UNNAMED] } : filter)) }
    : {};
  if (question.kind === 'share') {
    const unnamed = { text: UNNAMED, net: null, members: [] };
    const { by } = question;
    return { ...question, ...unfiltered, answer: unnamed, by: { ...by, answer: by.answer && unnamed } };
  }
  return { ...question, segment: segment && { ...segment, value: UNNAMED }, ...unfiltered };
}
