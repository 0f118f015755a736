import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { askAgain, compareWith, storedAnswer } from './ask-again.ts';
import { type CommentsSource, NO_FILTER } from './comments-calls.ts';
import { answerComments } from './answer-comments.ts';
import { mean } from '../measure/mean.ts';
import type { Tag, TagId } from './tag.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { InsightQuestion } from '../insights/insight.ts';
import { WaveFile, writeWave } from '../wave/wave-file.ts';

const COMMENTS = [
  'Długa kolejka',
  '',
  'Kolejki nie ma',
  'Miła obsługa',
  'Zła faktura i kolejka',
  'Faktura jasna',
];
const NPS = ['2', '3', '9', '10', '6', '8'];
const REGIONS = ['północ', 'północ', 'południe', 'północ', 'południe', ''];
const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];

function waveBytes(nps: readonly string[] = NPS): Uint8Array {
  const columns = [
    columnOf(nps, { name: 'nps', role: 'nps', scale: { min: 0, max: 10 } }),
    columnOf(REGIONS, { name: 'region' }),
    columnOf(DAYS, { name: 'day', role: 'date' }),
    columnOf(COMMENTS, { name: 'why', label: 'Why?', role: 'comment' }),
  ];
  return writeWave({
    rowCount: COMMENTS.length,
    decimal: '.',
    columns: columns.map((column, index) => ({ ...column, index })),
  });
}

async function openEngine(): Promise<CommentsSource> {
  const engine = askInPlace(answerComments);
  await engine.ask('open', { wave: waveBytes() });
  return engine;
}

const tagOf = (name: string, ...phrases: string[]): Tag => ({
  id: name as TagId,
  surveyId: 's',
  name,
  phrases,
  version: 1,
});

test('[SV60] the overview says what comments can be looked at by; blanks are no comments', async () => {
  const overview = await askInPlace(answerComments).ask('open', { wave: waveBytes() });
  expect(overview).toMatchObject({
    column: 'why',
    comments: 5,
    scores: [{ name: 'nps', isNps: true, points: [10, 9, 8, 6, 3, 2] }],
    segments: [{ name: 'region', values: ['południe', 'północ'] }],
    days: ['2026-03-01', '2026-03-06'],
  });
});

test('[SV60] filters of group, score, segment, day and search all hold together', async () => {
  const engine = await openEngine();
  const rows = async (change: Partial<typeof NO_FILTER>) => [
    ...(await engine.ask('filter', { ...NO_FILTER, ...change })),
  ];
  expect(await rows({})).toEqual([0, 2, 3, 4, 5]);
  expect(await rows({ group: 'detractor' })).toEqual([0, 4]);
  expect(await rows({ score: { column: 'nps', value: 9 } })).toEqual([2]);
  expect(await rows({ segment: { column: 'region', value: 'południe' } })).toEqual([2, 4]);
  expect(await rows({ from: '2026-03-03', to: '2026-03-04' })).toEqual([2, 3]);
  expect(await rows({ search: 'kolejka', segment: { column: 'region', value: 'południe' } })).toEqual([2, 4]);
  const contrast = { kind: 'score' as const, column: 'nps' };
  expect(await rows({ side: { contrast, side: 'first' } })).toEqual([2, 3]);
  expect(await engine.ask('read', { rows: [4], search: 'kolejka' })).toMatchObject([
    { text: 'Zła faktura i kolejka', marks: [[14, 21]], score: 6, group: 'detractor', day: '2026-03-05' },
  ]);
});

test('[SV62] a tag is on by its rule or by hand, and taking it off by hand wins', async () => {
  const engine = await openEngine();
  const queue = tagOf('queue', 'kolejka');
  const hand = tagOf('hand');
  const mark = (tag: Tag, row: number, isOn: boolean) => ({ tagId: tag.id, column: 'why', row, isOn });
  const figures = await engine.ask('tag', {
    tags: [queue, hand],
    marks: [mark(queue, 2, false), mark(hand, 3, true), { ...mark(hand, 0, true), column: 'other' }],
  });
  expect(figures[0]).toMatchObject({ all: { count: 2, n: 5, value: 40 } });
  expect(figures[0]?.all.interval.map((end) => Number(end.toFixed(2)))).toEqual([11.76, 76.93]); // Wilson, 2 of 5
  expect(figures[0]?.byGroup.map(({ group, share }) => [group, share.count, share.n])).toEqual([
    ['promoter', 0, 2],
    ['passive', 0, 1],
    ['detractor', 2, 2],
  ]);
  expect([...(await engine.ask('filter', { ...NO_FILTER, tagId: 'hand' }))]).toEqual([3]);
  expect([...(await engine.ask('filter', { ...NO_FILTER, tagId: 'none' }))]).toEqual([2, 5]);
});

