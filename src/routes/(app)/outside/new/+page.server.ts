import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => ({
    /** Null where the address names nothing on which a door can be. */
    draft: url.searchParams.has('kind')
      ? await app.outside.getDoorDraft(actor, Object.fromEntries(url.searchParams))
      : null,
    organisationLocale: app.settings.current.locale,
  }));

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async (input) => {
        const { path } = await event.locals.app.outside.makeDoor(event.locals.actor, input);
        return { link: new URL(path, event.url.origin).href, holderName: String(input.holderName) };
      },
      { isSecret: true },
    ),
};
