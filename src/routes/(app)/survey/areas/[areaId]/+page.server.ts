import { loadBeside } from '../../../../beside-subject.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const area = await app.areas.getArea(actor, params.areaId);
    return { area, beside: await loadBeside(locals, { kind: 'area', id: area.id }, url) };
  });

export const actions: Actions = {
  change: (event) =>
    submit(event, (input) =>
      event.locals.app.areas.changeArea(event.locals.actor, { ...input, areaId: event.params.areaId }),
    ),
  addSeries: (event) => submit(event, (input) => event.locals.app.areas.addSeries(event.locals.actor, input)),
};
