import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { loadBeside } from '../../../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const standard = await app.people.getStandard(actor, params.standardId);
    return {
      standard,
      today: app.today(),
      people: isPermitted(standingsOf(actor), 'standard.manage')
        ? (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name }))
        : [],
      beside: await loadBeside(locals, { kind: 'standard', id: standard.id }, url),
    };
  });

const withStandard = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  standardId: event.params.standardId,
});

export const actions: Actions = {
  keep: (event) =>
    submit(event, (input) =>
      event.locals.app.people.keepStandard(event.locals.actor, withStandard(event, input)),
    ),
  ask: (event) =>
    submit(event, (input) =>
      event.locals.app.people.askForApproval(event.locals.actor, withStandard(event, input)),
    ),
  stopAsking: (event) =>
    submit(event, (input) =>
      event.locals.app.people.stopAsking(event.locals.actor, withStandard(event, input)),
    ),
  decide: (event) =>
    submit(event, ({ decision, ...input }) =>
      event.locals.app.people.decideStandard(event.locals.actor, {
        ...withStandard(event, input),
        isApproved: decision === 'approve',
      }),
    ),
};
