import type { PlainMessageKey } from '#lib/i18n/translator.ts';
import type { Permission, Role } from '#lib/people/permissions.ts';

/** What people come for, in the order of the loop. */
export type PlaceGroup = 'listen' | 'understand' | 'act' | 'organisation';

/** A page of the main navigation. */
export interface Place {
  href: string;
  label: PlainMessageKey;
  /** Null for what stands above all groups. */
  group: PlaceGroup | null;
  /** Shown only to those who may open it; null for everybody with an account. */
  permission: Permission | null;
  /** Second key after "g". */
  key: string;
}

/** What is done from anywhere. */
export interface Deed {
  href: string;
  label: PlainMessageKey;
  permission: Permission | null;
}

export const DEEDS: readonly Deed[] = [
  { href: '/issues?add=1', label: 'issues.add', permission: 'issue.manage' },
  { href: '/decisions/new', label: 'decisions.new', permission: 'decision.make' },
  { href: '/projects/new', label: 'projects.propose', permission: 'project.propose' },
  { href: '/workshop/new', label: 'workshop.new', permission: 'workshop.manage' },
  { href: '/survey/import', label: 'survey.list.import', permission: 'survey.import' },
  { href: '/survey/areas', label: 'areas.title', permission: 'area.view' },
  { href: '/issues/goals', label: 'goals.title', permission: 'goal.view' },
  { href: '/shifts/new', label: 'shifts.plan', permission: 'shift.manage' },
  { href: '/shifts/programme', label: 'shifts.programme.name', permission: 'programme.view' },
  { href: '/shifts/articles', label: 'articles.title', permission: 'article.view' },
  { href: '/people/import', label: 'people.import.title', permission: 'people.manage' },
  { href: '/people/team', label: 'people.team', permission: 'team.view' },
  { href: '/people/team/standards', label: 'standards.title', permission: 'standard.view' },
  { href: '/people/team/maturity', label: 'maturity.title', permission: 'standard.view' },
  { href: '/leave', label: 'nav.leave', permission: 'leave.enter' },
  { href: '/join', label: 'join.title', permission: null },
];

export const PLACES: readonly Place[] = [
  { href: '/home', label: 'nav.home', group: null, permission: null, key: 'h' },
  { href: '/inbox', label: 'nav.inbox', group: null, permission: null, key: 'b' },
  {
    href: '/survey',
    label: 'nav.survey',
    group: 'listen',
    permission: 'survey.viewSummary',
    key: 's',
  },
  {
    href: '/workshop',
    label: 'nav.workshop',
    group: 'understand',
    permission: 'workshop.list',
    key: 'w',
  },
  {
    href: '/issues',
    label: 'nav.issues',
    group: 'understand',
    permission: 'issue.view',
    key: 'i',
  },
  {
    href: '/decisions',
    label: 'nav.decisions',
    group: 'understand',
    permission: 'decision.view',
    key: 'e',
  },
  {
    href: '/projects',
    label: 'nav.projects',
    group: 'act',
    permission: 'project.view',
    key: 'p',
  },
  {
    href: '/shifts',
    label: 'nav.shifts',
    group: 'act',
    permission: 'shift.view',
    key: 'd',
  },
  {
    href: '/people',
    label: 'nav.people',
    group: 'organisation',
    permission: 'people.view',
    key: 'l',
  },
];

/** For whoever looks after the organisation: beside the person, and in the whole map of a phone. */
export const GEAR: Place = {
  href: '/settings/organisation',
  label: 'nav.settings',
  group: 'organisation',
  permission: 'settings.manage',
  key: 'u',
};

/** Beside Home and the inbox, the two places that a phone's bar has room for: of several roles, the first of these counts. */
const BARS: readonly (readonly [Role, readonly string[]])[] = [
  ['lead', ['/workshop', '/issues']],
  ['director', ['/projects', '/workshop']],
  ['analyst', ['/survey', '/workshop']],
];
const COMMON_BAR = ['/workshop', '/shifts'];

/** Which places stand in the bar at the bottom of a phone; all others are behind "more". */
export function barOf(roles: readonly Role[]): readonly string[] {
  const own = BARS.find(([role]) => roles.includes(role));
  return ['/home', '/inbox', ...(own ? own[1] : COMMON_BAR)];
}
