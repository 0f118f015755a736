import { redirect } from '@sveltejs/kit';
import { dayAfter } from '#lib/base/days.ts';
import { guarded, submit } from '../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** What one proposes: within half a year somebody asks whether it is still so. */
const REVIEW_DAYS = 182;

/** A new article; `?finding=` begins it with what was found. */
export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const findingId = url.searchParams.get('finding') ?? '';
    const start =
      findingId === '' ? { title: '', text: '' } : await app.shifts.getArticleStart(actor, findingId);
    return {
      findingId,
      start,
      people: (await app.people.listColleagues(actor)).map(({ id, name }) => ({ id, name })),
      reviewOn: dayAfter(app.today(), REVIEW_DAYS),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { articleId } = await event.locals.app.shifts.addArticle(event.locals.actor, input);
      redirect(303, `/shifts/articles/${articleId}`);
    }),
};
