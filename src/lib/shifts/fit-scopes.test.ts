import { expect, test } from 'vitest';
import { fitScopes } from './fit-scopes.ts';

test('[SH4] of what somebody wanted to take on stays what the tour offers, and all of that where nothing stays', () => {
  expect(fitScopes(['phone', 'chat'], ['chat', 'tickets'])).toEqual(['chat']);
  expect(fitScopes(['phone'], ['chat', 'tickets'])).toEqual(['chat', 'tickets']);
});
