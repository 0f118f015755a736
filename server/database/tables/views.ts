export interface ViewTables {
  list_view: {
    id: string;
    /** Of which list: issues, projects. */
    list: string;
    name: string;
    /** As it stands in the address. */
    query: string;
    owner_id: string;
    is_shared: number;
    created_at_ms: number;
  };
  /** What one press changed of many things, so that one press takes it back. */
  bulk_change: {
    id: string;
    person_id: string;
    /** JSON: of each thing its id, what it was before, and the version that the press made. */
    changes: string;
    changed_at_ms: number;
    undone_at_ms: number | null;
  };
}
