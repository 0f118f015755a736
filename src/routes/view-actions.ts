import type { RequestEvent } from '@sveltejs/kit';
import type { ViewedList } from '#lib/patterns/table/list-view.ts';
import { submit } from './guarded.ts';

/** What the page of every list does about the views that are kept of it. */
export function viewActions(list: ViewedList) {
  return {
    saveView: (event: RequestEvent) =>
      submit(event, async ({ name, query, isShared }) => {
        const view = { list, name, query, isShared: isShared === 'on' };
        await event.locals.app.views.saveListView(event.locals.actor, view);
      }),
    removeView: (event: RequestEvent) =>
      submit(event, (input) => event.locals.app.views.removeListView(event.locals.actor, String(input.id))),
  };
}
