import { guarded, submit, withBytes, type FormInput } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ choices: await app.areas.listSeriesChoices(actor) }));

// The preview quotes the file, so that it is kept nowhere; a table that comes twice enters nothing twice.
export const actions: Actions = {
  preview: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.areas.previewSeriesImport(event.locals.actor, await withFile(input))),
      }),
      { isSecret: true },
    ),
  import: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.areas.importSeries(event.locals.actor, await withFile(input))),
      }),
      { isSecret: true },
    ),
};

/** The file with its name, which each of its values keeps. */
async function withFile(input: FormInput): Promise<FormInput> {
  const fileName = input.file instanceof File ? input.file.name : '';
  return { ...(await withBytes(input)), fileName };
}
