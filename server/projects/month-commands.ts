import type { Actor } from '#lib/people/person.ts';
import type { MonthSummary } from '#lib/projects/month/month.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { readMonth } from './month/read-month.ts';

export { sendMonthLetters } from './month/month-letters.ts';

/** A month (YYYY-MM) of the projects, for leads and directors [PR107]; one that has not begun is not found. */
export async function getProjectMonth(context: Context, actor: Actor, month: string): Promise<MonthSummary> {
  requirePermission(actor, 'project.viewEnvelope');
  return readMonth(context, actor, month);
}
