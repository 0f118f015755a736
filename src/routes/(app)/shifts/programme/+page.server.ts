import { isAppError } from '#lib/base/errors.ts';
import { dayAfter } from '#lib/base/days.ts';
import type { SeenDecision } from '#lib/decisions/decision.ts';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** How long a poll of everybody is open unless another day is chosen: who is away for a week still votes. */
const POLL_DAYS = 14;

export const load: PageServerLoad = ({ locals }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const programme = await app.shifts.getProgramme(actor);
    const colleagues = await app.people.listColleagues(actor);
    return {
      programme,
      decided: await readDecision(locals, programme.inForce?.decision?.id),
      proposed: await readDecision(locals, programme.draft?.decision?.id),
      people: colleagues.map(({ id, name }) => ({ id, name })),
      ...{ today: app.today(), nowMs: app.clock(), pollEndsOn: dayAfter(app.today(), POLL_DAYS) },
    };
  });

/** What was decided about a version, as far as its reader sees decisions. */
async function readDecision(
  { app, actor }: App.Locals,
  decisionId: string | undefined,
): Promise<SeenDecision | null> {
  if (decisionId === undefined) return null;
  try {
    return await app.decisions.getDecision(actor, decisionId);
  } catch (fault) {
    if (isAppError(fault)) return null;
    throw fault;
  }
}

export const actions: Actions = {
  confirm: (event) =>
    submit(event, (input) => event.locals.app.shifts.confirmProgramme(event.locals.actor, input)),
  withdrawAuthorisation: (event) =>
    submit(event, () => event.locals.app.shifts.withdrawAuthorisation(event.locals.actor)),
  propose: (event) =>
    submit(event, (input) => event.locals.app.shifts.proposeProgramme(event.locals.actor, input)),
  putInForce: (event) =>
    submit(event, (input) => event.locals.app.shifts.putProgrammeInForce(event.locals.actor, input)),
  discardDraft: (event) =>
    submit(event, (input) => event.locals.app.shifts.discardProgramme(event.locals.actor, input)),
};
