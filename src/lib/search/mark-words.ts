import { foldText } from '#lib/base/words/fold-text.ts';
import { familyOf } from '#lib/base/words/word-stem.ts';

/** A piece of a text, and whether it is a word that was looked for. */
export interface MarkedPiece {
  text: string;
  isFound: boolean;
}

/** About so much of a text is shown around a word. */
export const EXCERPT_LETTERS = 180;
/** So much of it before the word. */
const LETTERS_BEFORE = 60;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** A text in pieces, those that answer to what was typed marked [SE5]. */
export function markWords(text: string, typed: string): MarkedPiece[] {
  const isSought = testOf(typed);
  const pieces: MarkedPiece[] = [];
  const add = (piece: string, isFound: boolean): void => {
    const last = pieces.at(-1);
    if (last && last.isFound === isFound) last.text += piece;
    else if (piece !== '') pieces.push({ text: piece, isFound });
  };
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    add(text.slice(end, match.index), false);
    add(match[0], isSought(match[0]));
    end = match.index + match[0].length;
  }
  add(text.slice(end), false);
  return pieces;
}

/** Of a longer text what stands around the first word that was looked for; its beginning where there is none. */
export function excerptOf(text: string, typed: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= EXCERPT_LETTERS) return plain;
  const isSought = testOf(typed);
  const first = [...plain.matchAll(WORD)].find(([word]) => isSought(word))?.index ?? 0;
  const from = first <= LETTERS_BEFORE ? 0 : plain.indexOf(' ', first - LETTERS_BEFORE) + 1;
  const cut = plain.slice(from, from + EXCERPT_LETTERS).replace(/[\ud800-\udbff]$/, '');
  const isEnd = from + EXCERPT_LETTERS >= plain.length;
  return `${from > 0 ? '… ' : ''}${isEnd ? cut : `${cut.replace(/\s\S*$/, '')} …`}`;
}

function testOf(typed: string): (word: string) => boolean {
  const sought = foldText(typed)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const isFamily = familyOf(word);
      const isNumber = /^\d+$/.test(word);
      return (folded: string) =>
        isFamily(folded) || (!isNumber && word.length > 2 && folded.startsWith(word));
    });
  return (word) => {
    const folded = foldText(word);
    return sought.some((test) => test(folded));
  };
}
