import type { Action } from '@sveltejs/kit';
import { submit } from './guarded.ts';

/** The actions of the pages on which one makes a feed, one's own or the team's. The address is a secret: shown once. */
export const feedActions = {
  makeFeed: (event) =>
    submit(
      event,
      async (input) => {
        const { path } = await event.locals.app.feeds.makeFeed(event.locals.actor, input);
        return { address: new URL(path, event.url.origin).href };
      },
      { isSecret: true },
    ),
  changeFeed: (event) =>
    submit(event, (input) => event.locals.app.feeds.changeFeed(event.locals.actor, input)),
  revokeFeed: (event) =>
    submit(event, (input) => event.locals.app.feeds.revokeFeed(event.locals.actor, input)),
} satisfies Record<string, Action>;
