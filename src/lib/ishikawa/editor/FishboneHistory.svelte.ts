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
  readonly #around: (step: () => void) => void;

  /** `origin` marks the transactions of this person; `around` takes each step back, or does it again. */
  constructor(
    board: FishboneDoc,
    origin: unknown,
    canEdit: () => boolean,
    around: (step: () => void) => void,
  ) {
    this.#undo = trackUndo(board, origin);
    this.#canEdit = canEdit;
    this.#around = around;
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
    this.#around(() => this.#undo.undo());
    return true;
  }

  redo(): boolean {
    if (!this.canRedo) return false;
    this.#around(() => this.#undo.redo());
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
