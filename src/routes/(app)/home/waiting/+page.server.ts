import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

/** What this person waits for, and from whom. */
export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    ...(await app.commitments.getAwaitedCommitments(actor)),
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
  }));
