import type { Permission } from '../people/permissions.ts';

/** What begins the work of an organisation, each with whose turn it is and where it is done. */
const BEGINNINGS = [
  { key: 'survey', needs: 'survey.import', href: '/survey/import' },
  { key: 'meeting', needs: 'workshop.manage', href: '/workshop/new' },
  { key: 'issue', needs: 'issue.manage', href: '/issues' },
  { key: 'round', needs: 'shift.manage', href: '/shifts/new' },
] as const satisfies readonly { key: string; needs: Permission; href: string }[];

export type Beginning = (typeof BEGINNINGS)[number];

/** Those that a reader may do, in the order of the loop; whoever may do none waits for others [HM7]. */
export function beginningsFor(permissions: readonly Permission[]): Beginning[] {
  return BEGINNINGS.filter(({ needs }) => permissions.includes(needs));
}
