import { eachWord, foldWord, wordText } from './comment-words.ts';
import { givenScores } from './scores.ts';
import type { SurveyColumn } from './table.ts';

/**
 * The comments of one column as numbers: `tokens[starts[i]..starts[i + 1]]` are the words of comment i,
 * positions in `words`; -1 stands where a sentence ends, so that no pair of words reaches across it.
 */
export interface CommentCorpus {
  /** The row of each comment, in the order of the file. */
  rows: Int32Array;
  words: readonly string[];
  /** `words` without diacritics. */
  folded: readonly string[];
  tokens: Int32Array;
  starts: Int32Array;
}

/** Between two words: a pair of words does not go across. */
const SENTENCE_END = /[.!?;:\n\r…]/;
export const BREAK = -1;

/** Reads every comment of a column once; one that occurs again is copied. Blanks and N/A codes are no comments. */
export function buildCorpus(column: SurveyColumn): CommentCorpus {
  const given = givenScores(column);
  const rows: number[] = [];
  const starts: number[] = [0];
  const words = new WordIds();
  const tokens = new TokenList();
  const firstOf = column.dictionary.mayRepeat ? undefined : new Int32Array(column.dictionary.size).fill(-1);
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row] ?? 0;
    if (given[code] !== 1) continue;
    const first = firstOf?.[code] ?? -1;
    if (first >= 0) tokens.repeat(starts[first] ?? 0, starts[first + 1] ?? 0);
    else {
      const text = column.dictionary.textAt(code);
      if (text.trim() === '') continue;
      if (firstOf) firstOf[code] = rows.length;
      readWords(text, words, tokens);
    }
    rows.push(row);
    starts.push(tokens.size);
  }
  return {
    rows: Int32Array.from(rows),
    words: words.list,
    folded: words.list.map(foldWord),
    tokens: tokens.taken(),
    starts: Int32Array.from(starts),
  };
}

function readWords(text: string, words: WordIds, tokens: TokenList): void {
  let last = 0;
  eachWord(text, (start, end) => {
    if (start - last > 1 && last > 0 && SENTENCE_END.test(text.slice(last, start))) tokens.push(BREAK);
    last = end;
    tokens.push(words.of(text.slice(start, end)));
  });
}

/** Numbers of words; a spelling that was seen before is not turned into small letters again. */
class WordIds {
  readonly list: string[] = [];
  readonly #bySpelling = new Map<string, number>();
  readonly #byWord = new Map<string, number>();

  of(spelling: string): number {
    const known = this.#bySpelling.get(spelling);
    if (known !== undefined) return known;
    const word = wordText(spelling);
    const id = this.#byWord.get(word) ?? this.list.push(word) - 1;
    this.#byWord.set(word, id);
    this.#bySpelling.set(spelling, id);
    return id;
  }
}

/** Tokens in one array that doubles when it is full: a plain array of 100 million numbers would take eight times as much. */
class TokenList {
  size = 0;
  #tokens = new Int32Array(1 << 16);

  push(token: number): void {
    this.#makeRoom(1);
    this.#tokens[this.size++] = token;
  }

  repeat(start: number, end: number): void {
    this.#makeRoom(end - start);
    this.#tokens.copyWithin(this.size, start, end);
    this.size += end - start;
  }

  taken(): Int32Array {
    return this.#tokens.slice(0, this.size);
  }

  #makeRoom(count: number): void {
    if (this.size + count <= this.#tokens.length) return;
    const wider = new Int32Array(Math.max(this.#tokens.length * 2, this.size + count));
    wider.set(this.#tokens);
    this.#tokens = wider;
  }
}
