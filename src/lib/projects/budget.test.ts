import { expect, test } from 'vitest';
import { sumBudgets } from './budget.ts';

test('[PR9] budgets add up within one currency only', () => {
  expect(
    sumBudgets([
      { budgetMinor: 100, currency: 'PLN' },
      { budgetMinor: 50, currency: 'EUR' },
      { budgetMinor: 200, currency: 'PLN' },
    ]),
  ).toEqual([
    { currency: 'PLN', minor: 300 },
    { currency: 'EUR', minor: 50 },
  ]);
  expect(sumBudgets([])).toEqual([]);
});
