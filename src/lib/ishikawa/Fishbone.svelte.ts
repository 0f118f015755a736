import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { anchoredPicture } from './anchored-picture.ts';
import type { AnchoredPicture } from './anchored-picture.ts';
import type { BuiltFishbone } from './build-fishbone.ts';
import type { CategoryId, CauseId, ParentId } from './cause.ts';
import { deeperSpot, neighbourOf, outerSpot, parentOf, siblingSpot } from './cause-spots.ts';
import { labelAhead } from './diagram-geometry.ts';
import type { Direction } from './diagram-geometry.ts';
import {
  addCategory,
  addCause,
  createEditor,
  moveCause,
  pasteBranches,
  removeCategory,
  removeCauses,
} from './edit-fishbone.ts';
import type { FishboneEditor, Spot } from './edit-fishbone.ts';
import { openFishbone, readFishbone } from './fishbone-doc.ts';
import type { FishboneCommand } from './fishbone-keys.ts';
import type { CauseVisit, Fishbone } from './fishbone.ts';
import { noCauses, toggled, topmostOf, visitsById } from './fishbone-selection.ts';
import { HEAD_ID } from './fishbone-layout.ts';
import type { FishboneLayout } from './fishbone-layout.ts';
import { layoutFishbone } from './layout-fishbone.ts';
import { formatBranches, parseBranches } from './outline.ts';
import { outlineOfCauses } from './outline-node.ts';
import { outlineRows, rowAhead } from './outline-rows.ts';
import type { OutlineRow } from './outline-rows.ts';
import { editHead, editText, mergeCauses, renameCategory, splitCause } from './reshape-causes.ts';
import { nothingDrawn, reuseUnchanged } from './reuse-unchanged.ts';
import type { Drawn } from './reuse-unchanged.ts';
import { interMeasure } from './text-metrics.ts';
import { trackUndo } from './undo-edits.ts';

/** The two ways to look at a fishbone; both may be on screen, and one of them has the focus. */
export type FishboneView = 'diagram' | 'outline';

/** Who looks at the fishbone, and what that person may do. */
export interface FishboneViewer {
  authorId: string | null;
  isReadOnly: () => boolean;
}

/**
 * One person's view of one fishbone: the tree as it is now, the picture, the selection, what is
 * folded and being typed, and the edits with that person's own undo. The diagram and the outline
 * share one of these. Knows nothing of the network; longer than other files because every command
 * of both views goes through here.
 */
export class FishboneState {
  readonly #editor: FishboneEditor;
  readonly #undo: Y.UndoManager;
  readonly #viewer: FishboneViewer;
  readonly #measure = interMeasure();
  readonly #watch: () => void;
  /** The tree, kept only while somebody watches it change. */
  #built: BuiltFishbone | null = null;
  #isWatched = false;
  #visits: { of: Fishbone; byId: ReadonlyMap<string, CauseVisit> } | null = null;
  /** What was drawn last, by key. */
  readonly #drawn: Drawn = nothingDrawn();
  /** The length of bones in the last picture: keeps its shape while one works on it. */
  #boneLimit: number | undefined;
  #selected = $state.raw<readonly string[]>([]);
  #editing = $state.raw<string | null>(null);
  #view = $state.raw<FishboneView>('diagram');
  #folded = $state.raw(noCauses());

