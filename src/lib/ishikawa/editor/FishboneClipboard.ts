import type { CauseId } from '../cause.ts';
import { pasteBranches, restoreCause } from '../doc/edit-fishbone.ts';
import type { FishboneEditor } from '../doc/edit-fishbone.ts';
import { moveCauses } from '../doc/move-causes.ts';
import { topmostOf } from '../fishbone-selection.ts';
import { formatBranches, parseBranches } from '../formats/outline.ts';
import { outlineOfCauses } from '../outline-node.ts';
import type { OutlineNode } from '../outline-node.ts';
import type { FishboneSelection } from './FishboneSelection.svelte.ts';
import type { FishboneTree } from './FishboneTree.svelte.ts';

/** What was copied or cut here last: a paste of the same text keeps what text cannot carry. */
interface Clipping {
  text: string;
  branches: readonly OutlineNode[];
  /** The causes that a cut removed: pasting brings these back instead of new ones. */
  cut: readonly CauseId[];
  /** Whether what was cut was pasted since: the next paste is a copy. */
  isPasted?: boolean;
}

/** The edits that the clipboard needs. */
export interface ClipboardEdits {
  editor: FishboneEditor;
  authorId: string | null;
  canEdit: () => boolean;
  /** One edit that undo takes back in one step; false while one may only read. */
  change: (act: () => boolean) => boolean;
  /** Removes what is selected. */
  remove: () => boolean;
}

/** Copying, cutting and pasting branches of one fishbone, as lines of text that any program can read. */
export class FishboneClipboard {
  readonly #tree: FishboneTree;
  readonly #selection: FishboneSelection;
  readonly #edits: ClipboardEdits;
  #clipping: Clipping | null = null;

  constructor(tree: FishboneTree, selection: FishboneSelection, edits: ClipboardEdits) {
    this.#tree = tree;
    this.#selection = selection;
    this.#edits = edits;
  }

  /** The selected branches as an outline for the clipboard; empty when none is. */
  copy(): string {
    const branches = outlineOfCauses(topmostOf(this.#tree.current, this.#selection.ids));
    const text = formatBranches(branches);
    if (text !== '') this.#clipping = { text, branches, cut: [] };
    return text;
  }

  /** Copies and removes the selected branches; pasted again they stay the same causes. */
  cut(): string {
    if (!this.#edits.canEdit()) return '';
    const cut = topmostOf(this.#tree.current, this.#selection.ids).map((node) => node.id);
    const text = this.copy();
    if (text !== '' && this.#edits.remove() && this.#clipping) this.#clipping = { ...this.#clipping, cut };
    return text;
  }

  /** A step was taken back or done again: a cut that was taken back pastes copies from here on. */
  noteStep(): void {
    const [first] = this.#clipping?.cut ?? [];
    if (!this.#clipping || first === undefined || this.#clipping.isPasted === true) return;
    if (this.#tree.visitOf(first) !== null) this.#clipping = { ...this.#clipping, cut: [] };
  }

  /** Pastes lines of text under the current cause or bone, one cause a line, indented lines deeper. */
  paste(text: string): boolean {
    const { editor, authorId, change } = this.#edits;
    const clipping = this.#clipping?.text.trim() === text.trim() ? this.#clipping : null;
    const read = parseBranches(text);
    const branches = clipping?.branches ?? (read.ok ? read.value : []);
    const { current } = this.#selection;
    const parent = this.#tree.visitOf(current)?.node.id ?? this.#tree.boneOf(current)?.id;
    if (branches.length === 0 || parent === undefined) return false;
    return change(() => {
      const spot = { parent, after: 'end' as const };
      const [first] = clipping?.cut ?? [];
      // Brings back all that the cut took. Where somebody who cut the same was faster it is here already.
      const isBack = first !== undefined && restoreCause(editor, first) === null;
      if (clipping && first !== undefined && (isBack || clipping.isPasted !== true)) {
        moveCauses(editor, clipping.cut, spot);
        this.#clipping = { ...clipping, isPasted: true };
        this.#selection.put(clipping.cut);
      } else {
        this.#selection.put(pasteBranches(editor, spot, branches, authorId));
      }
      const holder = this.#tree.visitOf(parent);
      if (holder) this.#selection.unfold(holder.node.id);
      return true;
    });
  }
}
