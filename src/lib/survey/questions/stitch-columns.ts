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
  /** Not to be taken without a look: the evidence is thin, or another column has nearly as much. */
  isDoubtful: boolean;
  /** Each 0 to 1: how alike the wordings are, the scales, the answers, and the places in the questionnaire. */
  evidence: { text: number; scale: number; answers: number; place: number };
}

/** Roles that carry meaning from wave to wave. */
const STITCHED: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'number', 'category', 'multi'];
/** Below this a match is a guess that would only cost attention. */
export const LEAST_CONFIDENCE = 0.5;
/** Below this a match is doubtful, and where another pair is within this of it. */
export const SURE_CONFIDENCE = 0.7;
const RIVAL_WITHIN = 0.1;
/** The same answers say more than names that are alike. */
const WEIGHTS = { text: 0.25, scale: 0.15, answers: 0.4, place: 0.2 };
/** Wordings less alike than this share nothing but chance. */
export const LEAST_TEXT = 0.2;
/** So many answers in words, the same in both, hardly belong to two questions. */
const TELLING_ANSWERS = 3;

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
 * otherwise: by wording (shared pairs of letters, Dice's coefficient), kind and scale, the answers (which there
 * are, and their distribution: one minus the total variation distance) and the place between columns that are
 * known to be the same. One to one, the surest first; for a person to confirm, never taken as settled, and
 * doubtful where little speaks for it or another pair is as likely. Columns with the same name and role need no
 * proposal. Columns are given in the order of their files. See [SV85].
 */
export function stitchColumns(
  before: readonly ColumnProfile[],
  after: readonly ColumnProfile[],
): ColumnMatch[] {
  const anchors = new Map(
    before.flatMap(({ name, role }) =>
      after.some((column) => column.name === name && column.role === role) ? [[name, name] as const] : [],
    ),
  );
  // What is sure without its place tells the place of the rest.
  for (const match of proposeAll(before, after, anchors))
    if (!match.isDoubtful && match.evidence.text >= LEAST_TEXT) anchors.set(match.before, match.after);
  const settled = new Set(before.flatMap(({ name }) => (anchors.get(name) === name ? [name] : [])));
  return proposeAll(before, after, anchors, settled);
}

/** One to one, the surest first; `settled` names need no proposal, other anchors only tell places. */
function proposeAll(
  before: readonly ColumnProfile[],
  after: readonly ColumnProfile[],
  anchors: ReadonlyMap<string, string>,
  settled: ReadonlySet<string> = new Set(anchors.keys()),
): ColumnMatch[] {
  const open = (columns: readonly ColumnProfile[]): ColumnProfile[] =>
    columns.filter(({ name, role }) => STITCHED.includes(role) && !settled.has(name));
  const placeOf = placesBetween(before, after, anchors);
  const later = open(after);
  const candidates = open(before)
    .flatMap((old) => later.map((recent) => matchOf(old, recent, placeOf(old.name, recent.name))))
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .sort((a, b) => b.confidence - a.confidence || a.before.localeCompare(b.before));
  const taken = new Set<string>();
  const matches = candidates.filter(({ before: old, after: recent }) => {
    if (taken.has(`before ${old}`) || taken.has(`after ${recent}`)) return false;
    taken.add(`before ${old}`).add(`after ${recent}`);
    return true;
  });
  const chosen = new Set(matches.map(({ before: old, after: recent }) => `${old}\n${recent}`));
  const partner = new Map(
    matches.flatMap((match) => [
      [`before ${match.before}`, match] as const,
      [`after ${match.after}`, match] as const,
    ]),
  );
  return matches.map((match) => ({
    ...match,
    isDoubtful:
      match.isDoubtful ||
      match.confidence < SURE_CONFIDENCE ||
      candidates.some(
        (rival) =>
          !chosen.has(`${rival.before}\n${rival.after}`) &&
          (rival.before === match.before || rival.after === match.after) &&
          match.confidence - rival.confidence < RIVAL_WITHIN &&
          // A rival whose other end goes surely with something else is none.
          !isTakenSurely(rival, match, partner),
      ),
  }));
}

