import { foldText } from '#lib/base/words/fold-text.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import type { ColumnRole, Scale, SurveyColumn } from '#lib/tabular/table/table.ts';
import { tallyAnswers } from '#lib/tabular/table/tally.ts';

/** What is compared of a column: its words, its kind, and how often each answer was given. */
export interface ColumnProfile {
  name: string;
  label: string;
  role: ColumnRole;
  scale: Scale | undefined;
  /** Share (0-1) of each answer among those who answered; scores as their number. */
  shares: ReadonlyMap<string, number>;
}

/** A question of an earlier wave and what seems to be the same in a later one. */
export interface ColumnMatch {
  before: string;
  after: string;
  /** 0 to 1. */
  confidence: number;
  /** Each 0 to 1: how alike the wordings are, the scales, and the answers. */
  evidence: { text: number; scale: number; answers: number };
}

/** Roles that carry meaning from wave to wave. */
const STITCHED: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'number', 'category', 'multi'];
/** Below this a match is a guess that would only cost attention. */
export const LEAST_CONFIDENCE = 0.5;
const WEIGHTS = { text: 0.45, scale: 0.25, answers: 0.3 };

/** The profile of a column; answers that are no answer stay out. */
export function profileColumn(column: SurveyColumn, decimal: '.' | ','): ColumnProfile {
  const scores = answerScores(column, decimal);
  const given = givenScores(column);
  const { counts } = tallyAnswers(column.codes, column.dictionary.size);
  const shares = new Map<string, number>();
  let total = 0;
  for (let code = 1; code < counts.length; code++) {
    if (given[code] !== 1) continue;
    const score = scores[code] ?? NaN;
    const answer = Number.isNaN(score) ? foldText(column.dictionary.textAt(code)) : String(score);
    shares.set(answer, (shares.get(answer) ?? 0) + (counts[code] ?? 0));
    total += counts[code] ?? 0;
  }
  for (const [answer, count] of shares) shares.set(answer, count / total);
  const { name, label, role, scale } = column;
  return { name, label, role, scale, shares };
}

/**
 * Proposes which column of a later wave asks what a column of an earlier one asked, though it is called
 * otherwise: by wording (shared pairs of letters, Dice's coefficient), kind and scale, and the
 * distribution of answers (one minus the total variation distance). One to one, the surest first; for a
 * person to confirm, never taken as settled. Columns with the same name and role need no proposal. See [SV85].
 */
export function stitchColumns(
  before: readonly ColumnProfile[],
  after: readonly ColumnProfile[],
): ColumnMatch[] {
  const isSettled = (column: ColumnProfile, others: readonly ColumnProfile[]): boolean =>
    others.some(({ name, role }) => name === column.name && role === column.role);
  const open = (columns: readonly ColumnProfile[], others: readonly ColumnProfile[]): ColumnProfile[] =>
    columns.filter((column) => STITCHED.includes(column.role) && !isSettled(column, others));
  const later = open(after, before);
  const candidates = open(before, after)
    .flatMap((old) => later.map((recent) => matchOf(old, recent)))
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .sort((a, b) => b.confidence - a.confidence || a.before.localeCompare(b.before));
  const taken = new Set<string>();
  return candidates.filter(({ before: old, after: recent }) => {
    if (taken.has(`before ${old}`) || taken.has(`after ${recent}`)) return false;
    taken.add(`before ${old}`).add(`after ${recent}`);
    return true;
  });
}

function matchOf(old: ColumnProfile, recent: ColumnProfile): ColumnMatch {
  const text = Math.max(
    likeness(old.label || old.name, recent.label || recent.name),
    likeness(old.name, recent.name),
  );
  const scale = kindLikeness(old, recent);
  const answers = shareLikeness(old.shares, recent.shares);
  // Answers alike prove nothing when half of a questionnaire is 1 to 5: some wording must be shared.
  const confidence = text < 0.2 ? 0 : WEIGHTS.text * text + WEIGHTS.scale * scale + WEIGHTS.answers * answers;
  return { before: old.name, after: recent.name, confidence, evidence: { text, scale, answers } };
}

/** Dice's coefficient of the pairs of neighbouring letters (Dice 1945), words without their spaces. */
function likeness(a: string, b: string): number {
  const pairsA = letterPairs(a);
  const pairsB = letterPairs(b);
  const size = pairsA.length + pairsB.length;
  if (size === 0) return 0;
  const rest = new Map<string, number>();
  for (const pair of pairsA) rest.set(pair, (rest.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of pairsB) {
    const left = rest.get(pair) ?? 0;
    if (left === 0) continue;
    rest.set(pair, left - 1);
    shared++;
  }
  return (2 * shared) / size;
}

function letterPairs(text: string): string[] {
  const letters = foldText(text).replaceAll(' ', '');
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(i, i + 2));
}

function kindLikeness(old: ColumnProfile, recent: ColumnProfile): number {
  const isSameScale = old.scale?.min === recent.scale?.min && old.scale?.max === recent.scale?.max;
  if (old.role === recent.role) return isSameScale ? 1 : 0.5;
  return old.scale && isSameScale ? 0.75 : 0;
}

function shareLikeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [answer, share] of a) shared += Math.min(share, b.get(answer) ?? 0);
  return shared;
}
