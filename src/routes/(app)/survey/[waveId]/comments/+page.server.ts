import { guarded, submit } from '../../../../guarded.ts';
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

/** The figure travels as one field, so that its numbers and its question cannot be torn apart. */
function parseFigure(value: unknown): object {
  try {
    const figure: unknown = JSON.parse(String(value));
    return typeof figure === 'object' && figure !== null ? figure : {};
  } catch {
    return {}; // the command refuses it, after it has asked for the permission
  }
}
