import { loadBeside } from '../../../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => ({
    story: await locals.app.shifts.getStory(locals.actor, { roundId: params.id, storyId: params.storyId }),
    besideStory: await loadBeside(locals, { kind: 'story', id: params.storyId }, url),
  }));

const withStory = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  ...{ roundId: event.params.id, storyId: event.params.storyId },
});

export const actions: Actions = {
  askConsent: (event) =>
    submit(event, (input) => event.locals.app.shifts.askStory(event.locals.actor, withStory(event, input))),
  consent: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.answerStory(event.locals.actor, withStory(event, input)),
    ),
  publishStory: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.publishStory(event.locals.actor, withStory(event, input)),
    ),
  unpublishStory: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.unpublishStory(event.locals.actor, withStory(event, input)),
    ),
};
