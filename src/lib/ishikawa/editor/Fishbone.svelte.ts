// Above 300 lines: every edit of one person, a few lines each, and the one table of commands that lead to them.
import { asId } from '#lib/base/ids.ts';
import type * as Y from 'yjs';
import type { CategoryId, CauseId, ParentId } from '../cause.ts';
import { neighbourOf, parentOf } from '../cause-spots.ts';
import {
  addCategory,
  addCause,
  addTwin,
  askCategory,
  createEditor,
  removeCategory,
  removeCauses,
  shiftCategory,
  tagCause,
  type FishboneEditor,
  type Spot,
} from '../doc/edit-fishbone.ts';
import { openFishbone } from '../doc/fishbone-doc.ts';
import { addFishbone, type ImportMode } from '../doc/import-fishbone.ts';
import { indentCauses, moveCauses, outdentCauses, shiftCauses } from '../doc/move-causes.ts';
import {
  editHead,
  editNote,
  editText,
  mergeCauses,
  renameCategory,
  splitCause,
} from '../doc/reshape-causes.ts';
import type { Fishbone } from '../fishbone.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import type { TemplateCategory } from '../templates.ts';
import type { FishboneCommand } from './fishbone-keys.ts';
import { FishboneClipboard } from './FishboneClipboard.ts';
import { FishboneHistory } from './FishboneHistory.svelte.ts';
import { FishbonePicture } from './FishbonePicture.svelte.ts';
import { FishboneSelection, type FishboneView } from './FishboneSelection.svelte.ts';
import { FishboneTree, type CauseFacts } from './FishboneTree.svelte.ts';
import { removeBlank } from './remove-blank.ts';

/** Who looks at the fishbone, and what that person may do. */
export interface FishboneViewer extends CauseFacts {
  authorId: string | null;
  isReadOnly: () => boolean;
}

/**
 * One person's view of one fishbone: its tree, its picture, what is selected, and here the edits with
 * that person's own undo. The diagram and the outline share one of these. Knows nothing of the network.
 */
export class FishboneState {
  readonly tree: FishboneTree;
  readonly selection: FishboneSelection;
  readonly picture: FishbonePicture;
  readonly clipboard: FishboneClipboard;
  readonly history: FishboneHistory;
  /** The cause whose note is open for typing. */
  #noteOpen = $state.raw<CauseId | null>(null);
  readonly #editor: FishboneEditor;
  readonly #viewer: FishboneViewer;

  constructor(doc: Y.Doc, viewer: FishboneViewer) {
    const board = openFishbone(doc);
    this.#viewer = viewer;
    this.#editor = createEditor(board, this);
    const canEdit = (): boolean => this.canEdit;
    this.history = new FishboneHistory(board, this, canEdit, (step) => {
      this.selection.followStep(step);
      this.clipboard.noteStep();
    });
    this.tree = new FishboneTree(board, viewer);
    this.selection = new FishboneSelection(this.tree, (): FishbonePicture => this.picture, {
      canEdit,
      endStep: () => this.history.endStep(),
      // Who has lost the pen takes nothing away either.
      tidy: (id) => (this.canEdit ? removeBlank(this.tree, this.#editor, id) : null),
    });
    this.picture = new FishbonePicture(this.tree, this.selection);
    this.clipboard = new FishboneClipboard(this.tree, this.selection, {
      ...{ editor: this.#editor, authorId: viewer.authorId, canEdit },
      ...{ change: (act) => this.history.change(act), remove: () => this.removeSelected() },
    });
  }

  /** Goes on where another view of the same fishbone stood [IK131]. */
  goOnFrom(before: FishboneState): void {
    this.selection.goOnFrom(before.selection);
  }

  /** Frees the undo history; call it when the page closes. */
  destroy(): void {
    this.history.destroy();
  }

  get canEdit(): boolean {
    return !this.#viewer.isReadOnly();
  }

  /** Runs what a key asked for; false when there was nothing to do and the key stays the page's. */
  run(command: FishboneCommand, view: FishboneView): boolean {
    this.selection.enter(view);
    return this.#commands[command]();
  }

  readonly #commands: Record<FishboneCommand, () => boolean> = {
    undo: () => this.history.undo(),
    redo: () => this.history.redo(),
    stop: () => this.#stop(),
    'select-all': () => this.selection.selectAll(),
    find: () => false, // needs the search field, which only the page has
    split: () => false, // needs the caret, as above
    'add-sibling': () => this.#atCurrent(() => this.addSibling() !== null),
    'add-why': () => this.#atCurrent(() => this.askWhy() !== null),
    outdent: () => this.#atCurrent(() => this.outdent()),
    remove: () => this.#atCurrent(() => this.removeSelected()),
    'remove-empty': () => this.#atCurrent(() => this.selection.stopEditing()),
    edit: () => this.#atCurrent((id) => this.selection.edit(id)),
    fold: () => this.#atCurrent((id) => this.selection.toggleFold(id)),
    'fold-below': () => this.#atCurrent((id) => this.selection.toggleFoldBelow(id)),
    focus: () => this.#atCurrent(() => this.selection.toggleFocus()),
    merge: () => this.#atCurrent(() => this.mergeSelected()),
    'move-up': () => this.#atCurrent(() => this.moveAmongSiblings(-1)),
    'move-down': () => this.#atCurrent(() => this.moveAmongSiblings(1)),
    'go-up': () => this.selection.go('up'),
    'go-down': () => this.selection.go('down'),
    'go-left': () => this.selection.go('left'),
    'go-right': () => this.selection.go('right'),
    'extend-up': () => this.selection.extend('up'),
    'extend-down': () => this.selection.extend('down'),
    'extend-left': () => this.selection.extend('left'),
    'extend-right': () => this.selection.extend('right'),
  };

  /** What needs something selected; done, unless it says that it was not. */
  #atCurrent(act: (id: string) => boolean | void): boolean {
    const id = this.selection.current;
    return id !== null && act(id) !== false;
  }

  /** Leaves the innermost of what one is in: typing, one bone alone, a selection. */
  #stop(): boolean {
    const hadCurrent = this.selection.current !== null;
    if (this.selection.editing !== null) this.selection.stopEditing();
    else if (this.selection.focusedBone !== null) this.selection.focusOn(null);
    else this.selection.select(null);
    return hadCurrent;
  }

