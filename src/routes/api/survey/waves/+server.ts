import { answer, pressOnce, type FormInput } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/**
 * Makes a wave of an uploaded file; gives `{ waveId }`. A file is uploaded for one import: its id is
 * the key of the press, so that an import whose answer was lost gives the same wave again [FM2].
 */
export const POST: RequestHandler = (event) =>
  answer(async () => {
    const input: FormInput = await event.request.json();
    const press = { ...input, requestKey: input.blobId };
    return pressOnce(event, press, false, async () => ({
      waveId: await event.locals.app.survey.importWave(event.locals.actor, input),
    }));
  });
