/** When people are away. */
export interface LeaveTables {
  leave: {
    id: string;
    person_id: string;
    /** For the person and their line manager alone. */
    kind: string;
    /** Calendar days of the organisation (ISO), both included. */
    starts_on: string;
    ends_on: string;
    /** A hash of the event of a calendar that it came from; null where it was entered by hand. */
    source_key: string | null;
    version: number;
  };
}
