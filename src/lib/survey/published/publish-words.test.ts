import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logLikelihood } from '../comments/keyness.ts';
import { publishWords, LEAST_G2, MOST_PUBLISHED_WORDS, isOnSide } from './publish-words.ts';
import type { PublishedWords } from './published-tables.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';

interface Row {
  nps: string;
  comment: string;
}

function tableOf(rows: readonly Row[]): SurveyTable {
  return {
    rowCount: rows.length,
    decimal: '.',
    columns: [
      columnOf(
        rows.map(({ nps }) => nps),
        { index: 0, name: 'nps', label: 'NPS', role: 'nps', scale: { min: 0, max: 10 } },
      ),
      columnOf(
        rows.map(({ comment }) => comment),
        { index: 1, name: 'why', label: 'Why?', role: 'comment' },
      ),
    ],
  };
}

const times = (count: number, nps: string, comment: string): Row[] =>
  Array.from({ length: count }, () => ({ nps, comment }));

function publish(rows: readonly Row[], threshold: number): PublishedWords {
  const [words] = publishWords(tableOf(rows), threshold);
  if (!words) throw new Error('the table has a score and comments');
  return words;
}

test('[SV90] words with their side and their comments of both sides; no quotes, no counts of a side', () => {
  const rows = [
    ...times(30, '10', 'friendly people'),
    ...times(6, '10', 'waiting'),
    ...times(40, '2', 'waiting, waiting!'),
    ...times(3, '2', 'friendly'),
    ...times(12, '8', 'passive'),
    ...times(4, '1', 'robbery'),
  ];
  expect(publish(rows, 10)).toEqual({
    column: 'why',
    label: 'Why?',
    by: { column: 'nps', label: 'NPS', isNps: true },
    comments: 83,
    positive: [
      { term: 'friendly', documents: 33 },
      { term: 'people', documents: 30 },
    ],
    negative: [{ term: 'waiting', documents: 46 }],
  });
});

test('[SV90] with fewer comments than the threshold on one side nothing is said about either', () => {
  const rows = [...times(60, '10', 'friendly'), ...times(9, '2', 'waiting')];
  expect(publish(rows, 10)).toMatchObject({ comments: 'hidden', positive: [], negative: [] });
});

test('[SV90] how many wrote is hidden where so few did not that they would be known', () => {
  const rows = [...times(20, '10', 'friendly'), ...times(20, '2', 'waiting')];
  const silent = (count: number): unknown => publish([...rows, ...times(count, '10', '')], 10).comments;
  expect([silent(0), silent(9), silent(10)]).toEqual([40, 'hidden', 40]);
});

test('[SV90] a wave without a score, or without comments, has no words', () => {
  const { columns, ...rest } = tableOf(times(50, '10', 'friendly'));
  expect(publishWords({ ...rest, columns: columns.slice(1) }, 10)).toEqual([]);
  expect(publishWords({ ...rest, columns: columns.slice(0, 1) }, 10)).toEqual([]);
});

const WORDS = ['slow', 'kind', 'price', 'app'];

/** A wave in which words lean to a side by chance and by design, small enough to be worked through. */
const waves = fc.record({
  threshold: fc.integer({ min: 5, max: 8 }),
  promoters: fc.array(fc.subarray(WORDS, { minLength: 0 }), { minLength: 3, maxLength: 60 }),
  detractors: fc.array(fc.subarray(WORDS, { minLength: 0 }), { minLength: 3, maxLength: 25 }),
  always: fc.constantFrom('slow', 'kind', ''),
});

type Wave = typeof waves extends fc.Arbitrary<infer Each> ? Each : never;

function rowsOf({ promoters, detractors, always }: Wave): Row[] {
  return [
    ...promoters.map((words) => ({ nps: '10', comment: [...new Set([...words, always, 'x'])].join(' ') })),
    ...detractors.map((words) => ({
      nps: '0',
      comment: [...words.filter((word) => word !== always), 'x'].join(' '),
    })),
  ];
}

/** Every way in which `documents` comments can be spread over the sides so that the word stands where it stands. */
function spreadsOf(documents: number, first: number, second: number, isFirst: boolean): [number, number][] {
  return Array.from({ length: documents + 1 }, (_, a): [number, number] => [a, documents - a]).filter(
    ([a, b]) =>
      a <= first &&
      b <= second &&
      (isFirst ? a * second > b * first : a * second < b * first) &&
      logLikelihood(a, first, b, second) >= LEAST_G2,
  );
}

