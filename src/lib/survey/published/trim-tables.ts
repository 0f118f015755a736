import { buildCorpus } from '../comments/comment-corpus.ts';
import { groupByAnswer } from '../measure/groups.ts';
import { groupByScore } from '../comments/comment-groups.ts';
import { frequentWords } from './publish-words.ts';
import type { PublishedGroup, PublishedTables, PublishedWords } from './published-tables.ts';
import { findColumn, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/**
 * Tables that stand, beside a newer file: figures stay, but a name of an answer or a word that too few of the
 * newer file have is taken away, since it may have been masked or its people erased. Of newer words
 * those are taken whose numbers tell of no small difference. See [SV114].
 */
export function trimTables(
  tables: PublishedTables,
  file: SurveyTable,
  newer: PublishedTables | undefined,
): PublishedTables {
  const trimmed = tables.words.map((words) => trimWords(words, file, tables.wordThreshold));
  if (!newer) {
    const segments = tables.segments.map((segment) => {
      const column = findColumn(file, segment.column);
      const names = column ? namesOf(column, tables.figureThreshold) : new Set<string>();
      return { ...segment, groups: segment.groups.map((group, place) => trimGroup(group, place, names)) };
    });
    return { ...tables, segments, words: trimmed };
  }
  const words = newer.words.map((now) => {
    const before = trimmed.find(({ column }) => column === now.column);
    return before && isSmallStep(before, now, newer.wordThreshold) ? before : now;
  });
  return { ...newer, words };
}

/** Tables while nobody knows yet what the newer file holds: figures alone. */
export function figuresAlone(tables: PublishedTables): PublishedTables {
  return {
    ...tables,
    segments: tables.segments.map((segment) => ({
      ...segment,
      groups: segment.groups.map((group, place) => trimGroup(group, place, new Set())),
    })),
    words: tables.words.map((words) => ({ ...words, comments: 'hidden', positive: [], negative: [] })),
  };
}

function trimGroup(group: PublishedGroup, place: number, names: ReadonlySet<string>): PublishedGroup {
  return group.kind === 'answer' && !names.has(group.name) ? { kind: 'withdrawn', place } : group;
}

function namesOf(column: SurveyColumn, threshold: number): Set<string> {
  const { names, codes } = groupByAnswer(column);
  const counts = new Float64Array(names.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return new Set(names.filter((_, i) => (counts[i] ?? 0) >= threshold));
}

function trimWords(words: PublishedWords, file: SurveyTable, threshold: number): PublishedWords {
  const [column, score] = [findColumn(file, words.column), findColumn(file, words.by.column)];
  if (!column || !score) return { ...words, positive: [], negative: [] };
  const corpus = buildCorpus(column);
  const { positive, negative } = frequentWords(corpus, groupByScore(corpus, score, file.decimal), threshold);
  const said = new Set([...positive, ...negative].map(({ term }) => term));
  return {
    ...words,
    positive: words.positive.filter(({ term }) => said.has(term)),
    negative: words.negative.filter(({ term }) => said.has(term)),
  };
}

/** Whether the numbers of two lists differ somewhere by fewer comments than a word needs. */
function isSmallStep(before: PublishedWords, now: PublishedWords, threshold: number): boolean {
  const isSmall = (a: number, b: number): boolean => a !== b && Math.abs(a - b) < threshold;
  const counts = new Map(
    [...before.positive, ...before.negative].map(({ term, documents }) => [term, documents]),
  );
  const ofBoth =
    typeof before.comments === 'number' &&
    typeof now.comments === 'number' &&
    isSmall(before.comments, now.comments);
  return (
    ofBoth ||
    [...now.positive, ...now.negative].some(({ term, documents }) =>
      isSmall(counts.get(term) ?? documents, documents),
    )
  );
}
