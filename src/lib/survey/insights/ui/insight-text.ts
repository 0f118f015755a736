import type { Translator } from '#lib/i18n/translator.ts';
import type { CommentContrast, InsightFigure, InsightQuestion } from '../insight.ts';
import { figureText } from '../../measure/ui/figure-text.ts';

type Texts = Pick<Translator, 'number' | 't' | 'text'>;

/** A value in the unit of its question. */
export function insightValue(i18n: Texts, question: InsightQuestion, value: number): string {
  return figureText(i18n, question.kind === 'phrase' ? 'top-two-box' : question.kind, value);
}

/**
 * The figure of an insight with what it may never be shown without, its interval and n; or that there is
 * none for this reader.
 */
export function insightNumber(
  i18n: Texts,
  { question, figure }: { question: InsightQuestion; figure: InsightFigure | null },
): string {
  if (!figure) return i18n.t('insights.noFigure');
  return `${insightValue(i18n, question, figure.value)} ${insightRange(i18n, question, figure)}`;
}

/** Interval and n, for beside a value that already stands large. */
export function insightRange(
  i18n: Texts,
  question: InsightQuestion,
  { interval, n }: Pick<InsightFigure, 'interval' | 'n'>,
): string {
  const [low, high] = interval.map((end) => insightValue(i18n, question, end));
  return `[${low}; ${high}], n\u00a0=\u00a0${i18n.number(n)}`;
}

/** The question in words: measure, column, segment, filters, weight; or the phrase and whose comments. */
export function questionText(i18n: Texts, question: InsightQuestion): string {
  const label = question.label || question.column;
  if (question.kind === 'phrase') {
    const side = sideText(i18n, question.contrast, question.side);
    return i18n.t('insights.question.phrase', { term: question.term, side, label });
  }
  const parts = [`${i18n.t(`measure.kind.${question.kind}`)}: ${label}`];
  if (question.segment) parts.push(`${question.segment.column}: ${question.segment.value}`);
  for (const { column, values, range } of question.filters ?? []) {
    if (values) parts.push(`${column}: ${values.join(', ')}`);
    if (range) parts.push(`${column}: ${i18n.number(range[0])}–${i18n.number(range[1])}`);
  }
  if (question.weight !== null) parts.push(i18n.t('insights.question.weight', { column: question.weight }));
  return parts.join(' · ');
}

function sideText(i18n: Texts, contrast: CommentContrast, side: 'first' | 'second'): string {
  if (contrast.kind === 'score') {
    return i18n.t(side === 'first' ? 'comments.words.first' : 'comments.words.second');
  }
  return side === 'first' ? contrast.value : i18n.t('comments.words.rest');
}
