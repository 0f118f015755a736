import type { Generated } from 'kysely';

/** Goals of the organisation, and what serves them. */
export interface GoalTables {
  goal: {
    id: string;
    title: string;
    note: string;
    /** insight, series or words. */
    measure: string;
    /** Null for another measure, and when it was removed with its wave. */
    insight_id: string | null;
    series_id: string | null;
    /** up or down: which way is better. */
    direction: string;
    /** Where it stood when the goal was set. */
    start: number | null;
    /** In the unit of the measure; null for one in words. */
    target: number | null;
    target_words: string;
    /** A calendar day (ISO). */
    due_on: string;
    owner_id: string | null;
    /** open, reached or dropped */
    state: string;
    made_by: string;
    made_at_ms: number;
    version: Generated<number>;
  };
  goal_issue: { goal_id: string; issue_id: string; linked_by: string; linked_at_ms: number };
  goal_project: { goal_id: string; project_id: string; linked_by: string; linked_at_ms: number };
}
