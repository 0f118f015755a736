import { expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { facetOf, outlineOf, type FacetOutline } from './facet.ts';
import { fillBars, placeBars } from './facet-bars.ts';
import { likertRows, type LikertFigures, MOST_POINTS } from './likert-rows.ts';
import { itemLabel, questionBlocks } from './question-blocks.ts';
import { tallyAnswers } from '#lib/tabular/table/tally.ts';
import { estimateFrom } from '../measure/measure.ts';
import { sumTally } from '#lib/tabular/table/tally.ts';

function open(
  name: string,
  answers: readonly string[],
  max = 5,
): { outline: FacetOutline; figures: LikertFigures } {
  const facet = facetOf(
    columnOf(answers, { name, label: name, role: 'rating', scale: { min: 1, max } }),
    '.',
  );
  if (!facet) throw new Error('no facet');
  const tally = tallyAnswers(facet.codes, facet.column.dictionary.size);
  const bars = fillBars(facet, placeBars(facet), tally);
  const figures = facet.kinds.map((kind) => ({
    kind,
    estimate: estimateFrom(kind, sumTally(tally, facet.parts.get(kind) ?? new Float64Array())),
  }));
  return {
    outline: outlineOf(facet),
    figures: { ...bars, figures },
  };
}

const outlineNamed = (name: string, max = 5): FacetOutline => open(name, ['1', '2'], max).outline;

test('[SV203] neighbours with one stem on one scale are a block, and the rest stays in the order of the file', () => {
  const names = ['Wiek', 'Ocena - cena', 'Ocena - czas', 'Ocena - dojazd', 'NPS', 'Plan', 'Ocena - inne'];
  expect(
    questionBlocks(names.map((name) => outlineNamed(name))).map(({ stem, facets }) => [
      stem,
      facets.map(({ name }) => name),
    ]),
  ).toEqual([
    ['', ['Wiek']],
    ['Ocena', ['Ocena - cena', 'Ocena - czas', 'Ocena - dojazd']],
    ['', ['NPS', 'Plan', 'Ocena - inne']],
  ]);
  const mixed = [outlineNamed('Q7A_X'), outlineNamed('Q7B_X', 10), outlineNamed('Q7C_X')];
  expect(questionBlocks(mixed).map(({ stem }) => stem)).toEqual(['']);
});

test.each([
  ['Ocena - czystość', 'Ocena', 'czystość'],
  ['How satisfied are you with [the price]', 'How satisfied are you with', 'the price'],
  ['Q7ART', 'Q7', 'ART'],
  ['Ocena', 'Ocena', 'Ocena'],
  ['Czas', 'Ocena', 'Czas'],
] as const)('[SV203] of "%s" under "%s" "%s" is said', (label, stem, expected) => {
  expect(itemLabel({ label }, stem)).toBe(expected);
});

test('[SV203] a point that nobody chose has its place in the bar, in whatever words the points are said', () => {
  const inNumbers = open('Q1A', ['1', '1', '2', '5']);
  const inWords = open('Q1B', ['Agree', 'Agree', 'Strongly agree', 'Strongly disagree']);
  const figuresOf = new Map([inNumbers, inWords].map(({ outline, figures }) => [outline.name, figures]));
  const facets = [inNumbers.outline, inWords.outline];
  const rows = (order: 'file' | 'best' | 'worst') => likertRows('Q1', facets, figuresOf, order);
  expect(rows('file')?.map(({ points }) => points.map(({ share }) => share))).toEqual([
    [50, 25, 0, 0, 25],
    [25, 0, 0, 50, 25],
  ]);
  expect(rows('best')?.map(({ label }) => label)).toEqual(['B', 'A']);
  expect(rows('worst')?.map(({ label }) => label)).toEqual(['A', 'B']);
  expect(likertRows('Q1', [{ ...inNumbers.outline, kinds: ['mean'] }], figuresOf, 'file')).toBeUndefined();
});

test('[SV203] a histogram survives an outlier: it lies in a last bin that reaches as far', () => {
  const salaries = Array.from({ length: 300 }, (_, i) => String(3000 + i * 10));
  const facet = facetOf(columnOf([...salaries, '99999999999'], { role: 'number' }), '.');
  if (!facet) throw new Error('no facet');
  const { bars } = fillBars(facet, placeBars(facet), tallyAnswers(facet.codes, facet.column.dictionary.size));
  expect(bars.length).toBeGreaterThan(10);
  expect(bars.filter(({ count }) => count > 0).length).toBeGreaterThan(10);
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(301);
  expect([bars[0]?.range?.[0], bars.at(-1)?.range?.[1]]).toEqual([3000, 99999999999]);
});

test('[SV203] a scale of the most points is stacked, one with more is not', () => {
  const stacked = (points: number): boolean => {
    const { outline, figures } = open('Q1A', ['1', '2'], points);
    return likertRows('Q1', [outline], new Map([[outline.name, figures]]), 'file') !== undefined;
  };
  expect([stacked(MOST_POINTS), stacked(MOST_POINTS + 1)]).toEqual([true, false]);
});
