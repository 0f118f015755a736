export interface ShiftTables {
  shift_round: {
    id: string;
    title: string;
    goal: string;
    /** Times of day, such as 08:00. */
    starts_at: string;
    ends_at: string;
    places: number;
    created_by: string;
    created_at_ms: number;
    version: number;
  };
  shift_mentor: { round_id: string; person_id: string };
  shift: {
    id: string;
    round_id: string;
    /** ISO day. */
    day: string;
    starts_at_ms: number;
    places: number;
    /** How many places are taken; changed together with the sign-ups, never beyond `places`. */
    taken: number;
  };
  shift_signup: {
    shift_id: string;
    person_id: string;
    /** JSON: Scope[] */
    scopes: string;
    signed_up_at_ms: number;
  };
  diary_entry: { id: string; round_id: string; person_id: string; text: string; written_at_ms: number };
  finding: {
    id: string;
    round_id: string;
    person_id: string;
    kind: string;
    text: string;
    reported_at_ms: number;
  };
}
