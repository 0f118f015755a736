import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { askAgain } from '../comments/ask-again.ts';
import { defaultCross } from '../crosstab/default-cross.ts';
import type { InsightQuestion } from '../insights/insight.ts';
import { questionInWave } from '../questions/column-links.ts';
import type { CrossView } from '../wave/cross-view.ts';
import { EMPTY_VIEW, type WaveView } from '../wave/view.ts';
import { WaveFile, writeWave } from '../wave/wave-file.ts';
import { answerQuestions } from './answer-questions.ts';

const ROWS = Array.from({ length: 120 }, (_, i) => i);
const USED = ['app', 'desk', 'phone'];
const isUsed = (i: number, k: number): boolean => (i * 7 + k * 3) % (k + 2) === 0;

/** Options in three columns, a score, a category and a weight. */
function waveBytes(): Uint8Array {
  const column = (index: number, name: string, of: (i: number) => string, parts: Partial<SurveyColumn>) =>
    columnOf(ROWS.map(of), { index, name, label: name, ...parts });
  return writeWave({
    rowCount: ROWS.length,
    decimal: '.',
    columns: [
      ...USED.map((option, k) =>
        column(k, `Q1_${k}`, (i) => (isUsed(i, k) ? option : ''), {
          role: 'multi',
          optionOf: { question: 'Used', option },
        }),
      ),
      column(3, 'score', (i) => String(i % 11), { role: 'nps', scale: { min: 0, max: 10 } }),
      column(4, 'region', (i) => ['north', 'south', 'west'][i % 3] ?? '', { role: 'category' }),
      column(5, 'weight', (i) => (i % 2 === 0 ? '1' : '2'), { role: 'weight' }),
      column(6, 'why', (i) => `text ${i}`, { role: 'comment' }),
    ],
  });
}

const CROSS: CrossView = {
  row: 'Used',
  column: 'region',
  rowForm: 'answers',
  columnForm: 'answers',
  sort: 'natural',
  nets: [],
};

async function crossed(parts: Partial<CrossView>, view: Partial<WaveView> = {}) {
  const worker = askInPlace(answerQuestions);
  const outline = await worker.ask('open', waveBytes());
  const answer = await worker.ask('crosstab', {
    view: { ...EMPTY_VIEW, ...view },
    cross: { ...CROSS, ...parts },
  });
  return { outline, answer };
}

test('[SV170] a wave says what can be crossed: columns with answers, and a multiple choice once', async () => {
  const { outline } = await crossed({});
  expect(outline.crossable.map(({ name, role }) => [name, role])).toEqual([
    ['Used', 'multi'],
    ['score', 'nps'],
    ['region', 'category'],
  ]);
  expect(defaultCross(outline.crossable)).toMatchObject({
    row: 'score',
    rowForm: 'nets',
    column: 'region',
    columnForm: 'answers',
  });
  expect(defaultCross(outline.crossable.slice(0, 1))).toBeUndefined();
});

test('[SV161] a multiple choice in columns is crossed under the filters and weights of the view', async () => {
  const view = { filters: [{ column: 'region', values: ['north', 'south'] }], isWeighted: true };
  const { answer } = await crossed({}, view);
  if ('refusal' in answer) throw new Error(answer.refusal.reason);
  const { table } = answer;
  expect([table.isWeighted, table.columns.map(({ text, n }) => [text, n > 0])]).toEqual([
    true,
    [
      ['north', true],
      ['south', true],
      ['west', false],
    ],
  ]);
  const north = ROWS.filter((i) => i % 3 === 0 && USED.some((_, k) => isUsed(i, k)));
  const weightOf = (rows: number[]): number => rows.reduce((sum, i) => sum + (i % 2 === 0 ? 1 : 2), 0);
  table.rows.forEach(({ cells }, k) => {
    const own = north.filter((i) => isUsed(i, k));
    expect(cells[0]?.count).toBe(own.length);
    expect(cells[0]?.share).toBeCloseTo((100 * weightOf(own)) / weightOf(north), 9);
  });
});

test('[SV160] a question that the wave lacks, or the same twice, is said', async () => {
  expect((await crossed({ column: 'Used' })).answer).toEqual({
    name: 'Used',
    refusal: { reason: 'same-question' },
  });
  expect((await crossed({ row: 'gone' })).answer).toEqual({ name: 'gone', refusal: { reason: 'unknown' } });
  expect((await crossed({ row: 'why' })).answer).toEqual({
    name: 'why',
    refusal: { reason: 'not-a-question', role: 'comment' },
  });
});

const PLAIN = { net: null, members: [] };
const SHARE: InsightQuestion = {
  column: 'Used',
  label: 'Used',
  kind: 'share',
  answer: { text: 'app or desk', net: 'own', members: ['app', 'desk'] },
  by: { column: 'score', label: 'score', answer: { text: 'promoters', net: 'promoters', members: [] } },
  segment: null,
  weight: 'weight',
  filters: [{ column: 'region', values: ['north'] }],
};

test('[SV171] the cell that was pinned is asked again with its nets, filters and weights', async () => {
  const nets = [{ text: 'app or desk', answers: ['app', 'desk'] }];
  const view = { filters: [{ column: 'region', values: ['north'] }], isWeighted: true };
  const { answer } = await crossed({ column: 'score', columnForm: 'groups', nets }, view);
  if ('refusal' in answer) throw new Error(answer.refusal.reason);
  const cell = answer.table.rows.at(-1)?.cells[0];
  const again = await askAgain(new WaveFile(waveBytes()), SHARE);
  expect(again).toMatchObject({
    n: answer.table.columns[0]?.n,
    effectiveN: answer.table.columns[0]?.effectiveN,
  });
  expect(again?.value).toBeCloseTo(cell?.share ?? NaN, 9);
  expect(again?.interval[0]).toBeCloseTo(cell?.interval[0] ?? NaN, 9);
  const everybody = await askAgain(new WaveFile(waveBytes()), {
    ...SHARE,
    by: { ...SHARE.by, answer: null },
  });
  expect(everybody?.n).toBe(answer.table.all.n);
});

test('[SV171] a wave without the answer, the question or the weight has no such cell', async () => {
  const file = new WaveFile(waveBytes());
  expect(await askAgain(file, { ...SHARE, answer: { text: 'fax', ...PLAIN } })).toBeUndefined();
  expect(await askAgain(file, { ...SHARE, by: { column: 'gone', label: '', answer: null } })).toBeUndefined();
  expect(await askAgain(file, { ...SHARE, weight: 'gone' })).toBeUndefined();
});

test('[SV171] a cell follows renamed questions on both sides, and none is guessed', () => {
  const rename = (column: string): string | undefined => (column === 'gone' ? undefined : `${column} 2`);
  expect(questionInWave(SHARE, rename)).toMatchObject({
    column: 'Used 2',
    by: { column: 'score 2' },
    weight: 'weight 2',
    filters: [{ column: 'region 2' }],
  });
  expect(questionInWave({ ...SHARE, by: { ...SHARE.by, column: 'gone' } }, rename)).toBeUndefined();
  expect(questionInWave({ ...SHARE, weight: 'gone' }, rename)).toBeUndefined();
});
