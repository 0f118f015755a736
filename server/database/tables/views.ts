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
}
