import * as v from 'valibot';
import { expect, test } from 'vitest';
import { formatAmount, MAX_AMOUNT_MINOR } from '../base/money.ts';
import { ProjectForm } from './project-forms.ts';

test('[PR16] a budget of the highest amount is accepted, a hundredth more is not', () => {
  const accepts = (minor: number): boolean =>
    v.is(ProjectForm, {
      title: 'Call back',
      aim: 'Fewer calls',
      ownerId: 'a',
      deputyId: 'b',
      budget: formatAmount(minor, ','),
      currency: 'PLN',
      startsOn: '2026-11-02',
      endsOn: '2026-12-02',
    });
  expect([accepts(MAX_AMOUNT_MINOR), accepts(MAX_AMOUNT_MINOR + 1)]).toEqual([true, false]);
});
