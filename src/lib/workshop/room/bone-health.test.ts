import { expect, test } from 'vitest';
import type { CategoryId, CauseId } from '#lib/ishikawa/cause.ts';
import type { Bone, CauseNode } from '#lib/ishikawa/fishbone.ts';
import { examineBones, STUCK_AFTER_MS, traceBones } from './bone-health.ts';

const cause = (id: string, ...children: CauseNode[]): CauseNode => ({
  id: id as CauseId,
  text: id,
  authorId: null,
  note: '',
  tags: [],
  twinOf: null,
  children,
});
const bone = (id: string, ...children: CauseNode[]): Bone => ({
  id: id as CategoryId,
  name: id.toUpperCase(),
  question: '',
  hue: 1,
  children,
});

test('[WS101] a bone is stuck when nothing changed on it for a while, though something did elsewhere', () => {
  const before = { bones: [bone('a', cause('1')), bone('b', cause('2'))] };
  const first = traceBones(undefined, before, 0);
  const after = { bones: [bone('a', cause('1')), bone('b', cause('2', cause('3')))] };
  const later = traceBones(first, after, STUCK_AFTER_MS - 1);
  expect(examineBones(after, later, STUCK_AFTER_MS).map(({ id, isStuck }) => [id, isStuck])).toEqual([
    ['a', true],
    ['b', false],
  ]);
  // A room that is quiet everywhere listens: nothing is stuck.
  expect(examineBones(before, first, STUCK_AFTER_MS * 2).some(({ isStuck }) => isStuck)).toBe(false);
});

test('[WS101] empty bones come first, and causes without a why are named', () => {
  const board = { bones: [bone('a', cause('1'), cause('2', cause('3'))), bone('b'), bone('c', cause('4'))] };
  const health = examineBones(board, traceBones(undefined, board, 0), 0);
  expect(health.map(({ id, causes, depth }) => [id, causes, depth])).toEqual([
    ['b', 0, 0],
    ['c', 1, 1],
    ['a', 3, 2],
  ]);
  expect(health[2]?.open).toEqual([{ id: '1', text: '1' }]);
});
