import { createHash } from 'node:crypto';
import { EMPTY_CHARTER, type Charter } from '#lib/projects/charter/charter.ts';
import type { ProjectRow } from '../store.ts';

/**
 * What a director signs [PR10]. A field that is added to a project and matters to its approval belongs here; who
 * answers for it does not: owner, deputy and sponsor change without a new approval [PR79].
 */
export type SignedContent = Pick<
  ProjectRow,
  'issueId' | 'title' | 'aim' | 'budgetMinor' | 'currency' | 'startsOn' | 'endsOn' | 'route'
>;

/** SHA-256 of the content in a fixed order of fields, as hex, the charter among it [PR23]; one that is not written is an empty one. */
export function contentHash(project: SignedContent, charter: Charter = EMPTY_CHARTER): string {
  const { issueId, title, aim, budgetMinor, currency, startsOn, endsOn, route } = project;
  const content = [issueId, title, aim, budgetMinor, currency, startsOn, endsOn, inOrder(charter), route];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** A value with the fields of its records in the order of their names: the same content, whatever wrote it. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, field]) => [name, inOrder(field)]);
}
