import { guarded, submit, withBytes, type FormInput } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => guarded(async () => ({}));

// The preview quotes the file, so that it is kept nowhere; a list that comes twice adds nothing twice.
export const actions: Actions = {
  preview: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.issues.previewIssueImport(event.locals.actor, await withFile(input))),
      }),
      { isSecret: true },
    ),
  import: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.issues.importIssues(event.locals.actor, await withFile(input))),
      }),
      { isSecret: true },
    ),
};

/** The file with its name, which each of its issues keeps. */
async function withFile(input: FormInput): Promise<FormInput> {
  const fileName = input.file instanceof File ? input.file.name : '';
  return { ...(await withBytes(input)), fileName };
}
