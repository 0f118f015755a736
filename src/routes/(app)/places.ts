import type { PlainMessageKey } from '#lib/i18n/translator.ts';
import type { Permission } from '#lib/people/permissions.ts';

/** A page of the main navigation, in the order of the loop. */
export interface Place {
  href: string;
  label: PlainMessageKey;
  /** Shown only to those who may open it; null for everybody with an account. */
  permission: Permission | null;
  /** Second key after "g". */
  key: string;
  /** Stands in the bar at the bottom of a phone. */
  isOnPhoneBar: boolean;
}

/** What is done from anywhere. */
export interface Deed {
  href: string;
  label: PlainMessageKey;
  permission: Permission | null;
}

export const DEEDS: readonly Deed[] = [
  { href: '/issues?add=1', label: 'issues.add', permission: 'issue.manage' },
  { href: '/projects/new', label: 'projects.propose', permission: 'project.propose' },
  { href: '/workshop/new', label: 'workshop.new', permission: 'workshop.manage' },
  { href: '/survey/import', label: 'survey.list.import', permission: 'survey.import' },
  { href: '/shifts/new', label: 'shifts.plan', permission: 'shift.manage' },
  { href: '/people/import', label: 'people.import.title', permission: 'people.manage' },
  { href: '/join', label: 'join.title', permission: null },
];

export const PLACES: readonly Place[] = [
  { href: '/home', label: 'nav.home', permission: null, key: 'h', isOnPhoneBar: true },
  { href: '/survey', label: 'nav.survey', permission: 'survey.viewSummary', key: 's', isOnPhoneBar: false },
  { href: '/workshop', label: 'nav.workshop', permission: 'workshop.list', key: 'w', isOnPhoneBar: true },
  { href: '/issues', label: 'nav.issues', permission: 'issue.view', key: 'i', isOnPhoneBar: true },
  { href: '/projects', label: 'nav.projects', permission: 'project.view', key: 'p', isOnPhoneBar: true },
  { href: '/shifts', label: 'nav.shifts', permission: 'shift.view', key: 'd', isOnPhoneBar: true },
  { href: '/people', label: 'nav.people', permission: 'people.view', key: 'l', isOnPhoneBar: false },
];
