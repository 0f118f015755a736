import fc from 'fast-check';
import { expect, test } from 'vitest';
import { USUAL_BORDERS } from '../base/ratings/band-borders.ts';
import { bandOf, prioritise } from './prioritise.ts';

const rating = fc.record({
  importance: fc.integer({ min: 1, max: 5 }),
  urgency: fc.integer({ min: 1, max: 5 }),
});

test('[IS3] three bands: this year, the following years, the rest can wait', () => {
  expect(bandOf(5, 5, USUAL_BORDERS)).toBe('this-year');
  expect(bandOf(5, 2, USUAL_BORDERS)).toBe('following-years');
  expect(bandOf(2, 5, USUAL_BORDERS)).toBe('can-wait');
  expect(bandOf(1, 1, USUAL_BORDERS)).toBe('can-wait');
});

test('[IS3] the border itself counts as important and as urgent', () => {
  expect(bandOf(3, 3, USUAL_BORDERS)).toBe('this-year');
  expect(bandOf(2.99, 3, USUAL_BORDERS)).toBe('can-wait');
  expect(bandOf(3, 2.99, USUAL_BORDERS)).toBe('following-years');
});

test('[IS52] an organisation may ask for more before an issue is important or urgent', () => {
  const borders = { importance: 4, urgency: 2 };
  expect(bandOf(3.99, 5, borders)).toBe('can-wait');
  expect(bandOf(4, 2, borders)).toBe('this-year');
  expect(prioritise([{ importance: 5, urgency: 1 }], borders)).toMatchObject({ band: 'following-years' });
});

test('[IS2] the position is the mean, with the number of raters', () => {
  expect(
    prioritise([
      { importance: 5, urgency: 1 },
      { importance: 4, urgency: 2 },
    ]),
  ).toEqual({ raters: 2, importance: 4.5, urgency: 1.5, band: 'following-years', isDisputed: false });
});

test('[IS4] what nobody rated has no band', () => {
  expect(prioritise([])).toBeUndefined();
});

test('[IS6] a room that is split is marked, although its mean lies in the middle', () => {
  const split = [1, 1, 5, 5].map((importance) => ({ importance, urgency: 3 }));
  expect(prioritise(split)).toMatchObject({ importance: 3, isDisputed: true });
  const agreed = [3, 3, 3, 3].map((importance) => ({ importance, urgency: 3 }));
  expect(prioritise(agreed)).toMatchObject({ importance: 3, isDisputed: false });
});

test('[IS2] the order of the raters does not matter', () => {
  fc.assert(
    fc.property(fc.array(rating, { minLength: 1 }), (ratings) => {
      const forward = prioritise(ratings);
      const backward = prioritise([...ratings].reverse());
      expect(backward?.importance).toBeCloseTo(forward?.importance ?? 0, 9);
      expect(backward?.raters).toBe(forward?.raters);
    }),
  );
});
