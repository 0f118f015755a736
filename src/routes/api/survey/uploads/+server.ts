import { answer } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/** Opens the upload of a wave's file: `{ byteSize, sha256 }` gives `{ blobId, chunkBytes }`. */
export const POST: RequestHandler = ({ locals, request }) =>
  answer(async () => locals.app.survey.startUpload(locals.actor, await request.json()));
