import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { TextDictionary } from '#lib/tabular/table/dictionary.ts';
import { measure } from '../measure/measure.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';
import { WaveFile, writeWave } from './wave-file.ts';

function tableOf(...columns: SurveyColumn[]): SurveyTable {
  return { rowCount: columns[0]?.codes.length ?? 0, decimal: ',', columns };
}

const textsOf = ({ codes, dictionary }: SurveyColumn): string[] =>
  [...codes].map((code) => dictionary.textAt(code));

const score = columnOf(['10', '11', '', '0', '10'], {
  index: 3,
  name: 'NPS',
  label: 'Czy polecisz nas?',
  role: 'nps',
  scale: { min: 0, max: 10 },
  naCodes: ['11'],
});
const region = columnOf(['Łódź', '', 'Kraków', 'Łódź', 'Kraków'], { index: 4, name: 'Województwo' });
const secret = columnOf(['a', 'b', 'c', 'd', 'e'], { index: 5, name: 'IP', role: 'ignore' });

test('[SV24] a wave reads back as it was written, with roles, scales, labels and N/A codes', async () => {
  const wave = new WaveFile(writeWave(tableOf(score, region)));
  const table = await wave.table();
  expect([table.rowCount, table.decimal]).toEqual([5, ',']);
  const [first, second] = table.columns;
  if (!first || !second) throw new Error('columns are missing');
  expect([first.index, first.name, first.label, first.role, first.scale, first.naCodes]).toEqual([
    3,
    'NPS',
    'Czy polecisz nas?',
    'nps',
    { min: 0, max: 10 },
    ['11'],
  ]);
  expect([textsOf(first), textsOf(second)]).toEqual([textsOf(score), textsOf(region)]);
  expect(measure(first, 'nps', ',')).toEqual(measure(score, 'nps', ','));
});

test('[SV24] columns to ignore are not stored, so what they held is nowhere in the file', async () => {
  const bytes = writeWave(tableOf(secret, region));
  expect(new WaveFile(bytes).columns.map(({ name }) => name)).toEqual(['Województwo']);
  expect(await new WaveFile(bytes).column('IP')).toBeUndefined();
});

test('[SV24] any Parquet reader finds plain text columns with null for no answer', async () => {
  const bytes = writeWave(tableOf(score, region));
  const rows = await parquetReadObjects({ file: bytes.slice().buffer });
  expect(rows.slice(0, 3)).toEqual([
    { NPS: '10', Województwo: 'Łódź' },
    { NPS: '11', Województwo: null },
    { NPS: null, Województwo: 'Kraków' },
  ]);
});

test('[SV24] any answers survive, also in a column that hardly repeats', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 9 }), { minLength: 1, maxLength: 30 }),
      async (answers) => {
        const texts = answers.map((answer) => answer.toWellFormed());
        const column = columnOf(texts, { role: 'comment' });
        const [back] = (await new WaveFile(writeWave(tableOf(column))).table()).columns;
        expect(back && textsOf(back)).toEqual(texts);
      },
    ),
    { numRuns: 50 },
  );
});

test('[SV24] a column that hardly repeats stays one', async () => {
  const texts = new TextDictionary(['', 'why', 'why', 'because'], true);
  const comments = columnOf([], { role: 'comment', codes: Int32Array.of(1, 2, 0, 3), dictionary: texts });
  const [back] = (await new WaveFile(writeWave(tableOf(comments))).table()).columns;
  expect([back?.dictionary.mayRepeat, back && textsOf(back)]).toEqual([true, ['why', 'why', '', 'because']]);
});

test('[SV24] a category whose answers masking made equal has each of them once', async () => {
  const texts = new TextDictionary(['', '[phone]', '[phone]', 'shop'], true);
  const channel = columnOf([], { role: 'category', codes: Int32Array.of(1, 2, 0, 3), dictionary: texts });
  const [back] = (await new WaveFile(writeWave(tableOf(channel))).table()).columns;
  expect([back?.dictionary.mayRepeat, back?.dictionary.size]).toEqual([false, 3]);
  expect(back && textsOf(back)).toEqual(['[phone]', '[phone]', '', 'shop']);
});

test('[SV24] other bytes are refused', () => {
  expect(() => new WaveFile(new TextEncoder().encode('id,score\n1,9\n'))).toThrow();
});
