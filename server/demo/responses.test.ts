import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { makeResponses } from './responses.ts';

const MOOD = { name: 'Spring', startsOn: '2026-03-02', respondents: 400, lift: 0, waitingLift: 0 };

test('the same seed makes the same file, another seed another', () => {
  expect(makeResponses(MOOD, seededRandom(1))).toBe(makeResponses(MOOD, seededRandom(1)));
  expect(makeResponses(MOOD, seededRandom(1))).not.toBe(makeResponses(MOOD, seededRandom(2)));
});

test('every respondent has one line and every answer lies on its scale', () => {
  const [header = '', ...lines] = makeResponses(MOOD, seededRandom(7)).trim().split('\n');
  expect(lines).toHaveLength(400);
  const at = header.split(',').indexOf('nps');
  for (const line of lines) {
    const cells = line.split(',');
    expect(Number(cells[at])).toBeGreaterThanOrEqual(0);
    expect(Number(cells[at])).toBeLessThanOrEqual(11);
    for (const item of cells.slice(at + 1, at + 8)) expect(['1', '2', '3', '4', '5', '6']).toContain(item);
  }
});
