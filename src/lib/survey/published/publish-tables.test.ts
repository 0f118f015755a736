import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measure } from '../measure/measure.ts';
import { publishTables } from './publish-tables.ts';
import { cellFinder, cellsOf, type PublishedFigure, type PublishedTables } from './published-tables.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';

function tableOf(answers: { channel: string; region: string; nps: string }[]): SurveyTable {
  return {
    rowCount: answers.length,
    decimal: '.',
    columns: [
      columnOf(
        answers.map(({ channel }) => channel),
        { index: 0, name: 'channel', label: 'Channel' },
      ),
      columnOf(
        answers.map(({ region }) => region),
        { index: 1, name: 'region', label: 'Region' },
      ),
      columnOf(
        answers.map(({ nps }) => nps),
        { index: 2, name: 'nps', label: 'NPS', role: 'nps', scale: { min: 0, max: 10 } },
      ),
    ],
  };
}

const DECLARATION = {
  segments: ['channel', 'region'],
  figureThreshold: 5,
  wordThreshold: 5,
  isWeighted: false,
};
const numberOfGroups = (tables: PublishedTables): number[] =>
  tables.segments.map(({ groups }) => groups.length);

const answers = fc.array(
  fc.record({
    channel: fc.constantFrom('phone', 'phone', 'phone', 'chat', 'chat', 'shop', ''),
    region: fc.constantFrom('north', 'north', 'south', 'south', 'east', ''),
    nps: fc.constantFrom('10', '9', '7', '3', ''),
  }),
  { minLength: 1, maxLength: 150 },
);

test('[SV80] a figure that is shown is that of its rows, and has at least the threshold of answers', () => {
  fc.assert(
    fc.property(answers, (rows) => {
      const table = tableOf(rows);
      const tables = publishTables(table, DECLARATION);
      const [nps] = tables.measures;
      const columns = [table.columns[0], table.columns[1]];
      cellsOf(numberOfGroups(tables)).forEach((place, cell) => {
        const shown = nps?.cells[cell];
        if (shown === undefined || typeof shown === 'string') return;
        const mask = new Uint8Array(rows.length).fill(1);
        for (const { segment, group } of place.groups) {
          const names = tables.segments[segment]?.groups ?? [];
          const wanted = names[group];
          columns[segment]?.codes.forEach((code, row) => {
            const text = columns[segment]?.dictionary.textAt(code) ?? '';
            const isNamed = names.some((each) => each.kind === 'answer' && each.name === text);
            const kind = text === '' ? 'none' : isNamed ? 'answer' : 'others';
            if (kind !== wanted?.kind || (wanted.kind === 'answer' && wanted.name !== text)) mask[row] = 0;
          });
        }
        const column = table.columns[2];
        if (!column) throw new Error('the table has three columns');
        const { value, n } = measure(column, 'nps', '.', { mask });
        expect([shown.n, shown.value.toFixed(9)]).toEqual([n, value.toFixed(9)]);
        expect(n).toBeGreaterThanOrEqual(5);
      });
    }),
  );
});

test('[SV80] what a line of the table lacks of its total is nobody, or at least two groups and five people', () => {
  fc.assert(
    fc.property(answers, (rows) => {
      const tables = publishTables(tableOf(rows), DECLARATION);
      const counts = numberOfGroups(tables);
      const cell = cellFinder(counts);
      const [nps] = tables.measures;
      const total = nps?.cells[cell()];
      if (total === undefined || typeof total === 'string') return;
      counts.forEach((count, segment) => {
        const parts = Array.from({ length: count }, (_, group) => nps?.cells[cell({ segment, group })]);
        const hidden = parts.filter((part) => part === 'hidden').length;
        const shown = parts.filter((part): part is PublishedFigure => typeof part === 'object');
        const missing = total.n - shown.reduce((sum, { n }) => sum + n, 0);
        expect(hidden === 0 ? missing === 0 : hidden > 1 && missing >= 5).toBe(true);
      });
    }),
  );
});

test('[SV81] an answer that fewer than five gave is not named', () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    channel: i < 2 ? 'president' : i % 2 === 0 ? 'phone' : 'chat',
    region: 'north',
    nps: '9',
  }));
  const tables = publishTables(tableOf(rows), DECLARATION);
  expect(tables.segments[0]?.groups).toEqual([
    { kind: 'answer', name: 'phone' },
    { kind: 'answer', name: 'chat' },
    { kind: 'others' },
  ]);
  expect(JSON.stringify(tables)).not.toContain('president');
});

test('[SV80] without a segment everybody is one cell, hidden when they are too few', () => {
  const one = { channel: '', region: '', nps: '10' };
  const publish = (n: number): PublishedTables =>
    publishTables(tableOf(new Array(n).fill(one)), { ...DECLARATION, segments: [] });
  expect(publish(4).measures[0]?.cells).toEqual(['hidden']);
  expect(publish(5).measures[0]?.cells).toMatchObject([{ value: 100, n: 5 }]);
});

test('[SV80] a figure that rests on the weight of one person is hidden: it would be that person’s answer', () => {
  const table = {
    rowCount: 6,
    decimal: '.' as const,
    columns: [
      columnOf(['5', '1', '2', '3', '4', '4'], {
        index: 0,
        name: 'service',
        label: 'Service',
        role: 'rating',
        scale: { min: 1, max: 5 },
      }),
      columnOf(['1e30', '1', '1', '1', '1', '1'], { index: 1, name: 'w', label: 'w', role: 'weight' }),
    ],
  };
  const tables = publishTables(table, { ...DECLARATION, segments: [], isWeighted: true });
  expect(tables.measures.find(({ kind }) => kind === 'mean')?.cells).toEqual(['hidden']);
});
