import type { Currency } from '../base/money.ts';
import type { TouchedSegment } from './charter/charter.ts';

/** Which way a project takes to its approval: two directors, or one yes for a small improvement [PR43]. */
export const ROUTES = ['full', 'light'] as const;
export type Route = (typeof ROUTES)[number];

/** What of a project decides whether it may take the light route. */
export interface LightProject {
  id: string;
  budgetMinor: number;
  currency: Currency;
  year: number;
  issueIds: readonly string[];
  segments: readonly TouchedSegment[];
  applicationIds: readonly string[];
}

/** Whether two projects touch the same: an issue, a part of the customers, or an application. */
export function touchTheSame(one: LightProject, other: LightProject): boolean {
  return (
    one.issueIds.some((id) => other.issueIds.includes(id)) ||
    one.applicationIds.some((id) => other.applicationIds.includes(id)) ||
    one.segments.some(({ column, value }) =>
      other.segments.some((segment) => segment.column === column && segment.value === value),
    )
  );
}

/**
 * Why a project may not take the light route, as a catalogue key; undefined when it may [PR43]. `limit` is a sum in
 * the organisation's currency; `others` are the projects that took it. What would be one large project cannot be cut
 * into small ones: together with the others of its year that touch the same it stays under the limit too [PR44].
 */
export function lightRefusal(
  project: LightProject,
  others: readonly LightProject[],
  limit: { minor: number | null; currency: Currency },
): string | undefined {
  if (limit.minor === null) return 'projects.light.none';
  if (project.currency !== limit.currency) return 'projects.light.currency';
  if (project.budgetMinor >= limit.minor) return 'projects.light.tooLarge';
  const near = others.filter(
    (other) => other.id !== project.id && other.year === project.year && touchTheSame(project, other),
  );
  const together = near.reduce((sum, { budgetMinor }) => sum + budgetMinor, project.budgetMinor);
  return near.length > 0 && together >= limit.minor ? 'projects.light.together' : undefined;
}

/** A person who could say yes to a light project, as the database has them then. */
export interface LightSigner {
  id: string;
  isActive: boolean;
  isLead: boolean;
  isDirector: boolean;
  signsFromMs: number | null;
}

/**
 * Who can say yes to a light project: another lead; with one lead alone, a director [PR43]. Whoever had a hand in it
 * never does [PR4].
 */
export function lightSigners<Named extends LightSigner>(
  people: readonly Named[],
  hands: ReadonlySet<string>,
): Named[] {
  const free = people.filter(({ id, isActive }) => isActive && !hands.has(id));
  const leads = free.filter(({ isLead }) => isLead);
  return leads.length > 0 ? leads : free.filter(({ isDirector }) => isDirector);
}

/** Why somebody may not decide about a light project, as a catalogue key; undefined when they may [PR43] [PR4] [PR12]. */
export function refusalOfLight(
  personId: string,
  people: readonly LightSigner[],
  hands: ReadonlySet<string>,
  nowMs: number,
): string | undefined {
  if (hands.has(personId)) return 'projects.ownProject';
  const signer = lightSigners(people, hands).find(({ id }) => id === personId);
  if (!signer) return 'projects.light.notYours';
  return signer.signsFromMs !== null && signer.signsFromMs > nowMs ? 'projects.signsLater' : undefined;
}
