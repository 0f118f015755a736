import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CellSystem, suppressCells } from './suppress.ts';
import { findRecovered as workOut } from '../testing/adversary.ts';

/** What somebody who sees the visible cells can work out: hidden cells and groups of 1 to threshold - 1 people. */
function findRecovered(system: CellSystem, hidden: Uint8Array, threshold: number): string[] {
  const isHidden = (_: unknown, cell: number): boolean => hidden[cell] === 1;
  return workOut(system.atoms, {
    seen: system.cells.filter((members, cell) => hidden[cell] === 0 && members.length > 0),
    secrets: system.cells.filter(isHidden),
    threshold,
  });
}

/** Segments as columns of group numbers, one entry a person; the system that publishing them makes. */
function systemOf(segments: readonly (readonly number[])[], groups: readonly number[]): CellSystem {
  const people = segments[0]?.length ?? 0;
  const atomOf = new Map<string, number>();
  const atoms: number[] = [];
  const keys: number[][] = [];
  for (let person = 0; person < people; person++) {
    const key = segments.map((codes) => codes[person] ?? 0);
    const name = key.join();
    const atom = atomOf.get(name) ?? atoms.push(0) - 1;
    atomOf.set(name, atom);
    keys[atom] = key;
    atoms[atom] = (atoms[atom] ?? 0) + 1;
  }
  const cells: number[][] = [];
  const cell = (matches: (key: readonly number[]) => boolean): number =>
    cells.push(keys.flatMap((key, atom) => (matches(key) ? [atom] : []))) - 1;
  const total = cell(() => true);
  const lines: CellSystem['lines'][number][] = [];
  const single = groups.map((size, s) =>
    Array.from({ length: size }, (_, group) => cell((key) => key[s] === group)),
  );
  for (const parts of single) lines.push({ total, parts });
  for (let a = 0; a < groups.length; a++) {
    for (let b = a + 1; b < groups.length; b++) {
      const grid = Array.from({ length: groups[a] ?? 0 }, (_, i) =>
        Array.from({ length: groups[b] ?? 0 }, (__, j) => cell((key) => key[a] === i && key[b] === j)),
      );
      grid.forEach((parts, i) => lines.push({ total: single[a]?.[i] ?? 0, parts }));
      for (let j = 0; j < (groups[b] ?? 0); j++) {
        lines.push({ total: single[b]?.[j] ?? 0, parts: grid.map((row) => row[j] ?? 0) });
      }
    }
  }
  return { atoms, cells, lines };
}

const survey = fc
  .record({
    groups: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 }),
    people: fc.integer({ min: 5, max: 80 }),
    seed: fc.integer(),
    /** A second segment that follows the first, as a city follows its region. */
    isNested: fc.boolean(),
  })
  .chain(({ groups, people, isNested }) =>
    fc
      .tuple(
        ...groups.map((size) =>
          fc.array(fc.integer({ min: 0, max: size * 3 }), { minLength: people, maxLength: people }),
        ),
      )
      .map((columns) => {
        // Large numbers fall into the first group, so that small ones are rare.
        const segments = columns.map((codes, s) => codes.map((code) => (code < (groups[s] ?? 0) ? code : 0)));
        const [first, second] = segments;
        if (isNested && first && second) {
          const size = groups[1] ?? 2;
          segments[1] = second.map((code, person) => ((first[person] ?? 0) + (code % 2)) % size);
        }
        return { segments, groups };
      }),
  );

test('[SV80] no sum or difference of what is shown gives a group below the threshold', () => {
  fc.assert(
    fc.property(survey, fc.integer({ min: 2, max: 5 }), ({ segments, groups }, threshold) => {
      const system = systemOf(segments, groups);
      expect(findRecovered(system, suppressCells(system, threshold), threshold)).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('[SV80] nothing is hidden where every group is large', () => {
  const segments = [
    Array.from({ length: 100 }, (_, i) => i % 2),
    Array.from({ length: 100 }, (_, i) => (i >> 1) % 2),
  ];
  expect([...suppressCells(systemOf(segments, [2, 2]), 5)]).toEqual(new Array(9).fill(0));
});

test('[SV80] one small group takes the next smallest with it', () => {
  const codes = [...new Array(40).fill(0), ...new Array(20).fill(1), ...new Array(3).fill(2)] as number[];
  // The total, then three groups of 40, 20 and 3.
  expect([...suppressCells(systemOf([codes], [3]), 5)]).toEqual([0, 0, 1, 1]);
});

test('[SV80] a city that is all of its region but two people is hidden with them', () => {
  const region = [...new Array(20).fill(0), ...new Array(50).fill(1)] as number[];
  const city = [
    ...new Array(18).fill(0),
    ...new Array(2).fill(1),
    ...new Array(30).fill(2),
    ...new Array(20).fill(3),
  ] as number[];
  const system = systemOf([region, city], [2, 4]);
  const hidden = suppressCells(system, 5);
  expect(findRecovered(system, hidden, 5)).toEqual([]);
  // Total, two regions, four cities: the small city and the one it shares a region with.
  expect([...hidden.slice(3, 7)]).toEqual([1, 1, 0, 0]);
});

/** What a line's visible cells leave over, where its total is visible: people in its hidden cells. */
function restsOf(system: CellSystem, hidden: Uint8Array): number[] {
  const sizeOf = (cell: number): number =>
    (system.cells[cell] ?? []).reduce((sum, atom) => sum + (system.atoms[atom] ?? 0), 0);
  return system.lines
    .filter(({ total }) => hidden[total] === 0)
    .map(({ parts }) =>
      parts.filter((part) => hidden[part] === 1).reduce((sum, part) => sum + sizeOf(part), 0),
    )
    .filter((people) => people > 0);
}

test('[SV80] with a threshold above five the hidden cells of a line hold that many people together', () => {
  // Five groups of one person each: more combinations than the search for small groups joins.
  const codes = [...new Array(40).fill(0), ...new Array(20).fill(1), 2, 3, 4, 5, 6] as number[];
  const system = systemOf([codes], [7]);
  const hidden = suppressCells(system, 6);
  expect([...hidden]).toEqual([0, 0, 1, 1, 1, 1, 1, 1]);
  expect(restsOf(system, hidden)).toEqual([25]);
});

test('[SV80] whatever the threshold, what a line leaves over is nobody or at least the threshold', () => {
  fc.assert(
    fc.property(survey, fc.integer({ min: 2, max: 12 }), ({ segments, groups }, threshold) => {
      const system = systemOf(segments, groups);
      const rests = restsOf(system, suppressCells(system, threshold));
      expect(rests.filter((people) => people < threshold)).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});
