/** A decision that was typed in a meeting, as its room and its minutes read it [MT20]. */
export interface MeetingDecision {
  id: string;
  number: number;
  text: string;
  /** Who answers for it. */
  owner: string;
  lookAgainOn: string | null;
  /** The point of the agenda that it answers; null where it answers none. */
  itemId: string | null;
}
