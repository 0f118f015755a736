import fc from 'fast-check';
import { decoding } from 'lib0';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { encodeDeleteSet, TickRanges } from './tick-ranges.ts';

const range = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 }))
  .map(([from, length]) => ({ client: 1, from, to: from + length }));

test('[SY9] ranges added in any order answer like a set of ticks', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), range, (added, asked) => {
      const ranges = new TickRanges();
      const ticks = new Set<number>();
      for (const each of added) {
        ranges.add(each);
        for (let tick = each.from; tick < each.to; tick++) ticks.add(tick);
      }
      const expected: number[] = [];
      for (let tick = asked.from; tick < asked.to; tick++) if (!ticks.has(tick)) expected.push(tick);
      const found = ranges.missing(asked).flatMap(({ from, to }) => {
        expect(from).toBeLessThan(to);
        return Array.from({ length: to - from }, (_, i) => from + i);
      });
      expect(found).toEqual(expected);
    }),
  );
});

test('[SY9] an encoded delete set is read by Yjs', () => {
  const bytes = encodeDeleteSet([
    { client: 7, from: 0, to: 3 },
    { client: 9, from: 5, to: 6 },
    { client: 7, from: 10, to: 11 },
  ]);
  const update = Uint8Array.from([0, ...bytes]);
  const { ds } = Y.decodeUpdate(update);
  expect(
    Object.fromEntries(
      [...ds.clients].map(([client, items]) => [client, items.map((i) => [i.clock, i.len])]),
    ),
  ).toEqual({
    7: [
      [0, 3],
      [10, 1],
    ],
    9: [[5, 1]],
  });
  expect(decoding.readVarUint(decoding.createDecoder(bytes))).toBe(2);
});
