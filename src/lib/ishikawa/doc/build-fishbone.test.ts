import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { buildFishbone, UNSORTED } from './build-fishbone.ts';
import type { BuiltFishbone } from './build-fishbone.ts';
import type { Category, CategoryId, Cause, CauseId, ParentId } from '../cause.ts';
import { countCauses, walkCauses } from '../fishbone.ts';

function category(id: string, isLiving = true): Category {
  return { id: id as CategoryId, order: id, name: id, question: '', hue: 1, isLiving };
}

function cause(
  id: string,
  parent: string,
  changes: Partial<Omit<Cause, 'id' | 'place'>> & { order?: string; home?: string } = {},
): Cause {
  const { order = id, home = 'A', ...rest } = changes;
  return {
    id: id as CauseId,
    place: { parent: parent as ParentId, order, home: home as CategoryId },
    text: id,
    authorId: null,
    note: '',
    tags: [],
    twinOf: null,
    mergedInto: null,
    isLiving: true,
    ...rest,
  };
}

function build(categories: Category[], causes: Cause[]): BuiltFishbone {
  return buildFishbone({ head: 'head', headSide: 'right', categories, causes });
}

/** The tree as nested brackets: `A(a(b) c)`. */
function shape(built: BuiltFishbone): string {
  const draw = (nodes: readonly { text: string; children: readonly never[] | readonly object[] }[]): string =>
    nodes
      .map((node) => node.text + (node.children.length ? `(${draw(node.children as typeof nodes)})` : ''))
      .join(' ');
  return draw(built.fishbone.bones.map((bone) => ({ text: bone.name, children: bone.children })));
}

test('[IK1] siblings sort by order, ties by id', () => {
  const causes = [
    cause('c', 'A', { order: 'b' }),
    cause('b', 'A', { order: 'b' }),
    cause('a', 'A', { order: 'c' }),
  ];
  expect(shape(build([category('A')], causes))).toBe('A(b c a)');
});

test('[IK3] a ring of three goes back to its home bone at its youngest cause', () => {
  const causes = [cause('a', 'c'), cause('b', 'a'), cause('c', 'b', { home: 'B' })];
  expect(shape(build([category('A'), category('B')], causes))).toBe('A B(c(a(b)))');
});

test('[IK3] a cause that is its own parent stays on its home bone', () => {
  expect(shape(build([category('A')], [cause('a', 'a')]))).toBe('A(a)');
});

test('[IK4] causes under a removed cause are lifted to where it was, in its place', () => {
  const causes = [
    cause('a', 'A', { order: 'a' }),
    cause('gone', 'A', { order: 'b', isLiving: false }),
    cause('z', 'A', { order: 'c' }),
    cause('deep', 'gone', { order: 'x', isLiving: false }),
    cause('kept', 'deep', { order: 'y' }),
  ];
  expect(shape(build([category('A')], causes))).toBe('A(a kept z)');
});

test('[IK4] a cause with an unknown parent hangs on its home bone, or on the first one', () => {
  const causes = [cause('a', 'nowhere', { home: 'B' }), cause('b', 'nowhere', { home: 'nowhere' })];
  expect(shape(build([category('A'), category('B')], causes))).toBe('A(b) B(a)');
});

test('[IK4] without any category the causes hang on a bone without a name', () => {
  const built = build([], [cause('a', 'nowhere')]);
  expect(built.fishbone.bones.map((bone) => [bone.id, bone.children.length])).toEqual([[UNSORTED, 1]]);
});

test('[IK5] a removed category is shown as long as it carries a living cause', () => {
  const categories = [category('A', false), category('B', false), category('C')];
  expect(shape(build(categories, [cause('a', 'A'), cause('b', 'B', { isLiving: false })]))).toBe('A(a) C');
});

test('[IK6] a twin shows the text of its original and counts once', () => {
  const causes = [
    cause('a', 'A', { text: 'no training' }),
    cause('b', 'B', { twinOf: 'a' as CauseId, text: '' }),
  ];
  const built = build([category('A'), category('B')], causes);
  expect(shape(built)).toBe('A(no training) B(no training)');
  expect(countCauses(built.fishbone)).toBe(1);
});

test('[IK6] a ring of twins is read without end', () => {
  const causes = [cause('a', 'A', { twinOf: 'b' as CauseId }), cause('b', 'A', { twinOf: 'a' as CauseId })];
  expect([...walkCauses(build([category('A')], causes).fishbone)]).toHaveLength(2);
});

test('[IK39] a chain of 20,000 causes is built and walked', () => {
  const causes = Array.from({ length: 20_000 }, (_, i) => cause(`c${i}`, i === 0 ? 'A' : `c${i - 1}`));
  const depths = [...walkCauses(build([category('A')], causes).fishbone)].map((visit) => visit.depth);
  expect(depths.at(-1)).toBe(20_000);
});

test('[IK2] [IK3] any records, in any order, give one tree that shows every living cause exactly once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer(), (count, seed) => {
      const random = seededRandom(seed);
      const ids = Array.from({ length: count }, (_, i) => `c${i}`);
      const parents = [...ids, 'A', 'B', 'gone', 'nowhere'];
      const any = (from: string[]): string => from[Math.floor(random() * from.length)] ?? '';
      const causes = ids.map((id) =>
        cause(id, any(parents), {
          order: any(['a', 'b', 'c']),
          home: any(['A', 'B', 'nowhere']),
          isLiving: random() < 0.7,
        }),
      );
      const categories = [category('A'), category('B', random() < 0.5), category('gone', false)];
      const built = build(categories, causes);
      const shown = [...walkCauses(built.fishbone)].map((visit) => visit.node.id).sort();
      expect(shown).toEqual(
        causes
          .filter((each) => each.isLiving)
          .map((each) => each.id)
          .sort(),
      );
      expect(build(categories.toReversed(), causes.toReversed()).fishbone).toEqual(built.fishbone);
    }),
    { numRuns: 300 },
  );
});
