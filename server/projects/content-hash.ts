import { createHash } from 'node:crypto';
import type { Charter } from '#lib/projects/charter/charter.ts';
import type { ProjectRow } from './store.ts';

/** What a director signs [PR10]. A field that is added to a project and matters to its approval belongs here. */
export type SignedContent = Pick<
  ProjectRow,
  | 'issueId'
  | 'title'
  | 'aim'
  | 'ownerId'
  | 'deputyId'
  | 'budgetMinor'
  | 'currency'
  | 'startsOn'
  | 'endsOn'
  | 'route'
>;

/**
 * SHA-256 of the content in a fixed order of fields, as hex, the charter among it [PR23]. What was signed before
 * there were charters and routes has the same hash as then.
 */
export function contentHash(
  project: SignedContent,
  signed: { charter: Charter; sponsorId: string | null } | undefined,
): string {
  const { issueId, title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn, route } = project;
  const content: unknown[] = [
    ...[issueId, title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn],
    ...(signed ? [inOrder(signed.charter), signed.sponsorId] : []),
    ...(route === 'full' ? [] : [route]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** A value with the fields of its records in the order of their names: the same content, whatever wrote it. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, field]) => [name, inOrder(field)]);
}
