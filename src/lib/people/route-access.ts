import { isPermitted, type Permission } from './permissions.ts';
import { standingsOf, type Actor } from './person.ts';

/** 'public' for everybody, 'account' for any person; otherwise the permission that opens the page. */
export type RouteAccess = 'public' | 'account' | Permission;

/**
 * Who may open which route. The server's hook asks this table before anything of the route runs; a
 * route that is not listed opens for nobody, and a test compares the list with the routes there are.
 */
export const ROUTE_ACCESS: Readonly<Record<string, RouteAccess>> = {
  '/': 'public',
  '/setup': 'public',
  '/sign-in': 'public',
  '/sign-out': 'public',
  '/invite/[token]': 'public',
  '/password': 'public',
  '/password/[token]': 'public',
  '/email/[token]': 'public', // its owner may read letters elsewhere
  '/language': 'public',
  '/healthz': 'public',
  '/clock': 'public',
  '/logo': 'public', // on the page at which one signs in
  '/refused': 'public', // shows nothing but the refusal
  '/dev': 'public', // answers 404 outside development, as all below it
  '/dev/look': 'public',
  '/dev/gallery': 'public',
  '/join': 'public',
  '/join/[code]': 'public',
  '/join/standing': 'public',
  '/door/[token]': 'public', // asks for a press, and shows nothing before
  '/door/in/[id]': 'public', // its holder alone, by the cookie of a visit
  '/feeds/[token].ics': 'public', // opened by its address alone, by programs that do not sign in
  '/(wall)/wall/[code]': 'public', // opened by its code alone, whoever is signed in there
  '/afterwards': 'public',
  '/afterwards/[token]': 'public', // opened by the link in a guest's letter
  '/(room)/workshop/[id]/board': 'workshop.takePart',
  '/(room)/workshop/[id]/afterwards': 'workshop.takePart',
  '/(room)/workshop/[id]/board/files/[evidenceId]': 'workshop.takePart',
  '/events': 'account', // no page: answered in server/live/, each event by its reader's own rights
  '/(app)/home': 'account',
  '/(app)/home/due': 'commitment.make',
  '/(app)/home/waiting': 'commitment.make',
  '/(app)/home/questions': 'discussion.write',
  '/(app)/home/questions/files/[fileId]': 'discussion.write',
  '/(app)/inbox': 'account',
  '/(app)/survey': 'survey.viewSummary',
  '/(app)/survey/import': 'survey.import',
  '/(app)/survey/[waveId]': 'survey.viewSummary',
  '/(app)/survey/[waveId]/published': 'survey.viewSummary',
  '/(app)/survey/[waveId]/source': 'survey.import',
  '/(app)/survey/[waveId]/questions': 'survey.import',
  '/(app)/survey/[waveId]/drivers': 'survey.viewRows',
  '/(app)/survey/[waveId]/segments': 'survey.viewRows',
  '/(app)/survey/[waveId]/crosstab': 'survey.viewRows',
  '/(app)/survey/[waveId]/file': 'survey.viewRows',
  '/(app)/survey/[waveId]/comments': 'survey.viewRows',
  '/(app)/survey/[waveId]/report': 'survey.viewSummary',
  '/(app)/survey/areas': 'area.view',
  '/(app)/survey/areas/import': 'area.manage',
  '/(app)/survey/areas/[areaId]': 'area.view',
  '/(app)/survey/areas/series/[seriesId]': 'area.view',
  '/(app)/survey/insights': 'insight.view',
  '/(app)/survey/insights/[id]': 'insight.view',
  '/(app)/search': 'search.ask', // each thing by the reader's own rights
  '/api/search': 'search.ask',
  '/api/survey/uploads': 'survey.import',
  '/api/survey/uploads/[blobId]/[position]': 'survey.import',
  '/api/survey/waves': 'survey.import',
  '/(app)/workshop': 'workshop.list',
  '/(app)/workshop/new': 'workshop.manage',
  '/(app)/workshop/templates': 'workshop.manage',
  '/(app)/workshop/[id]': 'workshop.list',
  '/(app)/workshop/[id]/copy': 'workshop.manage',
  '/(app)/workshop/[id]/causes': 'issue.manage',
  '/(app)/workshop/[id]/people': 'workshop.list',
  '/(app)/workshop/[id]/prepare': 'workshop.manage',
  '/(app)/workshop/[id]/calendar': 'workshop.list',
  '/(app)/workshop/[id]/minutes': 'workshop.list',
  '/(app)/workshop/[id]/ballots': 'workshop.steer',
  '/(app)/workshop/[id]/replay': 'workshop.list',
  '/(app)/workshop/[id]/replay/frames': 'workshop.list',
  '/(app)/issues': 'issue.view',
  '/(app)/issues/file': 'issue.view',
  '/(app)/issues/goals': 'goal.view',
  '/(app)/issues/goals/new': 'goal.manage',
  '/(app)/issues/goals/[goalId]': 'goal.view',
  '/(app)/issues/goals/[goalId]/edit': 'goal.manage',
  '/(app)/issues/rows': 'issue.view',
  '/(app)/issues/similar': 'issue.view',
  '/(app)/issues/import': 'issue.manage',
  '/(app)/issues/triage': 'issue.manage',
  '/(app)/issues/duplicates': 'issue.manage',
  '/(app)/issues/[id]': 'issue.view',
  '/(app)/commitments/[id]': 'commitment.make',
  '/(app)/issues/years': 'issue.view',
  '/(app)/issues/ratings': 'issue.view', // leads all, others those in which they rate
  '/(app)/issues/ratings/new': 'ratings.manage',
  '/(app)/issues/ratings/[sessionId]': 'issue.view', // as the list
  '/(app)/issues/ratings/[sessionId]/rate': 'issue.rate',
  '/(app)/decisions': 'decision.view', // each by the reader's own rights
  '/(app)/decisions/new': 'decision.make',
  '/(app)/decisions/[id]': 'decision.view',
  '/(app)/decisions/[id]/edit': 'decision.make',
  '/(app)/projects': 'project.view',
  '/(app)/projects/new': 'project.propose',
  '/(app)/projects/[id]': 'project.view',
  '/(app)/projects/[id]/edit': 'project.propose',
  '/(app)/projects/[id]/charter': 'project.view',
  '/(app)/issues/[id]/measure': 'issue.measure',
  '/(app)/projects/[id]/charter/[section]': 'project.report', // its people
  '/(app)/projects/[id]/effect': 'project.measure',
  '/(app)/projects/year/[year]': 'project.view',
  '/(app)/projects/[id]/change': 'project.report',
  '/(app)/projects/[id]/recovery/[recoveryId]': 'project.view', // those who read inside
  '/(app)/projects/[id]/people': 'project.view',
  '/(app)/projects/[id]/money': 'project.view', // its figures for those who read inside
  '/(app)/projects/[id]/stages/[stageId]': 'outside.make',
  '/(app)/projects/[id]/versions/[number]': 'project.view', // those who read inside
  '/(app)/projects/[id]/brief': 'project.view',
  '/(app)/projects/months/[month]': 'project.viewEnvelope',
  '/(app)/projects/file': 'project.view',
  '/(app)/shifts': 'shift.view',
  '/(app)/shifts/new': 'shift.manage',
  '/(app)/shifts/team': 'shift.view', // those whom one leads
  '/(app)/shifts/programme': 'programme.view',
  '/(app)/shifts/programme/edit': 'programme.write',
  '/(app)/shifts/volumes': 'shift.view',
  '/(app)/shifts/articles': 'article.view',
  '/(app)/shifts/articles/new': 'article.write',
  '/(app)/shifts/articles/[articleId]': 'article.view',
  '/(app)/shifts/articles/[articleId]/edit': 'article.write',
  '/(app)/shifts/known': 'article.view',
  '/(app)/shifts/[id]': 'shift.view',
  '/(app)/shifts/[id]/edit': 'shift.manage',
  '/(app)/shifts/[id]/tours/new': 'shift.manage',
  '/(app)/shifts/[id]/tours/[tourId]': 'shift.manage',
  '/(app)/shifts/[id]/rota': 'shift.manage',
  '/(app)/shifts/[id]/tours/[tourId]/day': 'shift.view', // its lists for those whom they are for
  '/(app)/shifts/checklists': 'shift.manage',
  '/(app)/shifts/[id]/people': 'shift.view',
  '/(app)/shifts/[id]/diary': 'shift.view',
  '/(app)/shifts/[id]/findings': 'shift.view',
  '/(app)/shifts/[id]/feedback': 'shift.view',
  '/(app)/shifts/[id]/report': 'shift.view',
  '/(app)/shifts/[id]/report/file': 'shift.view',
  '/(app)/shifts/[id]/report/write': 'shift.report',
  '/(app)/shifts/[id]/report/contacts': 'shift.report',
  '/(app)/shifts/[id]/stories/new': 'shift.report',
  '/(app)/shifts/[id]/stories/[storyId]': 'shift.view', // what is not published for leads and whom it concerns
  '/(app)/shifts/[id]/stories/[storyId]/edit': 'shift.report',
  '/(app)/shifts/[id]/findings/tracker': 'shift.manage',
  '/(app)/shifts/[id]/findings/tracker/file': 'shift.manage',
  '/(app)/shifts/[id]/findings/[findingId]': 'shift.view',
  '/(app)/outside': 'outside.make',
  '/(app)/outside/new': 'outside.make',
  '/(app)/profile': 'profile.edit',
  '/(app)/leave': 'leave.enter',
  '/(app)/leave/calendar': 'leave.enter',
  '/(app)/leave/team': 'leave.enter', // those whom one leads
  '/(app)/leave/everybody': 'leave.viewAll',
  '/(app)/people': 'people.view',
  '/(app)/people/rows': 'people.view',
  '/(app)/people/departments': 'people.view',
  '/(app)/people/competences': 'account', // everybody's own, and what more one may see
  '/(app)/people/team': 'team.view',
  '/(app)/people/team/standards': 'standard.view',
  '/(app)/people/team/standards/new': 'standard.manage',
  '/(app)/people/team/standards/[standardId]': 'standard.view',
  '/(app)/people/team/standards/[standardId]/edit': 'standard.manage',
  '/(app)/people/team/maturity': 'standard.view',
  '/(app)/people/team/pulses/new': 'rhythm.manage',
  '/(app)/people/team/pulses/[pulseId]': 'rhythm.answer', // leads, and whom it asks
  '/(app)/people/new': 'people.manage',
  '/(app)/people/[id]': 'people.view',
  '/(app)/people/[id]/edit': 'people.manage',
  '/(app)/people/[id]/off': 'people.manage',
  '/(app)/people/import': 'people.manage',
  '/(app)/people/audit': 'audit.view',
  '/(app)/people/audit/file': 'audit.view',
  '/(app)/settings/organisation': 'settings.manage',
  '/(app)/settings/calendar': 'settings.manage',
  '/(app)/settings/signatures': 'settings.manage',
  '/(app)/settings/projects': 'settings.manage',
  '/(app)/settings/thresholds': 'settings.manage',
  '/(app)/settings/mail': 'settings.manage',
  '/(app)/settings/backup': 'settings.manage',
};

/** Whether the actor may open a route; the commands behind it check again. */
export function mayOpen(actor: Actor, routeId: string): boolean {
  const access = ROUTE_ACCESS[routeId];
  if (access === undefined) return false;
  if (access === 'public') return true;
  if (access === 'account') return actor.kind === 'person';
  return isPermitted(standingsOf(actor), access);
}
