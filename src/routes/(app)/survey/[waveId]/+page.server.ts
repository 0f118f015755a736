import { guarded, submit } from '../../../guarded.ts';
import { parseFigure } from './pinned-figure.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => ({
    publication: await locals.app.survey.findPublication(locals.actor, params.waveId),
    insights: (await locals.app.survey.listInsights(locals.actor)).filter(
      (insight) => insight.waveId === params.waveId,
    ),
  }));

export const actions: Actions = {
  pin: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.pinInsight(event.locals.actor, {
        ...parseFigure(input.figure),
        waveId: event.params.waveId,
        title: input.title,
        note: input.note,
      });
      return { isPinned: true };
    }),
  saveView: (event) =>
    submit(event, async ({ name, view }) => {
      const { survey } = event.locals.app;
      const { waveId } = event.params;
      return { viewId: await survey.saveView(event.locals.actor, { waveId, name, view: parseView(view) }) };
    }),
  renameView: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.renameView(event.locals.actor, input);
      return { isRenamed: true };
    }),
  removeView: (event) =>
    submit(event, ({ id }) => event.locals.app.survey.removeView(event.locals.actor, String(id))),
};

/** A view travels as one field too; the command checks what it holds. */
function parseView(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return undefined;
  }
}
