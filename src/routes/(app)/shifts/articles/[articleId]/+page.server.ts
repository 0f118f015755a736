import { loadBeside } from '../../../../beside-subject.ts';
import { guarded, submit, type FormInput } from '../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => ({
    article: await locals.app.shifts.getArticle(locals.actor, params.articleId),
    today: locals.app.today(),
    beside: await loadBeside(locals, { kind: 'article', id: params.articleId }, url),
  }));

const withArticle = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  articleId: event.params.articleId,
});

export const actions: Actions = {
  withdraw: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.withdrawArticle(event.locals.actor, withArticle(event, input)),
    ),
  putBack: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.putBackArticle(event.locals.actor, withArticle(event, input)),
    ),
};
