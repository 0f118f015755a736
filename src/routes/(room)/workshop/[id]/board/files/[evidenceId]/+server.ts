import { fileResponse } from '../../../../../../file-response.ts';
import { guarded } from '../../../../../../guarded.ts';
import type { RequestHandler } from './$types';

/** A file that hangs on a cause, as a download. */
export const GET: RequestHandler = ({ locals, params }) =>
  guarded(async () =>
    fileResponse(
      await locals.app.workshop.openEvidenceFile(locals.actor, {
        workshopId: params.id,
        evidenceId: params.evidenceId,
      }),
    ),
  );
