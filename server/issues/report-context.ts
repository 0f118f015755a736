import { RateLimit } from '../access/rate-limit.ts';
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';

/** What reporting an issue needs besides. */
export interface ReportContext extends Context {
  readonly reportLimits: ReturnType<typeof createReportLimits>;
}

/** As many issues as one person reports at once; further ones come one in six minutes, so that nobody floods triage. */
export const MOST_REPORTS = 20;

/** Counters of what people report; tries come back with time that `elapsed`. */
export function createReportLimits(elapsed: Clock) {
  return { byPerson: new RateLimit({ burst: MOST_REPORTS, everyMs: 6 * 60_000, clock: elapsed }) };
}
