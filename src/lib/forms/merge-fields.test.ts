import { expect, test } from 'vitest';
import { mergeFields } from './merge-fields.ts';

const DRAWN = { title: ['Queue'], budget: ['50000'], aim: ['Less waiting'], tags: ['a', 'b'] };

test('[FM15] a field that both changed is contested, one that only they changed is taken over', () => {
  const typed = { ...DRAWN, budget: ['54000'], aim: ['No waiting'] };
  const newer = { ...typed, title: ['The queue'], budget: ['58000'] };
  expect(mergeFields({ drawn: DRAWN, typed, newer })).toEqual({
    taken: ['title'],
    contested: ['budget'],
    kept: 1,
    drawn: { ...DRAWN, title: ['The queue'], budget: ['58000'] },
  });
});

test('[FM15] the same change by both is no conflict, and neither is what only I typed', () => {
  const typed = { ...DRAWN, budget: ['58000'], aim: ['No waiting'] };
  expect(mergeFields({ drawn: DRAWN, typed, newer: typed })).toEqual({
    taken: [],
    contested: [],
    kept: 2,
    drawn: DRAWN,
  });
});

test('[FM15] of boxes the whole choice counts, and a field that came with the newer page is theirs', () => {
  const typed = { ...DRAWN, tags: ['a'] };
  const newer = { ...DRAWN, tags: ['b'], note: ['new'] };
  expect(mergeFields({ drawn: DRAWN, typed, newer })).toMatchObject({
    taken: ['note'],
    contested: ['tags'],
    kept: 0,
  });
});
