import { expect, test } from 'vitest';
import { nameSentence } from './name-sentence.ts';
import { parseRotaRound } from './rota-input.ts';
import { conflictSentence, reasonSentences } from './rota-words.ts';

const names = { people: { p1: 'Ola', p2: 'Jan' }, tours: { t1: 'Monday', t2: 'Tuesday' }, departments: {} };

test('[RT11] a sentence has names where it has ids, and what has no name stays', () => {
  const locks = [
    { person: 'p1', tour: 't1' },
    { person: 'p2', tour: 't1' },
    { person: 'p3', tour: 't1' },
  ];
  const sentence = conflictSentence({ rule: 'seats', tour: 't1', limit: 2, locks });
  expect(nameSentence(sentence, names).values).toMatchObject({
    ...{ tour: 'Monday', tours: 'Monday', people: 'Ola, Jan, p3', limit: 2 },
  });
  const reason = { key: 'b', values: { person: 'p2' } };
  expect(nameSentence({ key: 'a', values: { tours: 't1, t2' }, reason }, names)).toEqual({
    ...{ key: 'a', values: { tours: 'Monday, Tuesday' } },
    reason: { key: 'b', values: { person: 'Jan' } },
  });
});

test('[RT11] who would come instead is named only where that may be said', () => {
  const round = parseRotaRound({
    tours: [{ id: 't1', start: '2026-11-09T08:00', end: '2026-11-09T16:00', seats: 1 }],
    people: ['p1', 'p2'].map((id) => ({ id, history: 0 })),
  });
  const reasons = {
    tours: [{ tour: 0, isLocked: false, without: { kind: 'even' as const, people: [1] } }],
    wishes: [],
  };
  const keys = (isNamed?: (person: number) => boolean) =>
    reasonSentences(round, 0, reasons, isNamed).map(({ key, values }) => [key, values.people]);
  expect(keys()[1]).toEqual(['shifts.rota.why.instead', 'p2']);
  expect(keys((person) => person === 0)[1]).toEqual(['shifts.rota.why.another', undefined]);
});
