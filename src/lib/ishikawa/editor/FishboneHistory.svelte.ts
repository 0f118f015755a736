import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import type { FishboneDoc } from '../doc/fishbone-doc.ts';
import { trackUndo } from '../doc/undo-edits.ts';

const EVENTS = ['stack-item-added', 'stack-item-updated', 'stack-item-popped'] as const;

/** What one person did to a fishbone, step by step, and may take back; refuses while one may only read. */
export class FishboneHistory {
  readonly #undo: Y.UndoManager;
  readonly #watch: () => void;
  readonly #canEdit: () => boolean;
  readonly #onstep: () => void;

  /** `origin` marks the transactions of this person; `onstep` hears of each step taken back or done again. */
  constructor(board: FishboneDoc, origin: unknown, canEdit: () => boolean, onstep: () => void) {
    this.#undo = trackUndo(board, origin);
    this.#canEdit = canEdit;
    this.#onstep = onstep;
    this.#watch = createSubscriber((update) => {
      for (const event of EVENTS) this.#undo.on(event, update);
      return () => {
        for (const event of EVENTS) this.#undo.off(event, update);
      };
    });
  }

  get canUndo(): boolean {
    this.#watch();
    return this.#canEdit() && this.#undo.undoStack.length > 0;
  }

  get canRedo(): boolean {
    this.#watch();
    return this.#canEdit() && this.#undo.redoStack.length > 0;
  }

  /** Takes the last step back; false when there is none. */
  undo(): boolean {
    if (!this.canUndo) return false;
    this.#undo.undo();
    this.#onstep();
    return true;
  }

  redo(): boolean {
    if (!this.canRedo) return false;
    this.#undo.redo();
    this.#onstep();
    return true;
  }

  /** What follows is another step. */
  endStep(): void {
    this.#undo.stopCapturing();
  }

  /** One edit that undo takes back in one step; done, unless it says that it was not. */
  change(act: () => boolean | void): boolean {
    if (!this.#canEdit()) return false;
    this.endStep();
    const isDone = act() !== false;
    this.endStep();
    return isDone;
  }

  destroy(): void {
    this.#undo.destroy();
  }
}
