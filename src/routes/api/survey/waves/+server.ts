import { answer } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/** Makes a wave of an uploaded file; gives `{ waveId }`. */
export const POST: RequestHandler = ({ locals, request }) =>
  answer(async () => ({ waveId: await locals.app.survey.importWave(locals.actor, await request.json()) }));
