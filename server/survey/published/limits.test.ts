import { expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { MOST_FREE_GROUPS } from '#lib/survey/published/published-tables.ts';
import { splitAsked } from './disclosure-commands.ts';
import { shownWave, SMALLEST_SHOWN } from './shown-wave.ts';

test('[SV113] so many parts of the respondents are shown, the oldest first', () => {
  expect(splitAsked(['old', 'new'], MOST_FREE_GROUPS - 2)).toEqual({ asked: ['old', 'new'], beyond: [] });
  expect(splitAsked(['old', 'new'], MOST_FREE_GROUPS - 1)).toEqual({ asked: ['old'], beyond: ['new'] });
  expect(splitAsked(['old'], MOST_FREE_GROUPS + 1)).toEqual({ asked: [], beyond: ['old'] });
});

test('a figure of fewer answers than the fewest is not listed, for those who see rows either', () => {
  const analyst = { kind: 'person', id: 'a', roles: ['analyst'], departmentId: null } as unknown as Actor; // as much as is asked
  const figures = [SMALLEST_SHOWN - 1, SMALLEST_SHOWN].map((n) => ({ n }));
  const wave = { figures, version: 1 } as unknown as Parameters<typeof shownWave>[1]; // what is looked at
  expect(shownWave(analyst, wave, undefined).figures).toEqual([{ n: SMALLEST_SHOWN }]);
});
