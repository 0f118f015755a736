/** What of the house can be looked at: the templates of pages, and the patterns that fill them. */
export const SAMPLES = [
  'list',
  'detail',
  'workspace',
  'form',
  'report',
  'settings',
  'home',
  'door',
  'patterns',
] as const;
export type Sample = (typeof SAMPLES)[number];

/** A phone, a tablet, a desk and a large screen at a desk, in px. */
export const WIDTHS = [390, 768, 1440, 1920] as const;
