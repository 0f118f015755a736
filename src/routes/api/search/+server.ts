import { isPermitted, type Permission } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { answer } from '../../guarded.ts';
import { findTitles, type Titled } from './find-titles.ts';
import type { RequestHandler } from './$types';

/** Titles of what this person may see: `?q=words` gives `{ found: [{ kind, number, title, href }] }`. */
export const GET: RequestHandler = ({ locals, url }) =>
  answer(async () => {
    const typed = url.searchParams.get('q') ?? '';
    return { found: typed.trim() === '' ? [] : findTitles(await listTitled(locals), typed) };
  });

/** Each list is asked with the reader's own rights; what they may not list is not asked for. */
async function listTitled({ app, actor }: App.Locals): Promise<Titled[]> {
  const may = (permission: Permission): boolean => isPermitted(standingsOf(actor), permission);
  const titled = (kind: Titled['kind'], folder: string, items: readonly { id: string; title: string }[]) =>
    items.map(({ id, title }): Titled => ({ kind, title, href: `${folder}/${id}` }));
  const numbered = (
    kind: Titled['kind'],
    folder: string,
    items: readonly { number: number; title: string }[],
  ) => items.map(({ number, title }): Titled => ({ kind, number, title, href: `${folder}/${number}` }));
  const waves = may('survey.viewSummary') ? await app.survey.listWaves(actor) : [];
  const people = may('people.view') ? await app.people.listPeople(actor) : [];
  return [
    ...numbered('issue', '/issues', may('issue.view') ? await app.issues.listIssueTitles(actor) : []),
    ...numbered('project', '/projects', may('project.view') ? await app.projects.listProjects(actor) : []),
    ...titled('workshop', '/workshop', may('workshop.list') ? await app.workshop.listWorkshops(actor) : []),
    ...waves.map(({ id, surveyName, name }): Titled => ({
      kind: 'wave',
      title: `${surveyName}, ${name}`,
      href: `/survey/${id}`,
    })),
    ...titled('insight', '/survey/insights', may('insight.view') ? await app.survey.listInsights(actor) : []),
    ...titled('round', '/shifts', may('shift.view') ? await app.shifts.listRounds(actor) : []),
    ...people.map(({ id, name }): Titled => ({ kind: 'person', title: name, href: `/people#person-${id}` })),
  ];
}
