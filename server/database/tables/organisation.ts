/** What an organisation decides about itself. */
export interface OrganisationTables {
  /** Exactly one row, `id` = 'main', once set-up is done. What is null was not decided: the usual holds. */
  organisation: {
    id: string;
    name: string;
    locale: string;
    time_zone: string | null;
    currency: string | null;
    /** JSON: ISO days of the week. */
    weekdays: string | null;
    /** Hours such as 08:00. */
    works_from: string | null;
    works_until: string | null;
    /** Whose public holidays count. */
    holidays: string | null;
    /** To which director the CX team reports. */
    reporting_line: string | null;
    /** What the CX team is called; null where it has no name of its own. */
    team_name: string | null;
    /** Who signs where a part has nobody who can. */
    substitute_id: string | null;
    smallest_group: number | null;
    /** From where on an issue counts as important, and as urgent. */
    importance_border: number | null;
    urgency_border: number | null;
    /** JSON: ImportanceSteps; null for the usual ones. */
    importance_steps: string | null;
    /** Where tickets are: an address behind which the key comes; null for none. */
    tracker_address: string | null;
    mail_tested_at_ms: number | null;
    created_at_ms: number;
    version: number;
  };
  /** At most one row, `id` = 'main'. */
  logo: { id: string; type: string; sha256: string; bytes: Uint8Array };
  /** Days off besides the public holidays. */
  day_off: { day: string; name: string };
  season: { id: string; name: string; kind: string; starts_on: string; ends_on: string; version: number };
  /** Who signs in the name of whom, from one day to another. */
  substitute: {
    id: string;
    person_id: string;
    substitute_id: string;
    starts_on: string;
    ends_on: string;
    version: number;
    /** The leave with which its director named it; null for one that an administrator named. */
    leave_id: string | null;
  };
}
