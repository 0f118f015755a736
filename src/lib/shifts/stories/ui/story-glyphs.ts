import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { StoryState } from '../story.ts';

/** How lists and pages show where a story stands. */
export const STORY_GLYPHS: Readonly<Record<StoryState, Glyph>> = {
  draft: 'open',
  asked: 'waits',
  agreed: 'progress',
  published: 'done',
};
