import type { Translator } from '#lib/i18n/translator.ts';
import type { CommentView } from '../comments-calls.ts';

/** What is known of a comment, in one line: group and score, day, segments. */
export function commentFacts(
  i18n: Pick<Translator, 'number' | 't' | 'date' | 'day'>,
  view: CommentView,
): string {
  const group = view.group === '' ? '' : i18n.t(`comments.group.${view.group}`);
  const score = Number.isNaN(view.score) ? '' : i18n.number(view.score);
  const day = view.day === '' ? '' : i18n.day(view.day);
  return [`${group} ${score}`.trim(), day, ...view.segments].filter((fact) => fact !== '').join(' · ');
}
