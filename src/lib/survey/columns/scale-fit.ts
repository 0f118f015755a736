import { isExcelScore } from '#lib/tabular/table/date-text.ts';
import { isNaText } from './na-text.ts';
import type { AnswerCount, ColumnSummary } from './summary.ts';
import type { Scale } from '#lib/tabular/table/table.ts';

/** A rating scale that the answers fit, and what then stands outside it. */
export interface ScaleFit {
  scale: Scale;
  /** How many points of the scale were chosen by someone; `isFull` when all were. */
  used: number;
  isFull: boolean;
  /** Numbers outside the scale that look like N/A codes. */
  outside: readonly AnswerCount[];
  /** Answers in words that mean "no answer". */
  naTexts: readonly AnswerCount[];
}

const NPS_SCALE: Scale = { min: 0, max: 10 };

/** Scales that questionnaires use, the longest first so that 7 on 1-7 is not taken for an N/A code of 1-5. */
const COMMON_SCALES: readonly Scale[] = [
  NPS_SCALE,
  { min: 1, max: 10 },
  { min: 1, max: 7 },
  { min: 1, max: 5 },
  { min: -2, max: 2 },
  { min: -3, max: 3 },
];

/** Scales so short that only a heading or neighbours with the same answers make them likely. */
const SHORT_SCALES: readonly Scale[] = [
  { min: 1, max: 6 },
  { min: 1, max: 4 },
];

/** Codes that statistics packages and exports write for "no answer", whatever the scale. */
const CODES = new Set([77, 88, 97, 98, 99, 777, 888, 996, 997, 998, 999, 9999]);
const NEGATIVE_CODES = new Set([-1, -7, -8, -9, -66, -77, -88, -97, -98, -99, -999, -9999]);

/** On 0-5 a zero rarer than this is "not applicable" rather than the lowest point. */
const RARE_ZERO = 0.25;

/** Whether a number outside `scale` is a usual code for "no answer". See [SV13]. */
export function isNaCode(value: number, scale: Scale): boolean {
  if (value >= scale.min && value <= scale.max) return false;
  if (scale.min >= 0 && NEGATIVE_CODES.has(value)) return true;
  if (scale.min < 0 && value < 0) return NEGATIVE_CODES.has(value) && value < -6;
  if (value === 0 && scale.min === 1) return true;
  return CODES.has(value) || value === scale.max + 1 || (scale.max < 8 && (value === 8 || value === 9));
}

/**
 * The scale that all answers of a column fit once N/A codes are set aside; undefined when there is none.
 * Without `isExpected` (a heading or neighbours that speak of a rating) every point must occur.
 */
export function fitScale(summary: ColumnSummary, isExpected: boolean): ScaleFit | undefined {
  if (!summary.isListComplete || summary.answered === 0) return undefined;
  const naTexts = summary.answers.filter(({ text, number }) => Number.isNaN(number) && isNoScore(text));
  const numbers = summary.answers.filter(({ number }) => !Number.isNaN(number));
  if (numbers.length + naTexts.length < summary.answers.length || numbers.length < 2) return undefined;
  if (numbers.some(({ number }) => !Number.isInteger(number))) return undefined;

  const scales = isExpected ? [...COMMON_SCALES, ...SHORT_SCALES] : COMMON_SCALES;
  const fits = scales.map((scale) => fitOne(scale, numbers, naTexts)).filter((fit) => fit !== undefined);
  const exact = fits.find((fit) => fit.isFull && fit.outside.length === 0);
  const full = fits.find((fit) => fit.isFull);
  const best = exact ?? full ?? (isExpected ? closest(fits) : undefined);
  return best && keepCommonZero(best, summary.answered);
}

/** The NPS scale, for a column whose heading asks for it, however few points were chosen. */
export function fitNpsScale(summary: ColumnSummary): ScaleFit | undefined {
  if (!summary.isListComplete) return undefined;
  const naTexts = summary.answers.filter(({ text, number }) => Number.isNaN(number) && isNoScore(text));
  const numbers = summary.answers.filter(({ number }) => !Number.isNaN(number));
  if (numbers.length + naTexts.length < summary.answers.length) return undefined;
  const fit = fitOne(NPS_SCALE, numbers, naTexts);
  const reachesFar = numbers.some(({ number }) => number >= 8 && number <= 10);
  return fit && reachesFar ? fit : undefined;
}

/** What of a column stands outside a scale that its siblings show. */
export function fitAround(summary: ColumnSummary, scale: Scale): ScaleFit | undefined {
  const naTexts = summary.answers.filter(({ text, number }) => Number.isNaN(number) && isNoScore(text));
  return fitOne(
    scale,
    summary.answers.filter(({ number }) => !Number.isNaN(number)),
    naTexts,
  );
}

/** Words for "no answer", and scores that Excel made into dates: neither speaks against a scale. */
function isNoScore(text: string): boolean {
  return isNaText(text) || isExcelScore(text);
}

function fitOne(
  scale: Scale,
  numbers: readonly AnswerCount[],
  naTexts: readonly AnswerCount[],
): ScaleFit | undefined {
  const inside = numbers.filter(({ number }) => number >= scale.min && number <= scale.max);
  const outside = numbers.filter(({ number }) => number < scale.min || number > scale.max);
  if (inside.length < 2 || !outside.every(({ number }) => isNaCode(number, scale))) return undefined;
  const used = new Set(inside.map(({ number }) => number)).size;
  return { scale, used, isFull: used === scale.max - scale.min + 1, outside, naTexts };
}

/** Of fits with gaps, the one with the fewest codes outside, then the fewest points; most points must be used. */
function closest(fits: readonly ScaleFit[]): ScaleFit | undefined {
  const points = ({ scale }: ScaleFit): number => scale.max - scale.min + 1;
  return fits
    .filter((fit) => fit.used > points(fit) / 2)
    .sort((a, b) => a.outside.length - b.outside.length || points(a) - points(b))[0];
}

function keepCommonZero(fit: ScaleFit, answered: number): ScaleFit {
  const zero = fit.outside.find(({ number }) => number === 0);
  const isAlone = fit.outside.length === 1;
  if (!zero || !isAlone || zero.count <= answered * RARE_ZERO) return fit;
  return { ...fit, scale: { min: 0, max: fit.scale.max }, outside: [] };
}
