/** Where a subject stands in the list that its reader came from. */
export interface ListPosition {
  /** Counted from one. */
  at: number;
  of: number;
  /** Addresses of its neighbours; absent at the ends. */
  previous?: string | undefined;
  next?: string | undefined;
}
