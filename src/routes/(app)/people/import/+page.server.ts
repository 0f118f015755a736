import { guarded, submit, type FormInput } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => ({ departments: await locals.app.people.listDepartments(locals.actor) }));

/** The file of a form as its bytes; no file is no bytes, which the command refuses. */
async function withBytes({ file, ...input }: FormInput): Promise<FormInput> {
  return { ...input, file: file instanceof File ? new Uint8Array(await file.arrayBuffer()) : undefined };
}

// The answers quote people, so that they are kept nowhere; a list that comes twice adds nobody twice.
export const actions: Actions = {
  preview: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.people.previewImport(event.locals.actor, await withBytes(input))),
      }),
      { isSecret: true },
    ),
  import: (event) =>
    submit(
      event,
      async (input) => ({
        ...(await event.locals.app.people.importPeople(event.locals.actor, await withBytes(input))),
      }),
      { isSecret: true },
    ),
};
