import type { Currency } from '../base/money.ts';

/**
 * Sums of budgets in hundredths, one a currency: amounts of different money are never added [PR9]. A budget that its
 * reader may not see is null and in no sum.
 */
export function sumBudgets(
  projects: readonly { budgetMinor: number | null; currency: Currency }[],
): { currency: Currency; minor: number }[] {
  const sums = new Map<Currency, number>();
  for (const { currency, budgetMinor } of projects)
    if (budgetMinor !== null) sums.set(currency, (sums.get(currency) ?? 0) + budgetMinor);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}
