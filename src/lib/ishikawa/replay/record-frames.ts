import * as Y from 'yjs';
import type { FishboneFrame, FrameCause } from './fishbone-frame.ts';
import {
  findCause,
  openFishbone,
  readCategories,
  readSetting,
  type FishboneDoc,
} from '../doc/fishbone-doc.ts';

/**
 * Turns the log of a board into frames. A frame has what the diagram shows and nothing else that is
 * in an update: no client id, no author, no note, no text that came and went in between [IK100].
 */
export class FrameRecorder {
  readonly #doc = new Y.Doc();
  readonly #board: FishboneDoc;
  readonly #touched = new Set<string>();
  /** What was handed out last, by cause and for the rest. */
  readonly #told = new Map<string, string>();
  /** Causes whose text stands in another place as well, where it is seen even when they are gone. */
  readonly #originals = new Set<string>();

  constructor() {
    this.#board = openFishbone(this.#doc);
    this.#board.causes.observeDeep((events) => {
      for (const event of events) {
        const [id] = event.path;
        if (typeof id === 'string') this.#touched.add(id);
        else for (const key of event.changes.keys.keys()) this.#touched.add(key);
      }
    });
  }

  /** Takes updates in, and says what of the diagram they changed. */
  record(updates: readonly Uint8Array[], atMs: number): FishboneFrame {
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update);
    });
    const setting = readSetting(this.#board);
    const categories = readCategories(this.#board);
    const causes = this.#changedCauses();
    return {
      atMs,
      ...(this.#isNews('setting', setting) && { setting }),
      ...(this.#isNews('categories', categories) && { categories }),
      ...(causes.length > 0 && { causes }),
    };
  }

  close(): void {
    this.#doc.destroy();
  }

  #changedCauses(): FrameCause[] {
    const changed: FrameCause[] = [];
    // A set that grows while it is walked: the original of a new twin is looked at as well.
    for (const id of this.#touched) {
      const cause = findCause(this.#board, id);
      if (!cause) continue;
      if (cause.twinOf !== null && !this.#originals.has(cause.twinOf)) {
        this.#originals.add(cause.twinOf);
        this.#touched.delete(cause.twinOf);
        this.#touched.add(cause.twinOf);
      }
      const isSeen = cause.isLiving || this.#originals.has(id);
      const { place, twinOf, isLiving } = cause;
      const shown = { id: cause.id, place, text: isSeen ? cause.text : '', tags: isSeen ? cause.tags : [] };
      const frameCause = { ...shown, twinOf, isLiving };
      if (this.#isNews(`cause:${id}`, frameCause)) changed.push(frameCause);
    }
    this.#touched.clear();
    return changed;
  }

  #isNews(name: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    if (this.#told.get(name) === text) return false;
    this.#told.set(name, text);
    return true;
  }
}