function isTakenSurely(
  rival: ColumnMatch,
  match: ColumnMatch,
  partner: ReadonlyMap<string, ColumnMatch>,
): boolean {
  const other = rival.before === match.before ? `after ${rival.after}` : `before ${rival.before}`;
  return (partner.get(other)?.confidence ?? 0) - rival.confidence >= RIVAL_WITHIN;
}

/** How alike two columns lie between those that are known to be the same: 1 in the same gap at the same place, 0 elsewhere. */
function placesBetween(
  before: readonly ColumnProfile[],
  after: readonly ColumnProfile[],
  anchors: ReadonlyMap<string, string>,
): (old: string, recent: string) => number | undefined {
  if (anchors.size === 0) return () => undefined;
  const gapsBefore = gapsOf(before, (name) => anchors.get(name));
  const names = new Set(anchors.values());
  const gapsAfter = gapsOf(after, (name) => (names.has(name) ? name : undefined));
  return (old, recent) => {
    const [a, b] = [gapsBefore.get(old), gapsAfter.get(recent)];
    if (!a || !b) return anchors.get(old) === recent ? 1 : 0;
    const ends = Number(a.from === b.from) + Number(a.to === b.to);
    if (ends < 2) return ends * 0.25;
    const isSamePlace =
      a.size === b.size ? a.place === b.place : a.place === b.place || a.size - a.place === b.size - b.place;
    return isSamePlace ? 1 : 0.5;
  };
}

/** Where a column lies: between which two anchors ('' is the edge of the file), and at which place among how many. */
interface Gap {
  from: string;
  to: string;
  place: number;
  size: number;
}

function gapsOf(
  columns: readonly ColumnProfile[],
  anchorOf: (name: string) => string | undefined,
): Map<string, Gap> {
  const gaps = new Map<string, Gap>();
  let from = '';
  let open: string[] = [];
  const close = (to: string): void => {
    open.forEach((name, place) => gaps.set(name, { from, to, place, size: open.length }));
    open = [];
    from = to;
  };
  for (const { name } of columns) {
    const anchor = anchorOf(name);
    if (anchor === undefined) open.push(name);
    else close(anchor);
  }
  close('');
  return gaps;
}

function matchOf(old: ColumnProfile, recent: ColumnProfile, place: number | undefined): ColumnMatch {
  const text = Math.max(
    likeness(old.label || old.name, recent.label || recent.name),
    likeness(old.name, recent.name),
  );
  const scale = kindLikeness(old, recent);
  const answers = answerLikeness(old.shares, recent.shares);
  // Answers alike prove nothing when half of a questionnaire is 1 to 5: a wording, telling answers or the place must be shared.
  const isTelling = hasTellingAnswers(old, recent);
  const isFounded = text >= LEAST_TEXT || isTelling || (place === 1 && scale === 1);
  const { text: ofText, scale: ofScale, answers: ofAnswers, place: ofPlace } = WEIGHTS;
  const sum = ofText * text + ofScale * scale + ofAnswers * answers + ofPlace * (place ?? 0);
  // Without anything that is known to be the same there are no places, and the rest decides alone.
  const confidence = !isFounded ? 0 : place === undefined ? sum / (1 - ofPlace) : sum;
  return {
    before: old.name,
    after: recent.name,
    confidence,
    isDoubtful: text < LEAST_TEXT && !isTelling, // its place alone speaks for it
    evidence: { text, scale, answers, place: place ?? 0 },
  };
}

/** Of answers in words it matters which there are; of numbers how they are spread, for the ends of a scale may be empty. */
function answerLikeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const spread = shareLikeness(a, b);
  const areWords = [...a.keys(), ...b.keys()].some((answer) => /\p{L}/u.test(answer));
  return areWords ? (answerOverlap(a, b) + spread) / 2 : spread;
}

/** Of all answers that there are in one of them, the share that there is in both (Jaccard). */
function answerOverlap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [ofA, ofB] = [new Set(a.keys()), new Set(b.keys())];
  const all = ofA.union(ofB).size;
  return all === 0 ? 0 : ofA.intersection(ofB).size / all;
}

/** The same answers in words, and enough of them. */
function hasTellingAnswers(old: ColumnProfile, recent: ColumnProfile): boolean {
  const words = [...old.shares.keys()].filter((answer) => /\p{L}/u.test(answer));
  return words.length >= TELLING_ANSWERS && answerOverlap(old.shares, recent.shares) === 1;
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
