import { expect, test } from 'vitest';
import { filterInsights } from './filter-insights.ts';
import type { Insight } from './insight.ts';

const INSIGHT = {
  id: 'i',
  title: 'Klienci czekają za długo',
  note: '',
  surveyName: 'Satysfakcja',
  waveName: 'Jesień',
  authorName: 'Anna',
  question: { column: 'wait', label: 'Czas', kind: 'mean', segment: null, weight: null },
  value: 3.25,
  interval: [3, 3.5],
  n: 1200,
  evidence: { quotes: ['*Nie* [tak] | <b>'] },
} as unknown as Insight; // only what a list and a report show

test('[SV70] insights are found by words without diacritics, by survey and by author', () => {
  const find = (by: object) =>
    filterInsights([INSIGHT], { search: '', survey: '', author: '', ...by }).length;
  expect(find({ search: 'czekaja dlugo' })).toBe(1);
  expect(find({ search: 'dlugo faktura' })).toBe(0);
  expect([find({ survey: 'Satysfakcja' }), find({ survey: 'Inna' })]).toEqual([1, 0]);
  expect([find({ author: 'Anna' }), find({ author: 'Ewa' })]).toEqual([1, 0]);
});
