import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  countQuestions,
  FINDING_QUOTE_MAX,
  FINDING_STEPS_MAX,
  FINDING_TEXT_MAX,
  FindingForm,
  isIssueAtOnce,
  FINDING_KINDS,
} from './finding.ts';

const question = (id: string, text: string, askedTimes: number, reportedAtMs: number) => ({
  ...{ id, roundId: 'round', kind: 'question' as const, text, askedTimes, reportedAtMs },
});

test('[SH52] a question is counted with all who asked it, however it was typed', () => {
  expect(
    countQuestions([
      question('b', 'gdzie JEST faktura\nPytały trzy osoby.', 3, 2),
      question('a', 'Gdzie jest faktura?', 1, 1),
      question('c', 'Kto dzwonił?', 5, 3),
      { ...question('d', 'Gdzie jest faktura?', 9, 4), kind: 'bug' },
    ]),
  ).toEqual([
    { question: 'Kto dzwonił?', times: 5, findings: [{ id: 'c', roundId: 'round' }] },
    {
      question: 'Gdzie jest faktura?',
      times: 4,
      findings: [
        { id: 'a', roundId: 'round' },
        { id: 'b', roundId: 'round' },
      ],
    },
  ]);
});

test('[SH7] [SH50] what somebody has to do something about is an issue at once', () => {
  expect(FINDING_KINDS.filter(isIssueAtOnce)).toEqual(['bug', 'request', 'question']);
});

test('[SH50] a bug alone has steps and a severity', () => {
  const form = { roundId: 'r', text: 'No tone', steps: 'Call', severity: 'blocks' };
  expect(v.parse(FindingForm, { ...form, kind: 'bug' })).toMatchObject({ steps: 'Call', severity: 'blocks' });
  expect(v.parse(FindingForm, { ...form, kind: 'docs' })).toMatchObject({ steps: '', severity: null });
});

test('[SH50] texts are as long as they may be, and a letter more is refused', () => {
  const form = { roundId: 'r', kind: 'bug', text: 'No tone' };
  const accepts = (change: object): boolean => v.is(FindingForm, { ...form, ...change });
  expect(accepts({ text: 'n'.repeat(FINDING_TEXT_MAX) })).toBe(true);
  expect(accepts({ text: 'n'.repeat(FINDING_TEXT_MAX + 1) })).toBe(false);
  expect(accepts({ steps: 'n'.repeat(FINDING_STEPS_MAX) })).toBe(true);
  expect(accepts({ steps: 'n'.repeat(FINDING_STEPS_MAX + 1) })).toBe(false);
  expect(accepts({ quote: 'n'.repeat(FINDING_QUOTE_MAX) })).toBe(true);
  expect(accepts({ quote: 'n'.repeat(FINDING_QUOTE_MAX + 1) })).toBe(false);
});
