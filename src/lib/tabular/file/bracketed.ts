/** The two parts of `Question [row]`. */
export interface Bracketed {
  before: string;
  inside: string;
}

/**
 * A text that ends with something in brackets, parted; undefined for any other. By search, not by pattern:
 * on a heading of brackets that are never closed a pattern takes the square of its length.
 */
export function bracketed(text: string): Bracketed | undefined {
  if (!text.endsWith(']')) return undefined;
  const open = text.indexOf('[', text.lastIndexOf(']', text.length - 2) + 1);
  const inside = open < 0 ? '' : text.slice(open + 1, -1);
  return inside === '' ? undefined : { before: text.slice(0, open).trimEnd(), inside };
}
