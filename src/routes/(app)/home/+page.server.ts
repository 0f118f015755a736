import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

/** What waits for this person, and how things stand. */
export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({
    home: await app.home.getHome(actor),
    mayRemoveDemo: await app.demo.mayRemoveDemo(actor),
  }));
