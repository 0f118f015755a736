import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { answerQuestions } from './answer-questions.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { EMPTY_VIEW, type WaveView } from '../wave/view.ts';
import type { DashboardAnswer } from './analysis-calls.ts';
import { OpenWave } from './open-wave.ts';
import { writeWave } from '../wave/wave-file.ts';

interface Row {
  score: string;
  wait: string;
  region: string;
  day: string;
  minutes: string;
  weight: string;
}

const FIELDS = ['score', 'wait', 'region', 'day', 'minutes', 'weight'] as const;

/** Made-up answers with gaps, N/A codes and weights that are none. */
function randomRows(count: number, seed: number): Row[] {
  const random = seededRandom(seed);
  const pick = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? '';
  return Array.from({ length: count }, () => ({
    score: pick(['', '0', '6', '7', '9', '10', '10', '99']),
    wait: pick(['', '1', '2', '3', '4', '5', '0']),
    region: pick(['Łódź', 'Gdańsk', 'Kraków', '']),
    day: pick(['2026-01-02', '2026-01-05', '2026-03-01', '']),
    minutes: pick(['', '1.5', '12', '40', '240']),
    weight: pick(['1', '0.5', '2', '', '-1']),
  }));
}

function tableOf(rows: readonly Row[]): SurveyTable {
  const parts = {
    score: { role: 'nps', scale: { min: 0, max: 10 }, naCodes: ['99'] },
    wait: { role: 'rating', scale: { min: 1, max: 5 }, naCodes: ['0'] },
    region: { role: 'category' },
    day: { role: 'date' },
    minutes: { role: 'number' },
    weight: { role: 'weight' },
  } as const;
  return {
    rowCount: rows.length,
    decimal: '.',
    columns: FIELDS.map((name, index) =>
      columnOf(
        rows.map((row) => row[name]),
        { index, name, label: name, ...parts[name] },
      ),
    ),
  };
}

const view = (parts: Partial<WaveView> = {}): WaveView => ({ ...EMPTY_VIEW, measured: 'score', ...parts });
const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

/** Figures only, rounded: what must not depend on the order of rows. */
function figuresOf(answer: DashboardAnswer): unknown {
  return JSON.parse(
    JSON.stringify(answer, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(9)) : value,
    ),
  );
}

const seeds = fc.nat({ max: 1_000_000 });

test('[SV41] the order of rows changes no figure, under filters and weights', () => {
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, isWeighted) => {
      const rows = randomRows(80, seed);
      const asked = view({
        isWeighted,
        filters: [
          { column: 'region', values: ['Łódź', 'Kraków'] },
          { column: 'minutes', range: [1.5, 40] },
        ],
      });
      const order = seededRandom(seed + 1);
      const shuffled = rows.map((row) => ({ row, key: order() })).sort((a, b) => a.key - b.key);
      const byCount = (table: SurveyTable): unknown => {
        const answer = new OpenWave(table).dashboard(asked);
        // Categories of the same size may change places; sorted by text they are the same.
        const facets = answer.facets.map((facet) => ({
          ...facet,
          bars: facet.bars.toSorted((a, b) => (a.text < b.text ? -1 : 1)),
        }));
        return figuresOf({ ...answer, facets });
      };
      expect(byCount(tableOf(shuffled.map(({ row }) => row)))).toEqual(byCount(tableOf(rows)));
    }),
    { numRuns: 60 },
  );
});

