import { expect, test } from 'vitest';
import { FEWEST_SEGMENTS_A_SIDE } from './difference-in-differences.ts';
import { caveatsOf, FEWEST_VERDICT_ANSWERS, type VerdictFacts, verdictOf } from './verdict.ts';

const FACTS: VerdictFacts = {
  value: 8,
  interval: [3, 13],
  detectable: 7,
  basis: 'segments',
  answers: [200, 210, 400, 390],
  segments: [3, 4],
  alongside: 'alongside',
  promised: 6,
};
const given = (change: Partial<VerdictFacts>): VerdictFacts => ({ ...FACTS, ...change });

test('[SV120] the verdict is read from the interval alone', () => {
  expect(verdictOf(FACTS)).toBe('improved');
  expect(verdictOf(given({ interval: [-13, -3] }))).toBe('worse');
  expect(verdictOf(given({ interval: [-1, 5], detectable: 4 }))).toBe('none');
  expect(verdictOf(given({ interval: [0, 5], detectable: 4 }))).toBe('none');
  expect(verdictOf(given({ interval: [Number.NaN, Number.NaN] }))).toBe('unknown');
  expect(caveatsOf(FACTS)).toEqual([]);
});

test('[SV120] nobody can tell with too few answers on one side of one wave', () => {
  expect(verdictOf(given({ answers: [FEWEST_VERDICT_ANSWERS, 400] }))).toBe('improved');
  const few = given({ answers: [FEWEST_VERDICT_ANSWERS - 1, 400] });
  expect([verdictOf(few), caveatsOf(few)]).toEqual(['unknown', ['few-answers']]);
});

test('[SV120] nobody can tell where both sides ran apart before, or what was promised could not have been found', () => {
  expect(verdictOf(given({ alongside: 'apart' }))).toBe('unknown');
  const weak = given({ interval: [-3, 9], detectable: 8 });
  expect([verdictOf(weak), caveatsOf(weak)]).toEqual(['unknown', ['too-weak']]);
  expect(verdictOf(given({ interval: [-3, 9], detectable: 8, promised: null }))).toBe('none');
  // What was found was strong enough to be found.
  expect(verdictOf(given({ detectable: 8 }))).toBe('improved');
});

test('[SV120] few segments, few waves and nothing to compare with are said, and leave the verdict', () => {
  const few = given({
    segments: [3, FEWEST_SEGMENTS_A_SIDE - 1],
    basis: 'respondents',
    alongside: 'unknown',
  });
  expect([verdictOf(few), caveatsOf(few)]).toEqual(['improved', ['few-segments', 'few-waves']]);
  expect(caveatsOf(given({ segments: [FEWEST_SEGMENTS_A_SIDE, FEWEST_SEGMENTS_A_SIDE] }))).toEqual([]);
  expect(caveatsOf(given({ segments: null, alongside: 'unknown' }))).toEqual(['no-comparison']);
});