test('[SV62] suggestions are the same for the same comments and leave out what a tag covers', async () => {
  const comments = Array.from({ length: 40 }, (_, i) =>
    i % 2 ? 'miła pani pomogła' : 'długa kolejka dzwoni',
  );
  const bytes = writeWave({
    rowCount: 40,
    decimal: '.',
    columns: [
      columnOf(
        comments.map((_, i) => (i % 2 ? '10' : '1')),
        { name: 'nps', role: 'nps' },
      ),
      { ...columnOf(comments, { name: 'why', role: 'comment' }), index: 1 },
    ],
  });
  const suggest = async (tags: Tag[]) => {
    const engine = askInPlace(answerComments);
    await engine.ask('open', { wave: bytes.slice() });
    await engine.ask('tag', { tags, marks: [] });
    return engine.ask('suggest', { contrast: { kind: 'score', column: 'nps' } });
  };
  const first = await suggest([]);
  expect(first.map(({ phrases }) => phrases)).toEqual([
    ['dzwoni', 'długa', 'kolejka'],
    ['miła', 'pomogła'],
  ]);
  expect(await suggest([])).toEqual(first);
  const covered = await suggest([tagOf('queue', 'kolejki')]);
  expect(covered.flatMap(({ phrases }) => phrases)).not.toContain('kolejka');
});

test('[SV72] the draft of an insight has share, interval, counts and quotes of its side', async () => {
  const engine = await openEngine();
  const contrast = { kind: 'score' as const, column: 'nps' };
  const request = { contrast, isFolded: true, minCount: 1, term: 'kolejka', side: 'second' as const };
  const draft = await engine.ask('phrase', request);
  expect(draft).toMatchObject({
    value: 100,
    n: 2,
    evidence: { quotes: ['Długa kolejka', 'Zła faktura i kolejka'], phrase: { a: 1, b: 2, documentsB: 2 } },
  });
});

test('[SV75] comments that fit the filter are exported with what they belong to', async () => {
  const engine = await openEngine();
  const filter = { ...NO_FILTER, search: 'faktura' };
  const file = await engine.ask('export', { what: 'comments', style: 'polish-excel', filter });
  expect(await file.text()).toBe(
    'nps;region;day;why\r\n6;południe;2026-03-05;Zła faktura i kolejka\r\n8;;2026-03-06;Faktura jasna\r\n',
  );
  expect([...new Uint8Array(await file.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

const QUESTION: InsightQuestion = { column: 'nps', label: 'NPS', kind: 'mean', segment: null, weight: null };

test('[SV71] a question asked again keeps its segment and filters, and a column that is missing is said', async () => {
  const file = new WaveFile(waveBytes());
  const ask = async (change: object) => (await askAgain(file, { ...QUESTION, ...change }))?.value;
  expect(await ask({})).toBeCloseTo(38 / 6, 12);
  expect(await ask({ segment: { column: 'region', value: 'północ' } })).toBe(5);
  expect(await ask({ filters: [{ column: 'region', values: ['północ', 'południe'] }] })).toBe(6);
  expect(await ask({ filters: [{ column: 'nps', range: [9, 10] }] })).toBe(9.5);
  expect(await ask({ column: 'gone' })).toBeUndefined();
  expect(await ask({ weight: 'gone' })).toBeUndefined();
});

test('[SV71] then and now differ by z of their standard errors, which a kept mean gives back', async () => {
  const sums = { n: 50, weight: 50, weightSquared: 50, sum: 200, sumOfSquares: 850 };
  const then = mean(sums);
  const now = { ...then, value: then.value + 1 };
  const { difference } = compareWith({ question: QUESTION }, then, now);
  expect(difference.value).toBe(1);
  expect(difference.standardError).toBeCloseTo(Math.SQRT2 * then.standardError, 9);
});

test('[SV71] stored figures answer for everybody only: no segment, filter, weight or phrase', () => {
  const figure = { column: 'nps', label: 'NPS', kind: 'mean' as const, value: 7, interval: [6, 8], n: 40 };
  const figures = [{ ...figure, interval: [6, 8] as [number, number] }];
  expect(storedAnswer(figures, QUESTION)?.value).toBe(7);
  expect(storedAnswer(figures, { ...QUESTION, kind: 'nps' })).toBeUndefined();
  expect(storedAnswer(figures, { ...QUESTION, segment: { column: 'a', value: 'b' } })).toBeUndefined();
  expect(storedAnswer(figures, { ...QUESTION, weight: 'w' })).toBeUndefined();
  expect(storedAnswer(figures, { ...QUESTION, filters: [{ column: 'a', values: ['b'] }] })).toBeUndefined();
});
