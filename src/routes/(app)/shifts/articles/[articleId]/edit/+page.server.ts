import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => ({
    article: await app.shifts.getArticle(actor, params.articleId),
    people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
  }));

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { articleId } = event.params;
      await event.locals.app.shifts.changeArticle(event.locals.actor, { ...input, articleId });
      redirect(303, `/shifts/articles/${articleId}`);
    }),
};
