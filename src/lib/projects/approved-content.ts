import * as v from 'valibot';
import { CURRENCIES } from '../base/money.ts';
import { Charter } from './charter/charter.ts';
import type { ProjectScope } from './change.ts';

/** What was approved, as it was then: it can be read again, and a change is measured against it [PR39]. */
export const ApprovedContent = v.object({
  title: v.string(),
  aim: v.string(),
  ownerId: v.string(),
  deputyId: v.string(),
  budgetMinor: v.number(),
  currency: v.picklist(CURRENCIES),
  startsOn: v.string(),
  endsOn: v.string(),
  sponsorId: v.nullable(v.string()),
  /** Null where none was written. */
  charter: v.nullable(Charter),
});
export type ApprovedContent = v.InferOutput<typeof ApprovedContent>;

/** What of an approved content a change is measured by. */
export function scopeOf(
  content: Pick<ApprovedContent, 'budgetMinor' | 'currency' | 'startsOn' | 'endsOn' | 'charter'>,
): ProjectScope {
  const { budgetMinor, currency, startsOn, endsOn, charter } = content;
  return { budgetMinor, currency, startsOn, endsOn, segments: charter?.benefit.segments ?? [] };
}
