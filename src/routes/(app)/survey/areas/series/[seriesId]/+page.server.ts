import { loadBeside } from '../../../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const view = await app.areas.getSeriesView(actor, params.seriesId);
    return {
      ...view,
      today: app.today(),
      beside: await loadBeside(locals, { kind: 'series', id: view.series.id }, url),
    };
  });

const withSeries = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  seriesId: event.params.seriesId,
});

export const actions: Actions = {
  change: (event) =>
    submit(event, (input) =>
      event.locals.app.areas.changeSeries(event.locals.actor, withSeries(event, input)),
    ),
  enter: (event) =>
    submit(event, (input) => event.locals.app.areas.enterPoint(event.locals.actor, withSeries(event, input))),
  remove: (event) =>
    submit(event, (input) =>
      event.locals.app.areas.removePoint(event.locals.actor, withSeries(event, input)),
    ),
  makeIssue: (event) =>
    submit(event, (input) =>
      event.locals.app.areas.makeIssueOfSeries(event.locals.actor, withSeries(event, input)),
    ),
  link: (event) =>
    submit(event, (input) => event.locals.app.areas.linkSeries(event.locals.actor, withSeries(event, input))),
  unlink: (event) =>
    submit(event, (input) =>
      event.locals.app.areas.unlinkSeries(event.locals.actor, withSeries(event, input)),
    ),
};
