import { guarded, submit } from '../../../../guarded.ts';
import { parseFigure } from '../pinned-figure.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  guarded(async () => {
    const { tags, marks } = await locals.app.survey.listTags(locals.actor, params.waveId);
    return { tags, marks };
  });

export const actions: Actions = {
  addTag: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.addTag(event.locals.actor, { ...input, waveId: event.params.waveId });
    }),
  changeTag: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.changeTag(event.locals.actor, input);
    }),
  removeTag: (event) =>
    submit(event, (input) => event.locals.app.survey.removeTag(event.locals.actor, String(input.tagId))),
  /** The pressed button says which tag, and whether it goes on or off. */
  mark: (event) =>
    submit(event, async ({ mark, ...input }) => {
      const [tagId, isOn] = String(mark).split(' ');
      const { waveId } = event.params;
      await event.locals.app.survey.markComment(event.locals.actor, { ...input, waveId, tagId, isOn });
    }),
  pin: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.pinInsight(event.locals.actor, {
        ...parseFigure(input.figure),
        waveId: event.params.waveId,
        title: input.title,
        note: input.note,
      });
    }),
  export: (event) =>
    submit(event, async (input) => {
      await event.locals.app.survey.recordExport(event.locals.actor, {
        ...input,
        waveId: event.params.waveId,
      });
    }),
};
