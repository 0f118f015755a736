/** A part of a subject, or a view of a list, with its address. */
export interface PageTab {
  href: string;
  label: string;
  isCurrent: boolean;
  /** How much stands there, in the reader's own way of writing numbers. */
  count?: string | number | undefined;
}
