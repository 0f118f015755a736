import { createHash } from 'node:crypto';
import type { ProjectRow } from './store.ts';

/** What a director signs [PR10]. A field that is added to a project and matters to its approval belongs here. */
export type SignedContent = Pick<
  ProjectRow,
  'issueId' | 'title' | 'aim' | 'ownerId' | 'deputyId' | 'budgetMinor' | 'currency' | 'startsOn' | 'endsOn'
>;

/** SHA-256 of the content in a fixed order of fields, as hex. */
export function contentHash(project: SignedContent): string {
  const { issueId, title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn } = project;
  const content = [issueId, title, aim, ownerId, deputyId, budgetMinor, currency, startsOn, endsOn];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
