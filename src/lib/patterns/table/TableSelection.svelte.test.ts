import { expect, test } from 'vitest';
import { TableSelection } from './TableSelection.svelte.ts';

const keyAt = (index: number): string | undefined => (index < 10 ? `row ${index}` : undefined);

test('a range goes from the row chosen last, in either direction, over the rows that are there', () => {
  const selection = new TableSelection();
  selection.toggle('row 4', 4, []);
  selection.extend(7, keyAt);
  expect(selection.keys).toEqual(['row 4', 'row 5', 'row 6', 'row 7']);
  selection.extend(12, keyAt);
  expect(selection.keys).toEqual(['row 4', 'row 5', 'row 6', 'row 7', 'row 8', 'row 9']);
  selection.clear();
  selection.toggle('row 4', 4, []);
  selection.extend(2, keyAt);
  expect([...selection.keys].sort()).toEqual(['row 2', 'row 3', 'row 4']);
});

test('all means whatever the query finds; letting one go keeps the others that are seen', () => {
  const selection = new TableSelection();
  selection.chooseAll();
  expect([selection.count(5000), selection.has('row 9')]).toEqual([5000, true]);
  selection.toggle('row 1', 1, ['row 0', 'row 1', 'row 2']);
  expect([selection.isAll, selection.keys, selection.count(5000)]).toEqual([false, ['row 0', 'row 2'], 2]);
  selection.clear();
  expect(selection.count(5000)).toBe(0);
});
