import { MEETING_KINDS } from '#lib/workshop/meeting-kind.ts';
import { guarded } from '../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const all = await app.workshop.listWorkshops(actor);
    const asked = url.searchParams.get('kind');
    const kind = MEETING_KINDS.find((each) => each === asked) ?? null;
    return {
      workshops: all.filter((workshop) => kind === null || workshop.kind === kind),
      kind,
      kinds: MEETING_KINDS.map((each) => ({
        kind: each,
        count: all.filter((one) => one.kind === each).length,
      })),
      total: all.length,
      nowMs: app.clock(),
    };
  });
