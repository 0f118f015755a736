import type { Generated } from 'kysely';

/** Areas in contact with customers, and what is measured of them. */
export interface AreaTables {
  area: {
    id: string;
    name: string;
    note: string;
    owner_id: string | null;
    /** A person, or 'system'. */
    made_by: string;
    made_at_ms: number;
    version: Generated<number>;
  };
  series: {
    id: string;
    /** Null for what is measured of the whole organisation. */
    area_id: string | null;
    name: string;
    unit: string;
    /** up or down: which way is better. */
    direction: string;
    target: number | null;
    note: string;
    /** 1 when it is measured no longer. */
    is_ended: number;
    made_by: string;
    made_at_ms: number;
    version: Generated<number>;
  };
  series_point: {
    series_id: string;
    /** A calendar day (ISO); of a month or a quarter the first. */
    on_day: string;
    value: number;
    note: string;
    /** The file that it was imported from; null for what was typed. */
    file: string | null;
    entered_by: string;
    entered_at_ms: number;
  };
  /** Issues that came of a series, or have it as their reason. */
  series_issue: {
    series_id: string;
    issue_id: string;
    linked_by: string;
    linked_at_ms: number;
  };
}
