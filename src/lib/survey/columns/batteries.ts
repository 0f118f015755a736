import { foldText } from '#lib/base/words/fold-text.ts';
import { bracketed } from '#lib/tabular/file/bracketed.ts';
import type { Scale } from '#lib/tabular/table/table.ts';
import { labelNumber } from './label-number.ts';
import { readLikert } from './likert.ts';
import { isNaText } from './na-text.ts';
import { fitScale, isNaCode, type ScaleFit } from './scale-fit.ts';
import type { ColumnSummary } from './summary.ts';

/** One question asked of several items: columns with a common stem or the same answers, on one scale. */
export interface Battery {
  /** What the items have in common: the stem of their headings; empty where only their answers speak. */
  stem: string;
  /** Positions of the items among the columns. */
  members: readonly number[];
  scale: Scale;
  /** The family of its wordings; undefined where its answers are numbers. */
  family: string | undefined;
}

/** Fewer columns than this are no battery. */
export const FEWEST_ITEMS = 3;

/**
 * The batteries of a file. Items are judged together: a scale that most of them show is the scale of each, be
 * some of its points chosen by nobody in one of them, and a 0 is an answer or none for all. `canBeItem` leaves
 * out columns whose headings speak of something else. See [SV200].
 */
export function findBatteries(
  summaries: readonly ColumnSummary[],
  canBeItem: (position: number) => boolean,
): Battery[] {
  const listed = summaries
    .map((summary, position) => ({ summary, position, stem: questionStem(summary) }))
    .filter(({ position }) => canBeItem(position));
  const byStem = Map.groupBy(listed, ({ stem }) => stem);
  const stemmed = [...byStem].flatMap(([stem, items]) =>
    stem === '' ? [] : [wordedBattery(stem, items), numberBattery(stem, items)],
  );
  const found = stemmed.filter((battery) => battery !== undefined);
  const taken = new Set(found.flatMap(({ members }) => members));
  const rest = listed.filter(({ position }) => !taken.has(position));
  const worded = runs(rest, hasSameWords).flatMap((items) => wordedBattery('', items) ?? []);
  const inNumbers = runs(rest, haveOneScale).flatMap((items) => numberBattery('', items) ?? []);
  return [...found, ...worded, ...inNumbers];
}

interface Listed {
  summary: ColumnSummary;
  position: number;
  stem: string;
}

/** The common beginning of a block of items: `Q7` of Q7ART, `PYT_` of PYT_1, the question of `Question [row]`. */
export function questionStem({ name, label }: Pick<ColumnSummary, 'name' | 'label'>): string {
  return stemOfText(label) ?? stemOfText(name) ?? codeStem(name) ?? '';
}

function stemOfText(text: string): string | undefined {
  const grid = bracketed(text)?.before;
  if (grid) return grid.trim();
  // "How satisfied are you with: price", "Ocena - czystość": the last mark parts the item from its question.
  return /^(.{3,}?)\s*(?:\s[-–—|>]\s|:\s)[^-–—|:>]+$/.exec(text)?.[1]?.trim();
}

function codeStem(name: string): string | undefined {
  return (
    /^([A-Za-z]+\d+)[A-Z_]/.exec(name)?.[1] ??
    /^(\p{L}+_)/u.exec(name)?.[1] ??
    /^(\d+)\.?[a-z][.)]?(?:\s|$)/.exec(name)?.[1] ??
    /^(\p{L}+)\d+$/u.exec(name)?.[1]
  );
}

/** Neighbours, each of which goes with the one before it. */
function runs(listed: readonly Listed[], goesWith: (item: Listed, before: Listed) => boolean): Listed[][] {
  const found: Listed[][] = [];
  for (const item of listed) {
    const run = found.at(-1);
    const before = run?.at(-1);
    if (run && before && before.position === item.position - 1 && goesWith(item, before)) run.push(item);
    else found.push([item]);
  }
  return found.filter(({ length }) => length >= FEWEST_ITEMS);
}

/** The same words but for one or two that nobody chose; at least three in common, so that yes and no are none. */
function hasSameWords(item: Listed, before: Listed): boolean {
  const [a, b] = [wordsOf(item.summary), wordsOf(before.summary)];
  const common = a.intersection(b).size;
  return common >= 3 && common >= Math.min(a.size, b.size) && Math.abs(a.size - b.size) <= 2;
}

/** Each is a rating by itself, and up to the same point. */
function haveOneScale(item: Listed, before: Listed): boolean {
  const [a, b] = [fitScale(item.summary, false), fitScale(before.summary, false)];
  return a !== undefined && a.scale.max === b?.scale.max;
}

