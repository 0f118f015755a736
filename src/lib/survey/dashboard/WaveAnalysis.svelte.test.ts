import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { answerQuestions } from './answer-questions.ts';
import { columnInWave, type ConfirmedLink } from '../questions/column-links.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { EMPTY_VIEW } from '../wave/view.ts';
import { WaveAnalysis } from './WaveAnalysis.svelte.ts';
import { writeWave } from '../wave/wave-file.ts';

/** A wave whose question and segment may have other names; ten promoters in the north, the rest detractors. */
function waveBytes(names: { score: string; region: string; weight?: string }, promoters: number): Uint8Array {
  const rows = Array.from({ length: 40 }, (_, i) => i);
  const scores = rows.map((i) => (i < promoters ? '10' : '0'));
  const weight = names.weight;
  return writeWave({
    rowCount: rows.length,
    decimal: '.',
    columns: [
      columnOf(scores, {
        index: 0,
        name: names.score,
        label: 'NPS',
        role: 'nps',
        scale: { min: 0, max: 10 },
      }),
      columnOf(
        rows.map((i) => (i < 20 ? 'North' : 'South')),
        { index: 1, name: names.region, label: 'Region', role: 'category' },
      ),
      ...(weight
        ? [
            columnOf(
              rows.map((i) => (i < 20 ? '1' : '3')),
              { index: 2, name: weight, label: weight, role: 'weight' as const },
            ),
          ]
        : []),
    ],
  });
}

async function openFirst(weight?: string): Promise<WaveAnalysis> {
  const bytes = waveBytes({ score: 'recommend', region: 'region', ...(weight ? { weight } : {}) }, 30);
  return WaveAnalysis.open(askInPlace(answerQuestions), bytes, EMPTY_VIEW, () => undefined);
}

const renamed = (): Uint8Array => waveBytes({ score: 'Q7', region: 'city' }, 10);
const through =
  (...links: ConfirmedLink[]) =>
  (column: string): string | undefined =>
    columnInWave(links, 'a', 'b', column);
const SCORE_LINK = { waveId: 'b', column: 'Q7', question: 'recommend' };
const REGION_LINK = { waveId: 'b', column: 'city', question: 'region' };

test('[SV49] a renamed question is compared through its confirmed link, and without one it is not', async () => {
  const analysis = await openFirst();
  expect(analysis.answer?.measured?.estimate.value).toBe(50);
  expect(await analysis.compareWith(renamed(), through())).toBeUndefined();
  expect(await analysis.compareWith(renamed(), through(SCORE_LINK))).toMatchObject({ value: -50, n: 40 });
});

test('[SV49] a filter goes along under its name there, and is never left out', async () => {
  const analysis = await openFirst();
  await analysis.toggle('region', 'North');
  expect(await analysis.compareWith(renamed(), through(SCORE_LINK, REGION_LINK))).toMatchObject({
    value: 0,
    n: 20,
  });
  expect(await analysis.compareWith(renamed(), through(SCORE_LINK))).toBeUndefined();
});

test('[SV49] a column of the same name that was confirmed to ask something else is not compared', async () => {
  const analysis = await openFirst();
  const other = { waveId: 'b', column: 'recommend', question: 'of the shop' };
  const bytes = (): Uint8Array => waveBytes({ score: 'recommend', region: 'region' }, 10);
  expect(await analysis.compareWith(bytes(), through(other))).toBeUndefined();
  expect(await analysis.compareWith(bytes(), through())).toMatchObject({ value: -50 });
});

test('[SV49] a weighted figure is not compared with a wave without weights', async () => {
  const analysis = await openFirst('weight');
  await analysis.change({ isWeighted: true });
  const score = { score: 'recommend', region: 'region' };
  expect(await analysis.compareWith(waveBytes(score, 10), through())).toBeUndefined();
  const weighted = await analysis.compareWith(waveBytes({ ...score, weight: 'weight' }, 10), through());
  expect(weighted?.value).toBe(-75); // 10 promoters of 20 * 1 + 20 * 3 people
});
