/** A word of a comment and where it stands in the text that was given (UTF-16 positions). */
export interface CommentWord {
  /** In small letters, with its diacritics. */
  text: string;
  start: number;
  end: number;
}

/** What masking left behind, links, and tags of HTML are nobody's words. */
const NO_WORDS =
  /\[(?:e-mail|IBAN|card|PESEL|NIP|REGON|phone)\]|\b(?:\w+:\/\/|www\.\w)\S*|\b[\w-]+(?:\.[\w-]+)*\.(?:com|pl|org|net|eu|info)\b(?:\/\S*)?|<\/?[a-z][^<>]*>/giu;
/** Without one of these there is none of them. */
const MAY_HAVE_NO_WORDS = /[[<]|\/\/|\.\w/;

/** Seen by nobody, within a word or between two: soft hyphens, zero-width blanks and joiners, marks of direction. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'g');

/** Codes below this are looked up instead of asked of a regular expression: all of Polish is among them. */
const TABLE_SIZE = 0x250;
const IS_LETTER = Uint8Array.from({ length: TABLE_SIZE }, (_, code) =>
  Number(/\p{L}/u.test(String.fromCharCode(code))),
);

/** What is left, standing alone, of an accent that was once decoded wrongly ("Ã©" for "é"): no language's word. */
const DECODING_DEBRIS = 'ÃãÂâ';

/** The words of a comment in order, in small letters. Masks are left out; positions are those of the text given. */
export function commentWords(text: string): CommentWord[] {
  const words: CommentWord[] = [];
  eachWord(text, (start, end) => words.push({ text: wordText(text.slice(start, end)), start, end }));
  return words;
}

/** The word as it is compared: small letters, one kind of apostrophe, nothing invisible. */
export function wordText(raw: string): string {
  const seen = INVISIBLE.test(raw) ? raw.replace(ALL_INVISIBLE, '') : raw;
  return seen.toLowerCase().replace('’', "'");
}

/**
 * Visits where every word starts and ends: letters and their marks, with one inner apostrophe at most. On
 * ASCII these are the matches of `[a-z]+(?:'[a-z]+)?`. One step a character, whatever the text.
 */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
  const plain = MAY_HAVE_NO_WORDS.test(text)
    ? text.replace(NO_WORDS, (piece) => ' '.repeat(piece.length))
    : text;
  let at = 0;
  while (at < plain.length) {
    const size = letterSize(plain, at);
    if (size === 0) {
      at++;
      continue;
    }
    const start = at;
    at = skipLetters(plain, at + size);
    const mark = plain.charCodeAt(at);
    if ((mark === 0x27 || mark === 0x2019) && letterSize(plain, at + 1) > 0) at = skipLetters(plain, at + 1);
    if (at - start > 1 || !isDecodingDebris(plain[start] ?? '')) visit(start, at);
  }
}

/** Whether a word may consist of this character. */
export function isWordLetter(character: string): boolean {
  return letterSize(character, 0) > 0;
}

/** Whether a letter that stands alone is what a wrong decoding left, in no language a word. */
export function isDecodingDebris(letter: string): boolean {
  return DECODING_DEBRIS.includes(letter);
}

function skipLetters(text: string, from: number): number {
  let at = from;
  let end = from; // an invisible character belongs to a word only between two letters
  for (;;) {
    const size = letterSize(text, at);
    if (size > 0) end = at + size;
    else if (!isInvisible(text.charAt(at))) return end;
    at += Math.max(size, 1);
  }
}

/** Whether a character is seen by nobody, so that the letters beside it are one word. */
export function isInvisible(character: string): boolean {
  return INVISIBLE.test(character);
}

/** UTF-16 units of the letter at this position; 0 when there is none. */
function letterSize(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < TABLE_SIZE) return IS_LETTER[code] ?? 0;
  if (Number.isNaN(code)) return 0;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /[\p{L}\p{M}]/u.test(character) ? character.length : 0;
}

/** A word without diacritics, ł and ß included: "obsługą" becomes "obsluga". */
export function foldWord(word: string): string {
  // Most words are plain ASCII, for which nothing needs to be taken apart.
  if (/^[a-z']*$/.test(word)) return word;
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss');
}
