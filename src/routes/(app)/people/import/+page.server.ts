import { AppError } from '#lib/base/errors.ts';
import { submit } from '../../../guarded.ts';
import type { Actions } from './$types';

const MAX_BYTES = 2_000_000;

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { file } = input;
      if (!(file instanceof File) || file.size === 0) {
        throw new AppError('invalid', { issues: [{ path: 'file', message: 'form.required' }] });
      }
      if (file.size > MAX_BYTES) throw new AppError('too-large');
      const bytes = await file.arrayBuffer();
      const text = decode(bytes);
      return { imported: await event.locals.app.people.importPeople(event.locals.actor, text) };
    }),
};

/** UTF-8 where the bytes are valid UTF-8; otherwise what Polish Excel writes. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1250').decode(bytes); // every byte means something in it
  }
}
