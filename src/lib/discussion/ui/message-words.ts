import type { Translator } from '#lib/i18n/translator.ts';
import type { TextPiece } from '../read-text.ts';

/** So much of a message names it to who hears the page. */
const NAMING_LETTERS = 60;

/** The beginning of a message, as one line. */
export function plainText(pieces: readonly TextPiece[]): string {
  const text = pieces
    .map((piece) =>
      piece.kind === 'text' ? piece.text : piece.kind === 'link' ? piece.href : `@${piece.name}`,
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...text];
  return letters.length <= NAMING_LETTERS ? text : `${letters.slice(0, NAMING_LETTERS - 1).join('')}…`;
}

/** When, as people say it: today by the hour, this year by the day, before with the year. */
export function momentText(i18n: Pick<Translator, 'date' | 'dayOf'>, ms: number, nowMs: number): string {
  if (i18n.dayOf(ms) === i18n.dayOf(nowMs)) return i18n.date(ms, { timeStyle: 'short' });
  const isThisYear = i18n.dayOf(ms).slice(0, 4) === i18n.dayOf(nowMs).slice(0, 4);
  return i18n.date(ms, {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    ...(!isThisYear && { year: 'numeric' }),
  });
}
