import { readTableQuery } from '#lib/base/table-query.ts';
import { findProjects, PROJECT_TERMS } from '#lib/projects/project-query.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { guarded } from '../../guarded.ts';
import { viewActions } from '../../view-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const { query, unknown } = readTableQuery(url.searchParams, PROJECT_TERMS);
    const all = await app.projects.listProjects(actor);
    return {
      query,
      unknown,
      count: all.length,
      today: app.today(),
      currency: app.settings.current.currency,
      projects: findProjects(all, query, actor.kind === 'person' ? actor.id : undefined),
      year: isPermitted(standingsOf(actor), 'project.viewEnvelope')
        ? await app.projects.getProjectYear(actor)
        : null,
      years:
        query.show === 'years' && isPermitted(standingsOf(actor), 'project.viewEnvelope')
          ? await app.projects.listProjectYears(actor)
          : null,
      seasons: (await app.organisation.getWorkCalendar(actor)).seasons,
      views: await app.views.listListViews(actor, 'projects'),
    };
  });

export const actions: Actions = {
  ...viewActions('projects'),
};
