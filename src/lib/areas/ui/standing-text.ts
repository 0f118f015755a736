import type { Translator } from '#lib/i18n/translator.ts';
import { quantityText } from '#lib/patterns/quantity-text.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { SeriesStanding, StandingWord } from '../series-standing.ts';
import type { Series } from '../series.ts';

/** How the standing of a series looks among the states of all work. */
export const SERIES_GLYPHS: Readonly<Record<StandingWord, Glyph>> = {
  none: 'open',
  worsening: 'risk',
  missed: 'broken',
  met: 'done',
  steady: 'progress',
};

/** A target with its direction: "at least 80 %", "at most 4 min"; empty where there is none. */
export function targetText(
  i18n: Pick<Translator, 'number' | 't'>,
  { target, unit, direction }: Pick<Series, 'target' | 'unit' | 'direction'>,
): string {
  return target === null
    ? ''
    : i18n.t(`areas.target.${direction}`, { value: quantityText(i18n, target, unit) });
}

/** By which rule a series is worsening, in a sentence; empty where it is not. */
export function worseningText(
  i18n: Pick<Translator, 'day' | 't'>,
  { worsening }: Pick<SeriesStanding, 'worsening'>,
): string {
  return worsening === null
    ? ''
    : i18n.t(`areas.worsening.${worsening.rule}`, {
        n: worsening.values,
        day: i18n.day(worsening.fromDay),
      });
}

/** How far apart two values are: of shares in percentage points. */
export function distanceText(i18n: Pick<Translator, 'number' | 't'>, distance: number, unit: string): string {
  const far = Math.abs(distance);
  return unit === '%'
    ? i18n.t('areas.points', { value: quantityText(i18n, far, '') })
    : quantityText(i18n, far, unit);
}
