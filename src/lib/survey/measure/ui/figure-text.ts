import type { Translator } from '#lib/i18n/translator.ts';
import type { Interval } from '../estimate.ts';
import type { MeasureKind } from '#lib/base/measure-kind.ts';

/** Decimals that a figure deserves: more would pretend. */
const DIGITS: Readonly<Record<MeasureKind, number>> = { nps: 2, 'top-two-box': 1, mean: 2 };

type Numbers = Pick<Translator, 'number'>;

/** A figure in its unit: NPS and means bare, shares with a percent sign. */
export function figureText(i18n: Numbers, kind: MeasureKind, value: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = i18n.number(value, { digits: DIGITS[kind] });
  return kind === 'top-two-box' ? `${text}\u00a0%` : text;
}

/** Both ends of an interval as texts in the unit of the figure. */
export function intervalTexts(
  i18n: Numbers,
  kind: MeasureKind,
  interval: Interval,
): { low: string; high: string } {
  return { low: figureText(i18n, kind, interval[0]), high: figureText(i18n, kind, interval[1]) };
}

/** A p-value to four decimals; smaller ones are said to be smaller, since none is 0. */
export function pText(i18n: Numbers, p: number): string {
  return p < 0.0001 ? `< ${i18n.number(0.0001, { digits: 4 })}` : i18n.number(p, { digits: 4 });
}
