import { expect, test } from 'vitest';
import { maskWave } from './mask-wave.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { WaveFile, writeWave } from '../wave/wave-file.ts';

const stored: SurveyTable = {
  rowCount: 3,
  decimal: ',',
  zone: 'Europe/Warsaw',
  columns: [
    columnOf(['0', '10', '9'], {
      index: 0,
      name: 'NPS',
      role: 'nps',
      naCodes: ['0'],
      scale: { min: 0, max: 10 },
    }),
    columnOf(['proszę dzwonić 600 100 200', '', 'wciąż źle'], { index: 1, name: 'Uwagi', role: 'comment' }),
  ],
};

test('[SV89] a stored wave is masked again, and everything else stays as it was', async () => {
  const { columns, wave } = await maskWave(writeWave(stored));
  expect(columns.map(({ name, rows, found }) => [name, rows, found.phone])).toEqual([['Uwagi', 1, 1]]);
  const file = new WaveFile(wave.bytes);
  const comments = await file.column('Uwagi');
  const texts = Array.from(comments?.codes ?? [], (code) => comments?.dictionary.textAt(code));
  expect(texts[0]).not.toContain('600');
  expect(texts.slice(1)).toEqual(['', 'wciąż źle']);
  expect([file.decimal, file.zone]).toEqual([',', 'Europe/Warsaw']);
  expect(file.columns[0]).toMatchObject({ name: 'NPS', role: 'nps', naCodes: ['0'] });
  expect(wave.figures[0]).toMatchObject({ column: 'NPS', kind: 'nps', n: 2, value: 100 });
});

test('[SV89] in a wave that was masked already nothing is found', async () => {
  const once = await maskWave(writeWave(stored));
  expect((await maskWave(once.wave.bytes)).columns).toEqual([]);
});
