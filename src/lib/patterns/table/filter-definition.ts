/** A filter of a table, with what it can be set to, in the reader's words. */
export interface FilterDefinition {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}
