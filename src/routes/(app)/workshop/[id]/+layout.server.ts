import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { hasFish } from '#lib/workshop/meeting-kind.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import { loadBeside } from '../../../beside-subject.ts';
import { guarded } from '../../../guarded.ts';
import type { LayoutServerLoad } from './$types';

/** What stands at the head of all parts of a workshop. */
export const load: LayoutServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const { workshop, participation, access } = await app.workshop.getAccess(actor, params.id);
    const mayPrepare = participation === 'facilitator' && isPermitted(standingsOf(actor), 'workshop.manage');
    const { sessions } = await app.workshop.getPlan(actor, params.id);
    const session = sessions.find(({ startsAtMs }) => startsAtMs >= app.clock()) ?? sessions.at(-1);
    const beside = await loadBeside(locals, { kind: 'workshop', id: workshop.id }, url);
    return {
      head: {
        id: workshop.id,
        kind: workshop.kind,
        title: workshop.title,
        stage: workshop.stage,
        step: stepAt(workshop.programme, workshop.position)?.title ?? null,
        facilitatorName: workshop.facilitatorName,
        createdAtMs: workshop.createdAtMs,
        session: session ? { startsAtMs: session.startsAtMs, timeZone: session.timeZone } : null,
      },
      access,
      // Without a diagram nothing goes from responses to effects through it.
      beside: hasFish(workshop.kind) ? beside : { ...beside, trail: null },
      mayPrepare,
      // What a leader of a workshop goes through; another meeting is prepared by its agenda.
      checks:
        mayPrepare && workshop.kind === 'workshop'
          ? (await app.workshop.getPreparation(actor, params.id)).checks
          : null,
    };
  });
