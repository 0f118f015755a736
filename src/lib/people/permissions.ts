/** What a person can be. Somebody may hold several roles; everybody with an account is an employee. */
export const ROLES = ['admin', 'lead', 'analyst', 'director', 'mentor', 'employee'] as const;
export type Role = (typeof ROLES)[number];

/** Roles of people, and the two kinds of visitor that have no account. */
export type Standing = Role | 'guest' | 'nobody';

/**
 * The one table of who may do what. Pages, form actions, API, sockets and the command line ask it;
 * `tests/e2e/permission-walk.test.ts` opens every page, call and document with every standing, and
 * `action-walk.test.ts` presses every form action.
 */
export const PERMISSIONS = {
  // people
  'people.view': ['admin', 'lead'],
  'people.manage': ['admin'],
  'audit.view': ['admin'],
  'team.view': ['employee'],
  /** How the team's competences stand in counts; its members see them besides. */
  'team.viewGaps': ['admin', 'lead', 'director'],
  'team.manage': ['admin', 'lead'],
  // communication standards, and where the organisation stands
  'standard.view': ['employee'],
  'standard.manage': ['lead'],
  'standard.decide': ['director'],
  'profile.edit': ['employee'],
  // leave
  'leave.enter': ['employee'],
  /** That somebody is away, and not why: that is for themselves and their line manager. */
  'leave.viewAll': ['admin', 'lead', 'director'],
  // settings of the organisation
  'settings.manage': ['admin'],
  // search: each thing by the reader's own rights
  'search.ask': ['employee'],
  // survey
  'survey.viewRows': ['analyst'],
  'survey.import': ['analyst'],
  'survey.publish': ['analyst'],
  'survey.viewSummary': ['analyst', 'lead', 'director'],
  'comment.tag': ['analyst'],
  'insight.pin': ['analyst'],
  'insight.view': ['employee'],
  // areas: what is measured of them is for everybody who works here
  'area.view': ['employee'],
  'area.manage': ['lead', 'analyst'],
  // goals
  'goal.view': ['employee'],
  'goal.manage': ['lead', 'analyst'],
  // workshop
  'workshop.list': ['employee'],
  'workshop.manage': ['lead'],
  'workshop.steer': ['employee'],
  'workshop.takePart': ['employee', 'guest'],
  // issues
  'issue.view': ['employee'],
  'issue.manage': ['lead'],
  /** What others than leads report waits until a lead accepts it. */
  'issue.report': ['employee'],
  /** Measures an importance in the responses, which only those see who see rows. */
  'issue.measure': ['analyst'],
  /** Makes sessions in which others rate, and shows what came of them. */
  'ratings.manage': ['lead'],
  'issue.rate': ['lead', 'analyst', 'director', 'mentor', 'employee'],
  // projects
  'project.view': ['employee'],
  'project.propose': ['lead'],
  'project.decide': ['director'],
  /** Light projects: another lead, or a director where there is one lead alone. */
  'project.decideLight': ['lead', 'director'],
  /** How much of a year's money is approved and asked for. */
  'project.viewEnvelope': ['lead', 'director'],
  'project.report': ['employee'],
  /** Measures in the responses whether a project worked. */
  'project.measure': ['analyst'],
  // commitments
  'commitment.make': ['employee'],
  /** Lets somebody off a promise that they neither made nor wait for. */
  'commitment.withdraw': ['lead'],
  // rhythms
  'rhythm.answer': ['employee'],
  /** Makes and ends what is asked about things that others answer for. */
  'rhythm.manage': ['lead'],
  // decisions
  'decision.view': ['employee'],
  'decision.make': ['employee'],
  /** Those that stand alone, whether they are named in them or not. */
  'decision.viewAll': ['admin', 'lead', 'director'],
  /** Looks after those of others: their polls, objections and ends. Deciding is for whom they name. */
  'decision.manage': ['lead'],
  // discussion: of each thing whoever may see it
  'discussion.write': ['employee'],
  /** Removes what others wrote; one's own everybody may. */
  'discussion.remove': ['lead'],
  // calendar feeds: one's own dates, and the team's as far as one may see them
  'feed.make': ['employee'],
  // doors for people without an account
  'outside.make': ['lead', 'director'],
  // shifts
  'shift.view': ['employee'],
  'shift.manage': ['lead', 'mentor'],
  'shift.report': ['lead'],
  'shift.signUp': ['employee'],
  'shift.writeDiary': ['employee'],
  'finding.report': ['employee'],
  'article.view': ['employee'],
  'article.write': ['lead', 'mentor'],
  'programme.view': ['employee'],
  'programme.confirm': ['employee'],
  'programme.write': ['lead', 'admin'],
} as const satisfies Record<string, readonly Standing[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether any of these standings carries the permission. */
export function isPermitted(standings: readonly Standing[], permission: Permission): boolean {
  const allowed: readonly Standing[] = PERMISSIONS[permission];
  return standings.some((standing) => allowed.includes(standing));
}
