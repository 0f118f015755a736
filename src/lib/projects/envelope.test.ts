import { expect, test } from 'vitest';
import { envelopesOf, type EnvelopeProject } from './envelope.ts';

const project = (change: Partial<EnvelopeProject>): EnvelopeProject => ({
  ...{ year: 2027, currency: 'PLN', budgetMinor: 100, state: 'running', approvedMinor: 100 },
  ...change,
});

test('[PR46] a year says what is approved, asked for and left, each currency by itself', () => {
  const projects = [
    project({}),
    project({ state: 'done', budgetMinor: 50 }),
    project({ state: 'submitted', budgetMinor: 30, approvedMinor: null }),
    project({ state: 'draft', budgetMinor: 900, approvedMinor: null }),
    project({ state: 'stopped' }),
    project({ state: 'declined', approvedMinor: null }),
    project({ year: 2026 }),
    project({ currency: 'EUR', budgetMinor: 7 }),
  ];
  expect(envelopesOf(2027, projects, [{ year: 2027, currency: 'PLN', minor: 500 }])).toEqual([
    { year: 2027, currency: 'PLN', minor: 500, approved: 150, asked: 30, left: 320 },
    { year: 2027, currency: 'EUR', minor: null, approved: 7, asked: 0, left: null },
  ]);
});

test('[PR46] a change that waits asks for what it adds, and one that asks for less frees nothing yet', () => {
  const of = (budgetMinor: number) =>
    envelopesOf(2027, [project({ state: 'submitted', budgetMinor, approvedMinor: 100 })], [])[0];
  expect(of(112)).toMatchObject({ approved: 100, asked: 12 });
  expect(of(80)).toMatchObject({ approved: 100, asked: 0 });
  expect(envelopesOf(2027, [project({ state: 'sent-back', budgetMinor: 120 })], [])[0]).toMatchObject({
    approved: 100,
    asked: 0,
  });
});
