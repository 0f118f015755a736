import { keepEverything } from '../people/departure.ts';

/** Gone within the hour anyway. */
export const UNDO_DEPARTURE = keepEverything(['undo.by_id']);
