import type { Generated } from 'kysely';

export interface ShiftTables {
  shift_round: {
    id: string;
    title: string;
    goal: string;
    /** ISO days between which one signs up; null opens it at once, and leaves it open until each tour begins. */
    opens_on: string | null;
    closes_on: string | null;
    /** From how many hours before a tour on nobody leaves it by themselves. */
    leave_hours: number;
    /** Whether those who asked for the next round have been told that one signs up for this one. */
    is_told: number;
    /** When it was called off, why, and which days (ISO) it had; null while it was not. */
    cancelled_at_ms: number | null;
    cancel_reason: string | null;
    cancelled_first_day: string | null;
    cancelled_last_day: string | null;
    /** RoundMode; `rota_published_at_ms` is null until a rota is published. */
    mode: Generated<string>;
    rota_published_at_ms: number | null;
    /** Whether somebody's first tour is for looking on. */
    has_ladder: Generated<number>;
    /** So many minutes of a tour's hours a mentor has a question before the next one gets it. */
    answer_minutes: Generated<number>;
    /** How many of its tours one mentor looks after at most; null as many as there are. */
    mentor_cap: Generated<number | null>;
    created_by: string;
    created_at_ms: number;
    version: number;
  };
  /** Who looks after a tour. */
  shift_mentor: { shift_id: string; person_id: string };
  /** A tour. */
  shift: {
    id: string;
    round_id: string;
    /** ISO: its first day and its last. */
    day: string;
    last_day: string;
    /** Times of day, such as 08:00; an end that is not later than the start is on the next day. */
    starts_at: string;
    ends_at: string;
    /** From the first moment of its first day to the last of its last. */
    starts_at_ms: number;
    ends_at_ms: number;
    /** Where it is, in words. */
    place: string;
    is_remote: number;
    places: number;
    /** How many places are taken; changed together with the sign-ups, never beyond `places`. */
    taken: number;
    mentors_needed: number;
    /** How many people of one department it takes; null as many as come. */
    department_cap: number | null;
    /** JSON: Scope[], what one can take on. */
    scopes: string;
    version: number;
  };
  /** Each day of a tour with its moments. */
  shift_day: { shift_id: string; day: string; starts_at_ms: number; ends_at_ms: number };
  shift_signup: {
    shift_id: string;
    person_id: string;
    /** JSON: Scope[] */
    scopes: string;
    signed_up_at_ms: number;
  };
  /** Who waits for a seat on a tour that is full. */
  shift_waiting: {
    shift_id: string;
    person_id: string;
    /** Their place in the line: the lowest is the first. */
    number: number;
    /** JSON: Scope[] */
    scopes: string;
    /** Until when a seat is offered to them; null while none is. */
    offered_until_ms: number | null;
  };
  /** A seat that somebody offers to others. */
  shift_swap: {
    id: string;
    shift_id: string;
    giver_id: string;
    /** Who would take it, the tour whose seat they give for it, and JSON: Scope[]; null while nobody would. */
    taker_id: string | null;
    return_shift_id: string | null;
    scopes: string | null;
    offered_at_ms: number;
  };
  /** A seat that a lead proposes to somebody. */
  shift_proposal: {
    shift_id: string;
    person_id: string;
    /** The seat that would be given back for it. */
    from_shift_id: string | null;
    by_id: string;
    proposed_at_ms: number;
  };
  /** What a line manager has against the date of a shift. */
  shift_objection: {
    shift_id: string;
    person_id: string;
    by_id: string;
    reason: string;
    objected_at_ms: number;
    /** ISO: the last day on which it waits for an answer. */
    lapses_on: string;
    answer: string | null;
    answered_by: string | null;
  };
  /** Whoever has not said yet whether the new time of a tour fits, with the days and hours that they agreed to. */
  shift_moved: {
    shift_id: string;
    person_id: string;
    by_id: string;
    /** JSON: ISO days. */
    days: string;
    starts_at: string;
    ends_at: string;
    moved_at_ms: number;
  };
  /** When somebody would serve in a round: theirs alone to read. */
  shift_wish: {
    round_id: string;
    person_id: string;
    /** in or out */
    answer: string;
    max_tours: number;
    /** JSON: Scope[] */
    scopes: string;
    /** JSON: TourChoice by the id of the tour */
    choices: string;
    version: number;
  };
  /** Who takes less than a full share of tours. */
  shift_share: { person_id: string; percent: number };
  /** A rota that is not published; JSON: RotaResult. */
  shift_rota: { round_id: string; result: string; version: number };
  shift_rota_pair: { round_id: string; shift_id: string; person_id: string };
  /** keep or off */
  shift_rota_lock: { round_id: string; shift_id: string; person_id: string; kind: string };
  /** Who said on which day of a tour that they are there, as its mentor, or that they cannot come. */
  shift_presence: { shift_id: string; person_id: string; day: string; is_there: number; said_at_ms: number };
  /** What is ticked on a tour at its start and at its end. */
  shift_checklist_item: {
    id: string;
    part: string;
    /** For who takes this on; null for everybody. */
    scope: string | null;
    text: string;
    number: number;
  };
  /** What somebody, or a mentor for them, ticked on a shift; with the words of then. */
  shift_tick: {
    shift_id: string;
    person_id: string;
    item_id: string;
    part: string;
    text: string;
    by_id: string;
    ticked_at_ms: number;
  };
  /** What somebody leaves open at the end of a shift. */
  shift_ticket: {
    id: string;
    shift_id: string;
    person_id: string;
    text: string;
    /** What whoever goes on with it has promised; null while it is nobody's. */
    commitment_id: string | null;
    added_at_ms: number;
  };
  /** What somebody on a tour asks its mentors. */
  shift_question: {
    id: string;
    shift_id: string;
    asked_by: string;
    /** Null for what has to do with none. */
    scope: string | null;
    text: string;
    asked_at_ms: number;
    /** Who has it now; null while no mentor is there. */
    holder_id: string | null;
    held_since_ms: number;
    /** Whether the leads were told that it waits. */
    is_told: number;
    /** The gap in the documents that it became. */
    finding_id: string | null;
  };
  /** Who had a question, one after the other. */
  shift_question_hand: {
    question_id: string;
    number: number;
    holder_id: string | null;
    reason: string;
    at_ms: number;
  };
  shift_question_answer: { id: string; question_id: string; by_id: string; text: string; at_ms: number };
  /** What was said of a shift, and when it was closed. */
  shift_attendance: {
    shift_id: string;
    person_id: string;
    own: string | null;
    mentor: string | null;
    mentor_id: string | null;
    settled: string | null;
    settled_by: string | null;
    closed_at_ms: number | null;
  };
  /** What a lead says about a round, beside the figures that are counted at each look. */
  shift_report: {
    round_id: string;
    /** How many days people of the team worked meanwhile, as the lead says; null where nobody did. */
    agent_days: number | null;
    /** What the team found in those days and wrote down elsewhere. */
    agent_findings: Generated<number>;
    /** Markdown. */
    thanks: Generated<string>;
    worked: Generated<string>;
    to_change: Generated<string>;
    /** JSON: ContactSums, and nothing else of any contact; null where there are none. */
    contacts: Generated<string | null>;
    /** Null while leads alone read what is said in it. */
    published_at_ms: Generated<number | null>;
    changed_at_ms: number;
    version: Generated<number>;
  };
  /** Who wants to hear of the next round. */
  shift_ahead: { person_id: string; at_ms: number };
}
