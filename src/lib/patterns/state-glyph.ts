/**
 * The seven states in which work of any domain can be. Each domain maps its own states to them in one
 * table; what a state is called there stands beside the glyph, which is never told by its colour alone.
 */
export const GLYPHS = ['open', 'progress', 'waits', 'risk', 'broken', 'hold', 'done'] as const;
export type Glyph = (typeof GLYPHS)[number];
