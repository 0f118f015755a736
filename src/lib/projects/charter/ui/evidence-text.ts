import type { Translator } from '#lib/i18n/translator.ts';
import { MEASURE_KINDS } from '#lib/base/measure-kind.ts';
import { figureText, intervalTexts, type FigureStyle } from '#lib/patterns/figure-text.ts';
import type { EvidenceFigure } from '../charter.ts';

/** A figure of a charter with its interval and the people behind it, in the unit of its measure. */
export function evidenceText(i18n: Pick<Translator, 't' | 'number'>, figure: EvidenceFigure): string {
  const style: FigureStyle = {
    kind: figure.kind === 'phrase' ? 'share' : MEASURE_KINDS.find((kind) => kind === figure.kind),
  };
  const { low, high } = intervalTexts(i18n, figure.interval, style);
  return i18n.t('charter.figure', {
    ...{ value: figureText(i18n, figure.value, style), low, high },
    n: i18n.number(figure.n),
  });
}
