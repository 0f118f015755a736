import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CategoryId, CauseId } from '#lib/ishikawa/cause.ts';
import type { Bone, CauseNode } from '#lib/ishikawa/fishbone.ts';
import { FEWEST_VOICES, voiceByDepartment } from './voice.ts';

let last = 0;
const cause = (authorId: string | null): CauseNode => ({
  id: `c${last++}` as CauseId,
  text: 'x',
  authorId,
  note: '',
  tags: [],
  twinOf: null,
  children: [],
});
const boneOf = (authors: readonly (string | null)[]): { bones: readonly Bone[] } => ({
  bones: [{ id: 'b' as CategoryId, name: 'B', question: '', hue: 1, children: authors.map(cause) }],
});
const departmentOf = (authorId: string): string | undefined => authorId.split('-')[0];

test('[WS100] departments with three authors and more stand alone, smaller ones together', () => {
  const board = boneOf(['it-1', 'it-2', 'it-3', 'it-3', 'hr-1', 'law-1', 'law-2', null]);
  expect(voiceByDepartment(board, departmentOf)).toEqual([
    { department: 'it', people: 3, causes: 4, share: 4 / 7 },
    { department: null, people: 3, causes: 3, share: 3 / 7 },
  ]);
});

test('[WS100] one small department would be what is left of the whole: a large one hides it', () => {
  const board = boneOf(['it-1', 'it-2', 'it-3', 'hr-1', 'cs-1', 'cs-2', 'cs-3', 'cs-4']);
  expect(voiceByDepartment(board, departmentOf).map(({ department }) => department)).toEqual(['cs', null]);
});

test('[WS100] whatever the room looks like, no group of fewer than three is told', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 5 })), {
        maxLength: 30,
      }),
      (wrote) => {
        const board = boneOf(wrote.map(([department, person]) => `${department}-${person}`));
        const voices = voiceByDepartment(board, departmentOf);
        for (const { people } of voices) expect(people).toBeGreaterThanOrEqual(FEWEST_VOICES);
        if (voices.length > 0) expect(voices.reduce((sum, { causes }) => sum + causes, 0)).toBe(wrote.length);
      },
    ),
  );
});

test('[WS100] the fewest voices stand alone, one less with the others', () => {
  const people = (department: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${department}-${i}`);
  const shown = (count: number): (string | null)[] =>
    voiceByDepartment(
      boneOf([...people('it', count), ...people('hr', FEWEST_VOICES), ...people('cs', FEWEST_VOICES)]),
      departmentOf,
    ).map(({ department }) => department);
  expect(shown(FEWEST_VOICES)).toHaveLength(3);
  expect(shown(FEWEST_VOICES)).not.toContain(null);
  expect(shown(FEWEST_VOICES - 1)).toHaveLength(2);
  expect(shown(FEWEST_VOICES - 1)).toContain(null);
});
