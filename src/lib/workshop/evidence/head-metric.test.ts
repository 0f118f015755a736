import { expect, test } from 'vitest';
import { parseInput } from '#lib/base/parse-input.ts';
import { HeadMetricForm, refuseTarget } from './head-metric.ts';

const AUTUMN = { fieldedOn: '2026-11-02' };

test.each([
  ['nps', 40, '2027-06-30', undefined],
  ['nps', 101, null, 'outside-scale'],
  ['top-two-box', -1, null, 'outside-scale'],
  ['mean', 1e6, null, undefined],
  ['mean', null, null, undefined],
  ['mean', null, '2027-06-30', 'date-alone'],
  ['mean', 4.2, '2026-11-02', 'date-before'],
  ['mean', 4.2, '2026-11-03', undefined],
] as const)('[WS90] a target of %s at %s by %s: %s', (kind, target, targetOn, refusal) => {
  expect(refuseTarget(kind, AUTUMN, { target, targetOn })).toBe(refusal);
});

test('[WS90] a target is read with a comma or a point; what is no number and no day is refused', () => {
  const read = (fields: object) => {
    const { target, targetOn } = parseInput(HeadMetricForm, { workshopId: 'w', insightId: 'i', ...fields });
    return [target, targetOn];
  };
  expect(read({ target: '4,2', targetOn: '2027-06-30' })).toEqual([4.2, '2027-06-30']);
  expect(read({ target: ' 35 ' })).toEqual([35, null]);
  expect(read({ target: '' })).toEqual([null, null]);
  const paths = { target: 'many', targetOn: 'soon' };
  expect(() => read(paths)).toThrow(
    expect.objectContaining({
      issues: [
        { path: 'target', message: 'form.number' },
        { path: 'targetOn', message: 'form.date' },
      ],
    }),
  );
});