  constructor(doc: Y.Doc, viewer: FishboneViewer) {
    const board = openFishbone(doc);
    this.#viewer = viewer;
    this.#editor = createEditor(board, this);
    this.#undo = trackUndo(board, this);
    const shapes = [board.head, board.settings, board.categories, board.causes];
    this.#watch = createSubscriber((update) => {
      const changed = (): void => {
        this.#built = null;
        update();
      };
      this.#isWatched = true;
      for (const shape of shapes) shape.observeDeep(changed);
      for (const event of ['stack-item-added', 'stack-item-popped'] as const) this.#undo.on(event, update);
      return () => {
        this.#isWatched = false;
        this.#built = null;
        for (const shape of shapes) shape.unobserveDeep(changed);
        for (const event of ['stack-item-added', 'stack-item-popped'] as const) this.#undo.off(event, update);
      };
    });
  }

  /** Frees the undo history; call it when the page closes. */
  destroy(): void {
    this.#undo.destroy();
  }

  get #tree(): BuiltFishbone {
    this.#watch();
    if (!this.#isWatched) return readFishbone(this.#editor.board);
    this.#built ??= readFishbone(this.#editor.board);
    return this.#built;
  }

  get fishbone(): Fishbone {
    return this.#tree.fishbone;
  }

  readonly layout: FishboneLayout = $derived.by(() => {
    const picture = layoutFishbone(this.fishbone, this.#measure, {
      folded: this.#folded,
      ...(this.#boneLimit === undefined ? {} : { keepBoneLimit: this.#boneLimit }),
    });
    this.#boneLimit = picture.boneLimit;
    return picture;
  });

  /** The picture measured from the head; what an edit left alone stays the same object. */
  readonly picture: AnchoredPicture = $derived.by(() => {
    const { whole, labels, strokes } = anchoredPicture(this.layout);
    const drawnLabels = reuseUnchanged(this.#drawn.labels, labels, (label) => label.id);
    const drawnStrokes = reuseUnchanged(this.#drawn.strokes, strokes, (stroke) => stroke.key);
    this.#drawn.labels = drawnLabels.byKey;
    this.#drawn.strokes = drawnStrokes.byKey;
    return { whole, labels: drawnLabels.items, strokes: drawnStrokes.items };
  });

  readonly rows: readonly OutlineRow[] = $derived.by(() => {
    const rows = reuseUnchanged(this.#drawn.rows, outlineRows(this.fishbone, this.#folded), (row) => row.id);
    this.#drawn.rows = rows.byKey;
    return rows.items;
  });

  get canEdit(): boolean {
    return !this.#viewer.isReadOnly();
  }

  get canUndo(): boolean {
    this.#watch();
    return this.canEdit && this.#undo.undoStack.length > 0;
  }

  get canRedo(): boolean {
    this.#watch();
    return this.canEdit && this.#undo.redoStack.length > 0;
  }

  get folded(): ReadonlySet<CauseId> {
    return this.#folded;
  }

  /** The ids of what is selected, the last one being where the keys act. */
  get selected(): readonly string[] {
    return this.#selected;
  }

  get current(): string | null {
    return this.#selected.at(-1) ?? null;
  }

  /** The id whose text is being typed. */
  get editing(): string | null {
    return this.#editing;
  }

  /** The id whose text is being typed in one of the two views. */
  editingIn(view: FishboneView): string | null {
    return this.#view === view ? this.#editing : null;
  }

  /** Says in which view one works: there the text field opens. */
  enter(view: FishboneView): void {
    this.#view = view;
  }

  /** What the bone asks on which a cause (or the bone itself) sits. */
  questionFor(id: string): string {
    const bone = this.#visit(id)?.bone ?? this.fishbone.bones.find((each) => each.id === id);
    return bone?.question ?? '';
  }

  textOf(id: string): string {
    if (id === HEAD_ID) return this.fishbone.head;
    return this.#visit(id)?.node.text ?? this.fishbone.bones.find((bone) => bone.id === id)?.name ?? '';
  }

  setText(id: string, text: string): void {
    if (!this.canEdit) return;
    if (id === HEAD_ID) editHead(this.#editor, text);
    else if (this.fishbone.bones.some((bone) => bone.id === id)) {
      renameCategory(this.#editor, id as CategoryId, text);
    } else editText(this.#editor, id as CauseId, text);
  }

  select(id: string | null, options: { extend?: boolean } = {}): void {
    if (this.#editing !== null && this.#editing !== id) this.stopEditing();
    if (id === null) this.#selected = [];
    else if (options.extend !== true) this.#selected = [id];
    else if (this.#selected.includes(id)) this.#selected = this.#selected.filter((each) => each !== id);
    else this.#selected = [...this.#selected, id];
  }

  edit(id: string): void {
    if (!this.canEdit) return;
    this.select(id);
    this.#undo.stopCapturing();
    this.#editing = id;
  }

  /** Ends typing; what was left without a word, and carries nothing, goes away again. */
  stopEditing(): void {
    const id = this.#editing;
    this.#editing = null;
    this.#undo.stopCapturing();
    // Not this person's origin: undo must not bring back what was never filled in.
    const unnoticed = { ...this.#editor, origin: 'fishbone-tidy' };
    const bone = this.fishbone.bones.find((each) => each.id === id);
    if (bone?.name.trim() === '' && bone.children.length === 0) {
      this.#select(HEAD_ID);
      removeCategory(unnoticed, bone.id);
    }
    const visit = this.#visit(id);
    if (visit && visit.node.text.trim() === '' && visit.node.children.length === 0) {
      this.#select(neighbourOf(visit));
      removeCauses(unnoticed, [visit.node.id]);
    }
  }

  /** Runs what a key asked for; false when there was nothing to do and the key stays the page's. */
  run(command: FishboneCommand, view: FishboneView): boolean {
    const id = this.current;
    this.#view = view;
    switch (command) {
      case 'undo':
        return this.undo();
      case 'redo':
        return this.redo();
      case 'stop':
        if (this.#editing !== null) this.stopEditing();
        else this.select(null);
        return id !== null;
    }
    if (id === null) return false;
    switch (command) {
      case 'add-sibling':
        return this.addSibling() !== null;
      case 'add-why':
        return this.askWhy() !== null;
      case 'outdent':
        return this.outdent();
      case 'remove':
        return this.removeSelected();
      case 'remove-empty':
        this.stopEditing();
        return true;
      case 'edit':
        this.edit(id);
        return true;
      case 'fold':
        this.toggleFold(id);
        return true;
      case 'move-up':
        return this.moveAmongSiblings(-1);
      case 'move-down':
        return this.moveAmongSiblings(1);
      case 'go-up':
      case 'go-down':
      case 'go-left':
      case 'go-right':
        return this.#go(command.slice(3) as Direction, view); // the four names end in the four directions
    }
  }

  /** A new cause after the current one, or first on the current bone, or a new bone from the head. */
  addSibling(): CauseId | CategoryId | null {
    const visit = this.#visit(this.current);
    if (visit) return this.#add({ parent: parentOf(visit), after: visit.node.id });
    const bone = this.fishbone.bones.find((each) => each.id === this.current);
    return bone ? this.#add({ parent: bone.id, after: 'start' }) : this.addCategory('', '');
  }

  /**
   * "Why?": a new cause under the current one. A cause still without a word moves under the one before
   * it instead, so that Enter and then Tab goes one deeper.
   */
  askWhy(): CauseId | CategoryId | null {
    const id = this.current;
    const visit = this.#visit(id);
    if (visit?.node.text === '' && visit.node.children.length === 0)
      return this.indent() ? visit.node.id : null;
    if (visit) {
      this.#unfold(visit.node.id);
      return this.#add({ parent: visit.node.id, after: 'end' });
    }
    const bone = this.fishbone.bones.find((each) => each.id === id);
    return bone ? this.#add({ parent: bone.id, after: 'end' }) : this.addCategory('', '');
  }

  /** Moves the current cause under the one before it. */
  indent(): boolean {
    const spot = this.#current && deeperSpot(this.#current);
    if (spot) this.#unfold(spot.parent);
    return this.#moveCurrent(spot);
  }

  /** Moves the current cause out, to follow the cause that it hangs on. */
  outdent(): boolean {
    const above = this.#visit(this.#current?.parent?.id ?? null);
    return this.#moveCurrent(this.#current && above && outerSpot(this.#current, parentOf(above)));
  }

  /** Moves the current cause one place up or down among its siblings. */
  moveAmongSiblings(step: -1 | 1): boolean {
    return this.#moveCurrent(this.#current && siblingSpot(this.#current, step));
  }

  #moveCurrent(spot: Spot | null): boolean {
    return spot !== null && this.#current !== null && this.moveTo(this.#current.node.id, spot);
  }

  moveTo(id: CauseId, spot: Spot): boolean {
    return this.#change(() => moveCause(this.#editor, id, spot) === null);
  }

  /** What a cause hangs on; null for what is no cause. */
  parentOf(id: string): ParentId | null {
    return this.#tree.parentOf.get(id as CauseId) ?? null;
  }

  /** Removes what is selected, with the branches; a category goes with its causes. */
  removeSelected(): boolean {
    const causes = this.#selected.filter((id) => this.#visit(id) !== null) as CauseId[]; // only causes have visits
    const bones = this.fishbone.bones.filter((bone) => this.#selected.includes(bone.id));
    const last = this.#visit(causes.at(-1) ?? null);
    if (causes.length + bones.length === 0) return false;
    return this.#change(() => {
      const next = last ? neighbourOf(last) : HEAD_ID;
      removeCauses(this.#editor, causes);
      for (const bone of bones) removeCategory(this.#editor, bone.id);
      this.#select(this.#exists(next) ? next : null);
      return true;
    });
  }

  addCategory(name: string, question: string): CategoryId | null {
    let id: CategoryId | null = null;
    this.#change(() => {
      id = addCategory(this.#editor, name, question);
      return true;
    });
    if (id !== null) this.edit(id);
    return id;
  }

  /** Makes the first selected cause and the others one. */
  mergeSelected(): boolean {
    const [kept, ...others] = this.#selected.filter((id) => this.#visit(id) !== null) as CauseId[]; // as above
    if (kept === undefined || others.length === 0) return false;
    return this.#change(() => {
      for (const other of others) mergeCauses(this.#editor, kept, other);
      this.#select(kept);
      return true;
    });
  }

  /** Cuts the cause that is typed at the caret. */
  splitAt(offset: number): boolean {
    const visit = this.#visit(this.#editing);
    if (!visit) return false;
    return this.#change(() => {
      const id = splitCause(this.#editor, visit.node.id, offset, this.#viewer.authorId);
      this.#selected = [id];
      this.#editing = id;
      return true;
    });
  }

  /** The selected branches as an outline for the clipboard; empty when none is. */
  copy(): string {
    return formatBranches(outlineOfCauses(topmostOf(this.fishbone, this.#selected)));
  }

  /** Pastes lines of text under the current cause or bone, one cause a line, indented lines deeper. */
  paste(text: string): boolean {
    const branches = parseBranches(text);
    const parent =
      this.#visit(this.current)?.node.id ?? this.fishbone.bones.find((bone) => bone.id === this.current)?.id;
    if (!branches.ok || branches.value.length === 0 || parent === undefined) return false;
    return this.#change(() => {
      this.#selected = pasteBranches(
        this.#editor,
        { parent, after: 'end' },
        branches.value,
        this.#viewer.authorId,
      );
      return true;
    });
  }

  toggleFold(id: string): void {
    const isFoldable = (this.#visit(id)?.node.children.length ?? 0) > 0;
    // What has no whys any more can still be unfolded, but not folded.
    if (isFoldable || this.#folded.has(id as CauseId)) this.#folded = toggled(this.#folded, id as CauseId);
  }

  undo(): boolean {
    return this.canUndo && this.#undoOrRedo(() => this.#undo.undo());
  }

  redo(): boolean {
    return this.canRedo && this.#undoOrRedo(() => this.#undo.redo());
  }

  #undoOrRedo(act: () => void): boolean {
    act();
    this.#selected = this.#selected.filter((id) => this.#exists(id));
    if (this.#editing !== null && !this.#exists(this.#editing)) this.#editing = null;
    return true;
  }

  /** One edit that undo takes back in one step. */
  #change(act: () => boolean): boolean {
    if (!this.canEdit) return false;
    this.#undo.stopCapturing();
    const isDone = act();
    this.#undo.stopCapturing();
    return isDone;
  }

  #add(spot: Spot): CauseId | null {
    if (!this.canEdit) return null;
    this.stopEditing();
    const id = addCause(this.#editor, spot, '', this.#viewer.authorId);
    this.#selected = [id];
    this.#editing = id;
    return id;
  }

  #go(direction: Direction, view: FishboneView): boolean {
    const from = this.current;
    if (from === null) return false;
    const wasEditing = this.#editing !== null;
    const step =
      view === 'outline'
        ? rowAhead(this.rows, from, direction)
        : { kind: 'go' as const, id: labelAhead(this.layout, from, direction)?.id };
    if (step?.id === undefined) return false;
    if (step.kind === 'fold') {
      this.toggleFold(step.id);
      return true;
    }
    const to = step.id;
    this.select(to);
    if (wasEditing && this.#exists(to)) this.edit(to);
    return true;
  }

  #select(id: string | null): void {
    this.#selected = id === null ? [] : [id];
  }

  #unfold(id: CauseId): void {
    if (this.#folded.has(id)) this.toggleFold(id);
  }

  #exists(id: string): boolean {
    return id === HEAD_ID || this.#visit(id) !== null || this.fishbone.bones.some((bone) => bone.id === id);
  }

  /** The current cause; null while a bone, the head or nothing is selected. */
  get #current(): CauseVisit | null {
    return this.#visit(this.current);
  }

  #visit(id: string | null): CauseVisit | null {
    if (id === null) return null;
    const { fishbone } = this;
    if (this.#visits?.of !== fishbone) this.#visits = { of: fishbone, byId: visitsById(fishbone) };
    return this.#visits.byId.get(id) ?? null;
  }
}
