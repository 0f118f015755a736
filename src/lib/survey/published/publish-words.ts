import { buildCorpus } from '../comments/comment-corpus.ts';
import { groupByScore } from '../comments/comment-groups.ts';
import { FIRST_GROUP, keyness, logLikelihood, SECOND_GROUP } from '../comments/keyness.ts';
import type { PublishedWord, PublishedWords } from './published-tables.ts';
import { columnsWithRole, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/** Words a side: enough to see what it is about. */
export const MOST_PUBLISHED_WORDS = 30;
/** A word that parts the sides less than this (p = 0.01) says nothing about either. */
export const LEAST_G2 = 6.63;

/** How many comments of both sides there are, and how many of each hold a word. */
interface Sides {
  first: number;
  second: number;
}

/**
 * The words that part the happy from the unhappy comments of every comment column, for those who may not see
 * rows: each with its side and its comments of both sides together. See [SV90].
 */
export function publishWords(table: SurveyTable, threshold: number): PublishedWords[] {
  const score = [...columnsWithRole(table, 'nps'), ...columnsWithRole(table, 'csat', 'ces', 'rating')][0];
  if (!score) return [];
  return columnsWithRole(table, 'comment').map((column) => wordsOf(column, score, table.decimal, threshold));
}

function wordsOf(
  column: SurveyColumn,
  score: SurveyColumn,
  decimal: '.' | ',',
  threshold: number,
): PublishedWords {
  const labelOf = ({ name, label }: SurveyColumn): string => label || name;
  const words: PublishedWords = {
    column: column.name,
    label: labelOf(column),
    by: { column: score.name, label: labelOf(score), isNps: score.role === 'nps' },
    comments: 'hidden',
    positive: [],
    negative: [],
  };
  const corpus = buildCorpus(column);
  const groups = groupByScore(corpus, score, decimal);
  const { positive, negative, documentsA, documentsB } = frequentWords(corpus, groups, threshold);
  const comments: Sides = { first: documentsA, second: documentsB };
  if (Math.min(comments.first, comments.second) < threshold) return words;
  const everybody = groupByScore({ ...corpus, rows: score.codes.map((_, row) => row) }, score, decimal);
  const scored = everybody.filter((group) => group === FIRST_GROUP || group === SECOND_GROUP).length;
  const all = comments.first + comments.second;
  const silent = scored - all; // the sides of a score can be worked out from its figures
  const terms = [...positive, ...negative].map(({ term, documentsA: first, documentsB: second }) => ({
    term,
    first,
    second,
    g2: logLikelihood(first, comments.first, second, comments.second),
  }));
  const side = (isFirst: boolean): PublishedWord[] =>
    terms
      .filter((holders) => isOnSide(holders, comments, isFirst))
      .filter(({ first, second }) => mayBeNamed(first + second, comments, isFirst, threshold))
      .sort((a, b) => b.g2 - a.g2 || (a.term < b.term ? -1 : 1))
      .slice(0, MOST_PUBLISHED_WORDS)
      .map(({ term, first, second }) => ({ term, documents: first + second }))
      // The order of strength would tell how two words of one count are spread over the sides.
      .sort((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1));
  return {
    ...words,
    comments: silent === 0 || silent >= threshold ? all : 'hidden',
    positive: side(true),
    negative: side(false),
  };
}

/** The words that enough comments hold. Without pairs: "slow" less "slow app" would be those who said one and not the other. */
export function frequentWords(
  corpus: Parameters<typeof keyness>[0],
  groups: Parameters<typeof keyness>[1],
  threshold: number,
): ReturnType<typeof keyness> {
  return keyness(corpus, groups, {
    withPairs: false,
    isFolded: true,
    limit: Infinity,
    minCount: 1,
    minDocuments: threshold,
  });
}

/** Whether a word that so many comments of each side hold belongs to a side: by comments, not by repetitions. */
export function isOnSide(holders: Sides, comments: Sides, isFirst: boolean): boolean {
  const { first, second } = holders;
  const lead = first * comments.second - second * comments.first;
  const g2 = logLikelihood(first, comments.first, second, comments.second);
  return (isFirst ? lead > 0 : lead < 0) && g2 >= LEAST_G2;
}

/**
 * Whether the comments of a word, and its side, can be said. Decided from what is said itself and from what a
 * reader may know, the comments of each side; never from how the word is spread over them, so that the
 * decision gives nothing away (Kenthapadi, Mishra and Nissim 2005, Simulatable Auditing). Those who say the
 * word and those who do not are at least `threshold`; and where only one spread over the sides is possible,
 * none of its parts is a small group.
 */
export function mayBeNamed(documents: number, comments: Sides, isFirst: boolean, threshold: number): boolean {
  const others = comments.first + comments.second - documents;
  if (documents < threshold || others < threshold) return false;
  const spreads = possibleSpreads(documents, comments, isFirst);
  const [only] = spreads;
  if (spreads.length !== 1 || !only) return true;
  const { first, second } = only;
  const parts = [first, second, comments.first - first, comments.second - second];
  return parts.every((people) => people === 0 || people >= threshold);
}

/** At most two of the ways in which the comments of a word can be spread over the sides: one is no secret, two are. */
function possibleSpreads(documents: number, comments: Sides, isFirst: boolean): Sides[] {
  const found: Sides[] = [];
  const least = Math.max(0, documents - comments.second);
  for (let first = least; first <= Math.min(documents, comments.first) && found.length < 2; first++) {
    const holders = { first, second: documents - first };
    if (isOnSide(holders, comments, isFirst)) found.push(holders);
  }
  return found;
}