test('[SV90] somebody who knows the rules and how many wrote on each side works out no small group', () => {
  let named = 0;
  fc.assert(
    fc.property(waves, (wave) => {
      const { threshold, promoters, detractors } = wave;
      const [first, second] = [promoters.length, detractors.length];
      const { positive, negative, comments } = publish(rowsOf(wave), threshold);
      const isSafe = (people: number): boolean => people === 0 || people >= threshold;
      const listed = [
        ...positive.map((word) => ({ ...word, isFirst: true })),
        ...negative.map((word) => ({ ...word, isFirst: false })),
      ];
      named += listed.length;
      if (comments !== 'hidden') expect(comments).toBe(first + second);
      for (const { documents, isFirst } of listed) {
        expect([documents, first + second - documents].every(isSafe)).toBe(true);
        const spreads = spreadsOf(documents, first, second, isFirst);
        // What is the same in every world that fits is known.
        for (const part of [
          ([a]: [number, number]) => a,
          ([, b]: [number, number]) => b,
          ([a]: [number, number]) => first - a,
          ([, b]: [number, number]) => second - b,
        ]) {
          const values = new Set(spreads.map(part));
          if (values.size === 1) expect([...values].every(isSafe)).toBe(true);
        }
      }
      // Two words: both, one without the other, neither. Bounds after Fréchet; where they meet the number is known.
      for (const one of listed) {
        for (const other of listed) {
          if (one === other) continue;
          const all = first + second;
          for (const a of [one.documents, all - one.documents]) {
            for (const b of [other.documents, all - other.documents]) {
              const [least, most] = [Math.max(0, a + b - all), Math.min(a, b)];
              if (least === most) expect(isSafe(least)).toBe(true);
            }
          }
        }
      }
    }),
    { numRuns: 400 },
  );
  expect(named).toBeGreaterThan(0); // the adversary had something to read
});

test('[SV90] a word whose only possible spread leaves a small group is not named', () => {
  // 5 promoters all say it, and 4 of 40 detractors: no other spread of 9 is strong enough to be listed.
  const rows = [...times(5, '10', 'slow x'), ...times(4, '0', 'slow x'), ...times(36, '0', 'x')];
  expect(spreadsOf(9, 5, 40, true)).toEqual([[5, 4]]);
  expect(publish(rows, 5)).toMatchObject({ comments: 45, positive: [], negative: [] });
});

test('[SV90] words of one count stand in the order of the alphabet, however strong they are', () => {
  const rows = [
    ...times(19, '10', 'zebra'),
    ...times(1, '0', 'zebra'),
    ...times(20, '10', 'yak'),
    ...times(20, '10', 'x'),
    ...times(40, '0', 'x'),
  ];
  const order = (swap: (word: string) => string): string[] =>
    publish(
      rows.map((row) => ({ ...row, comment: swap(row.comment) })),
      10,
    ).positive.map(({ term }) => term);
  expect(order((word) => word)).toEqual(['yak', 'zebra']);
  expect(order((word) => ({ yak: 'zebra', zebra: 'yak' })[word] ?? word)).toEqual(['yak', 'zebra']);
});

test('[SV90] a side has so many words at most', () => {
  const words = (count: number): string[] =>
    Array.from(
      { length: count },
      (_, i) => `zq${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}xv`,
    );
  const named = (count: number): number =>
    publish([...times(40, '10', words(count).join(' ')), ...times(40, '2', 'waiting')], 10).positive.length;
  expect([
    named(MOST_PUBLISHED_WORDS - 1),
    named(MOST_PUBLISHED_WORDS),
    named(MOST_PUBLISHED_WORDS + 1),
  ]).toEqual([MOST_PUBLISHED_WORDS - 1, MOST_PUBLISHED_WORDS, MOST_PUBLISHED_WORDS]);
});

test('[SV90] a word that parts the sides by less than the least says nothing', () => {
  const comments = { first: 1000, second: 1000 };
  const strength = (first: number): number => logLikelihood(first, 1000, 50, 1000);
  // The first count at which the likelihood passes the bound, and the one before it.
  let first = 51;
  while (strength(first) < LEAST_G2) first++;
  expect(LEAST_G2 - strength(first - 1)).toBeGreaterThan(0);
  expect(isOnSide({ first, second: 50 }, comments, true)).toBe(true);
  expect(isOnSide({ first: first - 1, second: 50 }, comments, true)).toBe(false);
});