  /** Whether a field is open in which somebody may be in the middle of a sentence. */
  get isWriting(): boolean {
    return this.selection.editing !== null || this.#noteOpen !== null;
  }

  /** Whose words are in the open field: of a cause, a bone or the head; null while none is open. */
  get writingOn(): string | null {
    return this.selection.editing ?? this.#noteOpen;
  }

  /** A field that was open when the pen was taken keeps taking letters: what becomes of them is the page's business [IK130]. */
  setText(id: string, text: string): void {
    if (!this.canEdit && this.selection.editing !== id) return;
    if (id === HEAD_ID) editHead(this.#editor, text);
    else if (this.tree.boneOf(id)) renameCategory(this.#editor, asId(id), text);
    else editText(this.#editor, asId(id), text);
  }

  /** A new cause after the current one, or first on the current bone, or a new bone from the head. */
  addSibling(): CauseId | CategoryId | null {
    const visit = this.tree.visitOf(this.selection.current);
    if (visit) return this.#add({ parent: parentOf(visit), after: visit.node.id });
    return this.#addOnBone('start');
  }

  /**
   * "Why?": a new cause under the current one. A cause still without a word moves under the one before
   * it instead, so that Enter and then Tab goes one deeper.
   */
  askWhy(): CauseId | CategoryId | null {
    const visit = this.tree.visitOf(this.selection.current);
    if (visit?.node.text === '' && visit.node.children.length === 0)
      return this.indent() ? visit.node.id : null;
    if (visit) {
      this.selection.unfold(visit.node.id);
      return this.#add({ parent: visit.node.id, after: 'end' });
    }
    return this.#addOnBone('end');
  }

  #addOnBone(after: 'start' | 'end'): CauseId | CategoryId | null {
    const bone = this.tree.boneOf(this.selection.current);
    return bone ? this.#add({ parent: bone.id, after }) : this.addCategory('', '');
  }

  #add(spot: Spot): CauseId | null {
    this.selection.stopEditing(); // also without the pen: Enter ends a sentence
    if (!this.canEdit) return null;
    const id = addCause(this.#editor, spot, '', this.#viewer.authorId);
    this.selection.type(id);
    return id;
  }

  /** Moves each selected cause under the one before it. */
  indent(): boolean {
    return this.history.change(() => {
      const under = indentCauses(this.#editor, this.selection.ids);
      for (const id of under) this.selection.unfold(id);
      return under.length > 0;
    });
  }

  /** Moves each selected cause out, to follow the cause that it hangs on. */
  outdent(): boolean {
    return this.history.change(() => outdentCauses(this.#editor, this.selection.ids));
  }

  /** Moves each selected cause one place up or down among its siblings, or a selected bone among the bones. */
  moveAmongSiblings(step: -1 | 1): boolean {
    const bone = this.tree.boneOf(this.selection.current);
    if (bone) return this.moveBone(bone.id, step);
    return this.history.change(() => shiftCauses(this.#editor, this.selection.ids, step));
  }

  /** Moves branches to stand one after another at a spot. */
  moveTo(ids: readonly string[], spot: Spot): boolean {
    return this.history.change(() => {
      const isMoved = moveCauses(this.#editor, ids, spot);
      const holder = this.tree.visitOf(spot.parent);
      if (isMoved && holder) this.selection.unfold(holder.node.id);
      return isMoved;
    });
  }

  /** Puts the cause on another bone as well: one cause, counted once, in several places. */
  addTwinOn(id: CauseId, parent: ParentId): boolean {
    return this.history.change(() => {
      const twin = addTwin(this.#editor, id, { parent, after: 'end' });
      return twin !== 'unknown-cause' && twin !== 'own-branch';
    });
  }

  /** A note is opened for typing; without the pen it is only read. */
  openNote(id: CauseId): void {
    if (this.canEdit) this.#noteOpen = id;
  }

  closeNote(): void {
    this.#noteOpen = null;
  }

  /** Whether letters typed into the note of a cause are taken [IK130]. */
  mayWriteNote(id: CauseId): boolean {
    return this.canEdit || this.#noteOpen === id;
  }

  setNote(id: CauseId, note: string): void {
    if (this.mayWriteNote(id)) editNote(this.#editor, id, note);
  }

  /** Closes whatever field is open. */
  stopWriting(): void {
    this.selection.stopEditing();
    this.closeNote();
  }

  setTag(ids: readonly CauseId[], tag: string, isOn: boolean): boolean {
    return this.history.change(() => {
      for (const id of ids) tagCause(this.#editor, id, tag, isOn);
    });
  }

  /** Removes what is selected, with the branches; a category goes with its causes. */
  removeSelected(): boolean {
    const { causes, ids } = this.selection;
    const bones = this.tree.current.bones.filter((bone) => ids.includes(bone.id));
    const last = this.tree.visitOf(causes.at(-1) ?? null);
    if (causes.length + bones.length === 0) return false;
    return this.history.change(() => {
      const next = last ? neighbourOf(last) : HEAD_ID;
      removeCauses(this.#editor, causes);
      for (const bone of bones) removeCategory(this.#editor, bone.id);
      this.selection.put(this.tree.has(next) ? [next] : []);
    });
  }

  /** Makes the first selected cause and the others one. */
  mergeSelected(): boolean {
    const [kept, ...others] = this.selection.causes;
    if (kept === undefined || others.length === 0) return false;
    return this.history.change(() => {
      for (const other of others) mergeCauses(this.#editor, kept, other);
      this.selection.put([kept]);
    });
  }

  /** Cuts the cause that is typed at the caret. */
  splitAt(offset: number): boolean {
    const visit = this.tree.visitOf(this.selection.editing);
    if (!visit) return false;
    return this.history.change(() =>
      this.selection.type(splitCause(this.#editor, visit.node.id, offset, this.#viewer.authorId)),
    );
  }

  /** Adds a bone at the end and opens it for typing. */
  addCategory(name: string, question: string): CategoryId | null {
    let id: CategoryId | null = null;
    this.history.change(() => void (id = addCategory(this.#editor, name, question)));
    if (id !== null) this.selection.edit(id);
    return id;
  }

  /** Adds bones at the end without opening them for typing. */
  addBones(bones: readonly TemplateCategory[]): boolean {
    return this.history.change(() => {
      for (const { name, question } of bones) addCategory(this.#editor, name, question);
      return bones.length > 0;
    });
  }

  setQuestion(id: CategoryId, question: string): void {
    if (this.canEdit) askCategory(this.#editor, id, question);
  }

  moveBone(id: CategoryId, step: -1 | 1): boolean {
    return this.history.change(() => shiftCategory(this.#editor, id, step));
  }

  removeBone(id: CategoryId): boolean {
    return this.history.change(() => {
      removeCategory(this.#editor, id);
      this.selection.dropGone();
    });
  }

  /** Adds the content of a file to the board, in one step that undo takes back. */
  importFishbone(imported: Fishbone, mode: ImportMode): boolean {
    return this.history.change(() => {
      addFishbone(this.#editor, imported, mode, this.#viewer.authorId);
      this.picture.forgetShape();
      this.selection.dropGone();
    });
  }
}
