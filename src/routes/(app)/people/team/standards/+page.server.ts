import { guarded } from '../../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => ({ standards: await app.people.listStandards(actor), today: app.today() }));
