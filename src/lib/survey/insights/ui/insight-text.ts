import type { Translator } from '#lib/i18n/translator.ts';
import type { FigureKind } from '#lib/patterns/figure-text.ts';
import { CROSS_GROUPS } from '../../wave/cross-view.ts';
import type { CommentContrast, InsightQuestion, ShareQuestion } from '../insight.ts';

type Texts = Pick<Translator, 'number' | 't' | 'text'>;

/** What an insight measures, as far as its numbers are written by it: a phrase is a share of comments. */
export function insightKind({ kind }: InsightQuestion): FigureKind {
  return kind === 'phrase' ? 'share' : kind;
}

/** The question in words: measure, column, segment, filters, weight; or the phrase and whose comments. */
export function questionText(i18n: Texts, question: InsightQuestion): string {
  const label = question.label || question.column;
  if (question.kind === 'phrase') {
    const side = sideText(i18n, question.contrast, question.side);
    return i18n.t('insights.question.phrase', { term: question.term, side, label });
  }
  const parts =
    question.kind === 'share'
      ? cellParts(i18n, question)
      : [`${i18n.t(`measure.kind.${question.kind}`)}: ${label}`];
  if (question.segment) parts.push(`${question.segment.column}: ${question.segment.value}`);
  for (const { column, values, range } of question.filters ?? []) {
    if (values) parts.push(`${column}: ${values.join(', ')}`);
    if (range) parts.push(`${column}: ${i18n.number(range[0])}–${i18n.number(range[1])}`);
  }
  if (question.weight !== null) parts.push(i18n.t('insights.question.weight', { column: question.weight }));
  return parts.join(' · ');
}

function cellParts(i18n: Texts, { label, column, answer, by }: ShareQuestion): string[] {
  const own = `${label || column}: ${answerText(i18n, answer)}`;
  const whole = `${by.label || by.column}: ${by.answer ? answerText(i18n, by.answer) : i18n.t('insights.everybody')}`;
  return [own, whole];
}

/** An answer of a crosstab in words: groups of a scale have names of ours. */
export function answerText(
  i18n: Pick<Translator, 't'>,
  { text, net }: { text: string; net?: string | null | undefined },
): string {
  const group = CROSS_GROUPS.find((each) => each === net);
  return group ? i18n.t(`insights.group.${group}`) : text;
}

function sideText(i18n: Texts, contrast: CommentContrast, side: 'first' | 'second'): string {
  if (contrast.kind === 'score') {
    return i18n.t(side === 'first' ? 'comments.words.first' : 'comments.words.second');
  }
  return side === 'first' ? contrast.value : i18n.t('comments.words.rest');
}