function wordsOf(summary: ColumnSummary): ReadonlySet<string> {
  return new Set(wordings(summary).map(foldText));
}

function wordings({ answers, isListComplete }: ColumnSummary): string[] {
  if (!isListComplete) return [];
  return answers
    .filter(({ text, number }) => Number.isNaN(number) && !isNaText(text))
    .map(({ text }) => text);
}

/** Items in words: all that are answered in words of the one family that their answers together show. */
function wordedBattery(stem: string, items: readonly Listed[]): Battery | undefined {
  const worded = items.filter(({ summary }) => {
    const words = wordings(summary);
    return words.length >= 2 && words.every((word) => Number.isNaN(labelNumber(word)));
  });
  if (worded.length < FEWEST_ITEMS) return undefined;
  const likert = readLikert(worded.flatMap(({ summary }) => wordings(summary)));
  if (!likert) return undefined;
  const { scale, family } = likert;
  return { stem, members: worded.map(({ position }) => position), scale, family };
}

/** Items in numbers: those that show the scale of most of them, or nearly all of its points. */
function numberBattery(stem: string, items: readonly Listed[]): Battery | undefined {
  const fits = items.flatMap(({ summary }) => fitScale(summary, false) ?? []);
  // 0-5 and 1-5 are one scale until it is known whether 0 is an answer.
  const byScale = Map.groupBy(fits, ({ scale }) => `${scale.min === 0 ? 1 : scale.min} ${scale.max}`);
  const [most = []] = [...byScale.values()].toSorted((a, b) => b.length - a.length);
  const [shown] = most;
  if (!shown || (shown.scale.min >= 0 && most.length < FEWEST_SHOWING)) return undefined;
  const scale = { min: lowestPoint(shown.scale, most, items), max: shown.scale.max };
  const points = scale.max - (scale.min === 0 ? 1 : scale.min) + 1;
  const fewest = most.length >= MANY_SHOWING ? Math.floor(points / 2) + 1 : points - Math.ceil(points / 5);
  const members = items.filter(({ summary }) => isOnScale(summary, scale, fewest));
  if (members.length < FEWEST_ITEMS) return undefined;
  return { stem, members: members.map(({ position }) => position), scale, family: undefined };
}

/** So many items must show every point of a scale; below zero one does, for codes of a list are not negative. */
export const FEWEST_SHOWING = 2;
/** With so many of them an item of which half the points were never chosen is still one of theirs. */
const MANY_SHOWING = 5;
/** Scales up to this point have no 0 of their own unless their items say so; 0-10 is a scale in itself. */
const LAST_WITHOUT_ZERO = 7;

function lowestPoint(scale: Scale, fits: readonly ScaleFit[], items: readonly Listed[]): number {
  if (scale.min < 0) return scale.min;
  if (scale.max > LAST_WITHOUT_ZERO) {
    const zeros = fits.filter((fit) => fit.scale.min === 0).length;
    return zeros * 2 > fits.length ? 0 : 1;
  }
  const shares = items.map(({ summary }) => zeroShare(summary, scale.max));
  const answers = shares.filter((share) => share >= ZERO_LIKE_OTHERS).length;
  return answers * 2 > shares.length ? 0 : 1;
}

/** From this share of the mean of the other points on, a 0 is given like them. */
const ZERO_LIKE_OTHERS = 0.5;

/** How often 0 was given in one item, as a share of the mean of its other points; none where it is one code of several. */
function zeroShare({ answers }: ColumnSummary, max: number): number {
  const zero = answers.find(({ number }) => number === 0);
  const inside = answers.filter(({ number }) => number >= 1 && number <= max);
  if (!zero || inside.length === 0) return 0;
  const hasOtherCodes = answers.some(({ number }) => number > max || number < 0);
  return hasOtherCodes ? 0 : zero.count / (inside.reduce((sum, { count }) => sum + count, 0) / inside.length);
}

/** Whether an item's answers lie on the scale or mean "no answer", and at least so many of its points were chosen. */
function isOnScale({ answers, isListComplete }: ColumnSummary, scale: Scale, fewest: number): boolean {
  const numbers = answers.filter(({ number }) => !Number.isNaN(number));
  const others = answers.filter(({ number }) => Number.isNaN(number));
  const inside = numbers.filter(({ number }) => number >= scale.min && number <= scale.max);
  const areCodes = numbers.every((answer) => inside.includes(answer) || isNaCode(answer.number, scale));
  const areWhole = inside.every(({ number }) => Number.isInteger(number));
  return (
    isListComplete &&
    areWhole &&
    areCodes &&
    others.every(({ text }) => isNaText(text)) &&
    inside.length >= fewest
  );
}
