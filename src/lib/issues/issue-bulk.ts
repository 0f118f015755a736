import * as v from 'valibot';
import { STATES_BY_HAND } from './issue.ts';

/** As many as one press changes; a list holds no more today. */
export const MOST_AT_ONCE = 10_000;

/** Which issues a press is about: those that are named, or whatever an address of the list finds. */
export const BulkStateForm = v.object({
  ids: v.pipe(v.optional(v.array(v.string()), []), v.maxLength(MOST_AT_ONCE)),
  /** The address of the list, where all that it finds are meant. */
  query: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  state: v.picklist(STATES_BY_HAND),
});

/** What a press does, or would do. */
export interface BulkOutcome {
  changed: number;
  /** Those that are in the state already. */
  unchanged: number;
  /** Those that follow their project, whose state nobody sets by hand [PR13]. */
  inProject: number;
  /** Those that triage did not accept, which have no state yet [IS21]. */
  notAccepted: number;
  /** By which the press is taken back; null where it changed nothing. */
  undoId: string | null;
}

/** What one press changed, as it is kept. */
export const StoredChanges = v.array(
  v.object({ id: v.string(), before: v.picklist(STATES_BY_HAND), version: v.number() }),
);
