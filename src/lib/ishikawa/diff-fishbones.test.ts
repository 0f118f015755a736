import { expect, test } from 'vitest';
import type { CategoryId, CauseId } from './cause.ts';
import { diffFishbones } from './diff-fishbones.ts';
import type { CauseNode, Fishbone } from './fishbone.ts';

const cause = (id: string, text = id, ...children: CauseNode[]): CauseNode => ({
  id: id as CauseId,
  text,
  authorId: null,
  note: '',
  tags: [],
  twinOf: null,
  children,
});
const fishbone = (...bones: CauseNode[][]): Fishbone => ({
  head: 'Head',
  headSide: 'right',
  bones: bones.map((children, index) => ({
    id: `bone${index}` as CategoryId,
    name: 'Bone',
    question: '',
    hue: 1,
    children,
  })),
});

test('[IK110] two states that are alike differ in nothing', () => {
  const state = fishbone([cause('a', 'A', cause('b'))], []);
  expect(diffFishbones(state, state)).toEqual([]);
});

test('[IK110] new, reworded, moved and removed causes are told, each once', () => {
  const before = fishbone([cause('a', 'A', cause('b')), cause('gone', 'Gone', cause('below'))], []);
  const after = fishbone(
    [cause('a', 'A!', cause('new', 'New', cause('newer', 'Newer'), cause('empty', '  ')))],
    [cause('b')],
  );
  expect(diffFishbones(before, after)).toEqual([
    { kind: 'change', causeId: 'a', text: 'A!', was: 'A' },
    { kind: 'add', causeId: 'new', text: 'New', under: 'a' },
    { kind: 'add', causeId: 'newer', text: 'Newer', under: 'a' },
    { kind: 'move', causeId: 'b', text: 'b', under: 'bone1' },
    { kind: 'remove', causeId: 'gone', text: 'Gone' },
  ]);
});
