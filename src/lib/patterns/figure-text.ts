import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { Translator } from '#lib/i18n/translator.ts';

/** A figure that can be shown: never without its 95 % interval and the people behind it. */
export interface ShownFigure {
  value: number;
  interval: readonly [number, number];
  n: number;
}

/** A measure, or the share of people who chose an answer. Shares are in percent. */
export type FigureKind = MeasureKind | 'share';

/** Decimals that a figure deserves: more would pretend. */
const DIGITS: Readonly<Record<FigureKind, number>> = { nps: 2, 'top-two-box': 1, mean: 2, share: 1 };

/** Of a figure whose measure is not known, such as one that was kept with a workshop. */
const DIGITS_UNKNOWN = 2;

/** How the numbers of a figure are written; what is left out follows from its measure. */
export interface FigureStyle {
  kind?: FigureKind | undefined;
  digits?: number | undefined;
  /** A difference of two figures: with its sign, and in points where they are shares. */
  isChange?: boolean | undefined;
}

type Numbers = Pick<Translator, 'number'>;

/** A value in its unit: NPS and means bare, shares with a percent sign, a change with its sign. */
export function figureText(i18n: Numbers, value: number, style: FigureStyle): string {
  return numberText(i18n, value, style, style.isChange ?? false);
}

/** Both ends of an interval as texts in the unit of the figure; those of a change have no plus. */
export function intervalTexts(
  i18n: Numbers,
  interval: ShownFigure['interval'],
  style: FigureStyle,
): { low: string; high: string } {
  const [low, high] = interval;
  return { low: numberText(i18n, low, style, false), high: numberText(i18n, high, style, false) };
}

function numberText(i18n: Numbers, value: number, style: FigureStyle, sign: boolean): string {
  if (!Number.isFinite(value)) return '–';
  const { kind, isChange } = style;
  const digits = style.digits ?? (kind === undefined ? DIGITS_UNKNOWN : DIGITS[kind]);
  const text = i18n.number(value, { digits, sign });
  const isShare = kind === 'top-two-box' || kind === 'share';
  return isShare && !isChange ? `${text}\u00a0%` : text;
}

/** An interval as it stands beside its value: [3.38, 3.47], in Polish [3,38; 3,47]. */
export function rangeText(
  i18n: Numbers & Pick<Translator, 't'>,
  interval: ShownFigure['interval'],
  style: FigureStyle,
): string {
  return i18n.t('figure.range', intervalTexts(i18n, interval, style));
}

/** A figure in one line of plain text, for files, names and letters: 3.42 [3.38, 3.47], n = 2,260. */
export function figureLine(
  i18n: Numbers & Pick<Translator, 't'>,
  figure: ShownFigure,
  style: FigureStyle,
): string {
  const range = rangeText(i18n, figure.interval, style);
  return `${figureText(i18n, figure.value, style)} ${range}, ${i18n.t('figure.n', { n: figure.n })}`;
}

/** Whether a change is beyond what chance alone would explain: its interval leaves zero out. */
export function isDetectable(interval: ShownFigure['interval']): boolean {
  return interval[0] > 0 || interval[1] < 0;
}
