import type { MessageKey } from '#lib/i18n/catalogue.ts';
import type { Permission } from '#lib/people/permissions.ts';

/** A page of the main navigation, in the order of the loop. */
export interface Place {
  href: string;
  label: MessageKey;
  /** Shown only to those who may open it; null for everybody with an account. */
  permission: Permission | null;
  /** Second key after "g". */
  key: string;
  /** Stands in the bar at the bottom of a phone. */
  isOnPhoneBar: boolean;
}

export const PLACES: readonly Place[] = [
  { href: '/home', label: 'nav.home', permission: null, key: 'h', isOnPhoneBar: true },
  { href: '/survey', label: 'nav.survey', permission: 'survey.viewSummary', key: 's', isOnPhoneBar: false },
  { href: '/workshop', label: 'nav.workshop', permission: 'workshop.list', key: 'w', isOnPhoneBar: true },
  { href: '/issues', label: 'nav.issues', permission: 'issue.view', key: 'i', isOnPhoneBar: false },
  { href: '/projects', label: 'nav.projects', permission: 'project.view', key: 'p', isOnPhoneBar: true },
  { href: '/shifts', label: 'nav.shifts', permission: 'shift.view', key: 'd', isOnPhoneBar: true },
  { href: '/people', label: 'nav.people', permission: 'people.view', key: 'l', isOnPhoneBar: false },
];
