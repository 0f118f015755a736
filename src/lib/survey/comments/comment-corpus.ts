import { eachWord, foldWord } from './comment-words.ts';
import { bytesBehind, bytesTell } from '#lib/tabular/table/dictionary.ts';
import { givenScores } from '../measure/scores.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { BREAK, ByteWords, TokenList, WordIds } from './byte-words.ts';

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

const SENTENCE_END = /[.!?;:\n\r…]/;

/**
 * Reads every comment of a column once; one that occurs again is copied. Blanks and N/A codes are no comments.
 * Rows whose `mask` is 0 are left out.
 */
export function buildCorpus(column: SurveyColumn, mask?: Uint8Array): CommentCorpus {
  const { codes, dictionary } = column;
  const given = givenScores(column);
  const rows = new Int32Array(codes.length);
  const starts = new Int32Array(codes.length + 1);
  const words = new WordIds();
  const tokens = new TokenList();
  const source = bytesBehind(dictionary);
  const byteWords = source && new ByteWords(source, words);
  const firstOf = dictionary.mayRepeat ? undefined : new Int32Array(dictionary.size).fill(-1);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    if (given[code] !== 1 || mask?.[row] === 0) continue;
    const first = firstOf?.[code] ?? -1;
    if (first >= 0) tokens.repeat(starts[first] ?? 0, starts[first + 1] ?? 0);
    else {
      if (!byteWords || !bytesTell(dictionary, code) || !byteWords.read(code, tokens)) {
        const text = dictionary.textAt(code);
        if (text.trim() === '') continue;
        readWords(text, words, tokens);
      }
      if (firstOf) firstOf[code] = count;
    }
    rows[count++] = row;
    starts[count] = tokens.size;
  }
  return {
    rows: rows.slice(0, count),
    words: words.list,
    folded: words.list.map(foldWord),
    tokens: tokens.taken(),
    starts: starts.slice(0, count + 1),
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
