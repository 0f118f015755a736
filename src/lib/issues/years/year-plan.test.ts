import { expect, test } from 'vitest';
import { withPlaced } from './year-plan.ts';

test('[IS56] an issue goes before another one, or to the end, and stands in its list once', () => {
  expect(withPlaced(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
  expect(withPlaced(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'a', 'c']);
  expect(withPlaced(['a', 'b'], 'x', 'b')).toEqual(['a', 'x', 'b']);
  expect(withPlaced(['a', 'b'], 'a', '')).toEqual(['b', 'a']);
  expect(withPlaced(['a', 'b'], 'b', 'gone')).toEqual(['a', 'b']);
  expect(withPlaced(['a', 'b'], 'a', 'a')).toEqual(['b', 'a']);
});