test('[SV41] figures under filters are those of the filtered rows alone', () => {
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, isWeighted) => {
      const rows = randomRows(120, seed);
      const kept = rows.filter(
        ({ region, day }) => region === 'Gdańsk' && ['2026-01-05', '2026-03-01'].includes(day),
      );
      const filtered = new OpenWave(tableOf(rows)).dashboard(
        view({
          isWeighted,
          filters: [
            { column: 'region', values: ['Gdańsk'] },
            { column: 'day', range: [dayNumber('2026-01-03'), dayNumber('2026-03-01')] },
          ],
        }),
      );
      const alone = new OpenWave(tableOf(kept)).dashboard(view({ isWeighted }));
      expect(filtered.selectedRows).toBe(kept.length);
      expect(figuresOf({ ...filtered, facets: filtered.facets.slice(0, 0) })).toMatchObject({});
      const figures = (answer: DashboardAnswer): unknown =>
        figuresOf({
          ...answer,
          rowCount: 0,
          measured: undefined,
          facets: answer.facets.map((facet) => ({ ...facet, n: 0, missing: 0, bars: [] })),
        });
      expect(figures(filtered)).toEqual(figures(alone));
    }),
    { numRuns: 60 },
  );
});

test('[SV40] a chart keeps all of its own bars, while every other chart follows its selection', () => {
  const rows = randomRows(400, 5);
  const engine = new OpenWave(tableOf(rows));
  const whole = engine.dashboard(view());
  const cut = engine.dashboard(view({ filters: [{ column: 'region', values: ['Łódź'] }] }));
  const bars = (answer: DashboardAnswer, name: string): unknown =>
    answer.facets.find((facet) => facet.name === name)?.bars;
  expect(bars(cut, 'region')).toEqual(bars(whole, 'region'));
  expect(bars(cut, 'wait')).not.toEqual(bars(whole, 'wait'));
  expect(cut.selectedRows).toBe(rows.filter(({ region }) => region === 'Łódź').length);
  expect(engine.dashboard(view())).toEqual(whole);
});

test('[SV42] a period without answers stays on the trend, as a gap', () => {
  const answer = new OpenWave(tableOf(randomRows(200, 8))).dashboard(view({ period: 'month' }));
  expect(answer.measured?.trend?.points.map(({ name, estimate }) => [name, estimate.n > 0])).toEqual([
    ['2026-01', true],
    ['2026-02', false],
    ['2026-03', true],
  ]);
});

test('[SV45] crossed segments: each cell is its own rows, and the rest everybody else of the table', () => {
  const rows = randomRows(600, 11);
  const report = new OpenWave(tableOf(rows)).segments({
    view: view(),
    columns: ['region', 'wait'],
    measured: 'score',
    kind: 'nps',
  });
  const cell = report?.cells.find(({ answers }) => answers.join() === 'Kraków,3');
  const inside = rows.filter(
    ({ region, wait, score }) => region === 'Kraków' && wait === '3' && score !== '' && score !== '99',
  );
  const promoters = inside.filter(({ score }) => Number(score) >= 9).length;
  const detractors = inside.filter(({ score }) => Number(score) < 7).length;
  expect(cell?.estimate.n).toBe(inside.length);
  expect(cell?.estimate.value).toBeCloseTo((100 * (promoters - detractors)) / inside.length, 9);
  expect(report?.cells).toHaveLength(15);
});

test('[SV46] a question that waited is overtaken by a newer one of its kind; every question is answered', async () => {
  const worker = askInPlace(answerQuestions);
  const outline = await worker.ask('open', writeWave(tableOf(randomRows(50, 3))));
  expect(outline.facets.map(({ name }) => name)).toEqual(['score', 'wait', 'region', 'day', 'minutes']);
  const ask = (region?: string): Promise<DashboardAnswer> =>
    worker.ask('dashboard', view(region ? { filters: [{ column: 'region', values: [region] }] } : {}), {
      supersedes: true,
    });
  const answers = await Promise.allSettled([ask(), ask('Łódź'), ask('Kraków')]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: { name: 'AbortError' } });
  await expect(askInPlace(answerQuestions).ask('dashboard', view())).rejects.toThrow('before a wave');
  await expect(askInPlace(answerQuestions).ask('open', new Uint8Array(8))).rejects.toThrow();
  worker.close();
  await expect(worker.ask('dashboard', view())).rejects.toThrow('closed');
});
