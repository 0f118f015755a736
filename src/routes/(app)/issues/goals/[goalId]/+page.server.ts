import { loadBeside } from '../../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const goal = await app.goals.getGoal(actor, params.goalId);
    return {
      goal,
      today: app.today(),
      effects: await app.projects.listEffectLines(
        actor,
        goal.projects.map(({ id }) => id),
      ),
      beside: await loadBeside(locals, { kind: 'goal', id: goal.id }, url),
    };
  });

const withGoal = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  goalId: event.params.goalId,
});

export const actions: Actions = {
  link: (event) =>
    submit(event, (input) => event.locals.app.goals.linkGoal(event.locals.actor, withGoal(event, input))),
  unlink: (event) =>
    submit(event, (input) => event.locals.app.goals.unlinkGoal(event.locals.actor, withGoal(event, input))),
  makeIssue: (event) =>
    submit(event, (input) =>
      event.locals.app.goals.makeIssueOfGoal(event.locals.actor, withGoal(event, input)),
    ),
};
