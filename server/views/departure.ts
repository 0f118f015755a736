import { keepEverything } from '../people/departure.ts';

/** What somebody shared others still look at. */
export const VIEW_DEPARTURE = keepEverything(['list_view.owner_id']);
