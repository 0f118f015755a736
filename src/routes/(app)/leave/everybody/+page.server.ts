import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor } }) =>
  guarded(async () => app.leave.getEverybodysLeave(actor));
