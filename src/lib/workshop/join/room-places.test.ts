import { expect, test } from 'vitest';
import { MAX_EDITORS, MAX_OBSERVERS, placeFor } from './room-places.ts';

test('[WS70] one takes part while there is room, then one watches, then the room is full', () => {
  expect(placeFor('take-part', { editors: MAX_EDITORS - 1, observers: MAX_OBSERVERS })).toBe('take-part');
  expect(placeFor('take-part', { editors: MAX_EDITORS, observers: 0 })).toBe('watch');
  expect(placeFor('take-part', { editors: MAX_EDITORS, observers: MAX_OBSERVERS })).toBe('full');
});

test('[WS70] whoever wants to watch takes nobody the place to write', () => {
  expect(placeFor('watch', { editors: 0, observers: MAX_OBSERVERS - 1 })).toBe('watch');
  expect(placeFor('watch', { editors: 0, observers: MAX_OBSERVERS })).toBe('full');
});
