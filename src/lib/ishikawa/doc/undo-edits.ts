import * as Y from 'yjs';
import type { FishboneDoc } from './fishbone-doc.ts';

/** Keystrokes closer than this are taken back together. */
const TYPING_PAUSE_MS = 500;

/**
 * The undo of one person: follows only transactions with that person's origin. Call
 * `stopCapturing()` between two edits that should be taken back one by one.
 */
export function trackUndo(board: FishboneDoc, origin: unknown): Y.UndoManager {
  return new Y.UndoManager([board.head, board.settings, board.categories, board.causes], {
    trackedOrigins: new Set([origin]),
    captureTimeout: TYPING_PAUSE_MS,
  });
}
