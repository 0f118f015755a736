import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeJoinCode, parseJoinCode, showJoinCode } from './join-code.ts';

test('[WS6] any randomness gives a code that can be typed back as it is shown', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(255)), (stream) => {
      const take = (count: number) => Uint8Array.from({ length: count }, () => stream.next().value ?? 0);
      const code = makeJoinCode(take);
      expect(parseJoinCode(showJoinCode(code).toLowerCase())).toBe(code);
    }),
  );
});

test('[WS6] what cannot be a code is none', () => {
  expect([
    parseJoinCode(''),
    parseJoinCode('ABCD'),
    parseJoinCode('ABCD-EFG0'),
    parseJoinCode("' OR 1=1"),
  ]).toEqual([undefined, undefined, undefined, undefined]);
});
