import { expect, test } from 'vitest';
import type { CategoryId, CauseId } from '../cause.ts';
import { layoutTrees } from './layout-tree.ts';
import { CATEGORY_GAP, SHORTEST_BONE, SHORTEST_LINE, SPINE_GAP } from './layout-style.ts';
import { boneLength } from './place-half.ts';
import { interMeasure } from './text-metrics.ts';

test('the line of a cause has its shortest length, and grows from there', () => {
  const node = {
    id: 'c' as CauseId,
    text: '',
    authorId: null,
    note: '',
    tags: [],
    twinOf: null,
    children: [],
  };
  const bones = [{ id: 'b' as CategoryId, name: 'B', question: '', hue: 1 as const, children: [node] }];
  const widthWith = (px: number): number | undefined =>
    layoutTrees({ head: 'H', headSide: 'right', bones }, interMeasure(), { reserve: () => px })[0]
      ?.labelWidth[0];
  expect(widthWith(SHORTEST_LINE - 1)).toBe(SHORTEST_LINE);
  expect(widthWith(SHORTEST_LINE + 1)).toBe(SHORTEST_LINE + 1);
});

test('a bone has its shortest length, and grows with its causes from there', () => {
  const around = SPINE_GAP + CATEGORY_GAP;
  expect(boneLength(0)).toBe(SHORTEST_BONE);
  expect(boneLength(SHORTEST_BONE - 1 - around)).toBe(SHORTEST_BONE);
  expect(boneLength(SHORTEST_BONE + 1 - around)).toBe(SHORTEST_BONE + 1);
});
