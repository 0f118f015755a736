import * as v from 'valibot';
import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';
import { MOST_SEGMENT_ANSWERS } from '../measure/groups.ts';
import { writeWave } from '../wave/wave-file.ts';
import { answerComments } from './answer-comments.ts';
import { buildCorpus } from './comment-corpus.ts';
import { MOST_TERMS, parseSearch } from './comment-search.ts';
import { MOST_SCALE_POINTS } from './describe-comments.ts';
import { LONGEST_QUOTE } from './draft-phrase.ts';
import {
  MOST_SUGGESTED_PHRASES,
  MOST_SUGGESTIONS,
  MOST_TRIED_WORDS,
  SHORTEST_WORD,
  suggestTags,
  type TagSuggestion,
} from './suggest-tags.ts';
import { MOST_PHRASES, TagForm } from './tag.ts';

/** A word of six letters of its own, which no ending of Polish or English shortens. */
const word = (i: number): string => `zq${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}xv`;

/** What is suggested from comments of two sides. */
function suggest(first: readonly string[], second: readonly string[]): TagSuggestion[] {
  const corpus = buildCorpus(columnOf([...first, ...second], { role: 'comment' }));
  const groups = Uint8Array.from([...first.map(() => 1), ...second.map(() => 2)]);
  return suggestTags(corpus, groups, () => false);
}
const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);

async function openWave(columns: Readonly<Record<string, { role: ColumnRole; answers: readonly string[] }>>) {
  const engine = askInPlace(answerComments);
  const list = Object.entries(columns).map(([name, { role, answers }], index) =>
    columnOf(answers, { index, name, role, ...(role === 'rating' ? { scale: { min: 0, max: 99 } } : {}) }),
  );
  const rowCount = list[0]?.codes.length ?? 0;
  const overview = await engine.ask('open', { wave: writeWave({ rowCount, decimal: '.', columns: list }) });
  return { engine, overview };
}

test('[SV60] a search takes so many terms', () => {
  const read = (terms: number): number =>
    parseSearch(Array.from({ length: terms }, (_, i) => word(i)).join(' ')).length;
  expect([MOST_TERMS - 1, MOST_TERMS, MOST_TERMS + 1].map(read)).toEqual([
    MOST_TERMS - 1,
    MOST_TERMS,
    MOST_TERMS,
  ]);
});

test('[SV60] comments are looked at by segments of the most answers, and by the best points of a scale', async () => {
  const described = async (answers: number, points: number): Promise<[number, number]> => {
    const rows = Array.from({ length: 100 }, (_, i) => i);
    const { overview } = await openWave({
      why: { role: 'comment', answers: rows.map((i) => `comment ${i}`) },
      city: { role: 'category', answers: rows.map((i) => `city ${i % answers}`) },
      score: { role: 'rating', answers: rows.map((i) => String(i % points)) },
    });
    return [overview.segments.length, overview.scores[0]?.points.length ?? 0];
  };
  expect(await described(MOST_SEGMENT_ANSWERS, MOST_SCALE_POINTS)).toEqual([1, MOST_SCALE_POINTS]);
  expect(await described(MOST_SEGMENT_ANSWERS + 1, MOST_SCALE_POINTS + 1)).toEqual([0, MOST_SCALE_POINTS]);
});

test('[SV72] a quote is cut when it is longer than the longest', async () => {
  const quoted = async (letters: number): Promise<number | undefined> => {
    const quote = `waiting ${'x'.repeat(letters - 'waiting '.length)}`;
    const { engine } = await openWave({
      why: { role: 'comment', answers: [quote, 'friendly', 'friendly'] },
      nps: { role: 'nps', answers: ['2', '10', '10'] },
    });
    const draft = await engine.ask('phrase', {
      ...{ contrast: { kind: 'score' as const, column: 'nps' }, isFolded: false, minCount: 1 },
      ...{ term: 'waiting', side: 'second' as const },
    });
    return draft.evidence.quotes[0]?.length;
  };
  expect(await quoted(LONGEST_QUOTE)).toBe(LONGEST_QUOTE);
  expect(await quoted(LONGEST_QUOTE + 1)).toBe(LONGEST_QUOTE + '…'.length);
});

test('[SV62] so many tags are suggested', () => {
  // Each word in comments of its own: nothing joins them to one subject.
  // The word of the other side is one of them.
  const suggested = (words: number): number =>
    suggest(times(200, 'friendly'), Array.from({ length: words - 1 }, (_, i) => times(20, word(i))).flat())
      .length;
  expect([MOST_SUGGESTIONS - 1, MOST_SUGGESTIONS, MOST_SUGGESTIONS + 1].map(suggested)).toEqual([
    MOST_SUGGESTIONS - 1,
    MOST_SUGGESTIONS,
    MOST_SUGGESTIONS,
  ]);
});

test('[SV62] a suggested tag has so many phrases', () => {
  const phrases = (words: number): number | undefined => {
    const together = Array.from({ length: words }, (_, i) => word(i)).join(' ');
    return suggest(times(60, 'friendly'), times(60, together)).find(({ name }) => name !== 'friendly')
      ?.phrases.length;
  };
  expect(phrases(MOST_SUGGESTED_PHRASES - 1)).toBe(MOST_SUGGESTED_PHRASES - 1);
  expect(phrases(MOST_SUGGESTED_PHRASES + 1)).toBe(MOST_SUGGESTED_PHRASES);
});

test('[SV62] suggestions look at so many words, half of them a side', () => {
  const looked = (words: number): number => {
    const together = Array.from({ length: words }, (_, i) => word(i)).join(' ');
    return suggest(times(60, 'friendly'), times(60, together))
      .filter(({ name }) => name !== 'friendly')
      .reduce((sum, { phrases }) => sum + phrases.length, 0);
  };
  const side = MOST_TRIED_WORDS / 2;
  expect([looked(side - 1), looked(side), looked(side + 1)]).toEqual([side - 1, side, side]);
  expect(looked((MOST_TRIED_WORDS - 2) / 2)).toBe(side - 1);
});

test('[SV62] a word of the shortest length is suggested, a shorter one is not', () => {
  const suggested = (letters: number): string[] =>
    suggest(times(60, 'friendly'), times(60, 'zqxvjw'.slice(0, letters)))
      .map(({ name }) => name)
      .filter((name) => name !== 'friendly');
  expect(suggested(SHORTEST_WORD)).toEqual(['zqxvjw'.slice(0, SHORTEST_WORD)]);
  expect(suggested(SHORTEST_WORD - 1)).toEqual([]);
});

test('[SV62] a tag has so many phrases, equal ones counted once', () => {
  const accepts = (phrases: number): boolean =>
    v.is(TagForm, {
      waveId: 'w',
      name: 'Queue',
      phrases: [...Array.from({ length: phrases }, (_, i) => word(i)), word(0)].join('\n'),
    });
  expect([accepts(MOST_PHRASES), accepts(MOST_PHRASES + 1)]).toEqual([true, false]);
});
