import { untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { anchoredPicture } from './anchored-picture.ts';
import type { AnchoredPicture } from './anchored-picture.ts';
import type { BuiltFishbone } from '../doc/build-fishbone.ts';
import type { CategoryId, CauseId, ParentId } from '../cause.ts';
import { neighbourOf, parentOf } from '../cause-spots.ts';
import { MarkLists, marksOfNode, marksWidth } from '../cause-marks.ts';
import type { CauseMark } from '../cause-marks.ts';
import { labelAhead } from './diagram-geometry.ts';
import type { Direction } from './diagram-geometry.ts';
import { DrawingPace } from './drawing-pace.ts';
import {
  addCategory,
  addCause,
  addTwin,
  askCategory,
  createEditor,
  pasteBranches,
  removeCategory,
  removeCauses,
  restoreCause,
  shiftCategory,
  tagCause,
} from '../doc/edit-fishbone.ts';
import type { FishboneEditor, Spot } from '../doc/edit-fishbone.ts';
import { openFishbone, originalId, readFishbone } from '../doc/fishbone-doc.ts';
import { ancestorsIn, indexFishbone, pathOf } from '../fishbone-index.ts';
import type { FishboneIndex } from '../fishbone-index.ts';
import type { FishboneCommand } from './fishbone-keys.ts';
import type { Bone, CauseVisit, Fishbone } from '../fishbone.ts';
import {
  foldableBelow,
  foldedTogether,
  noCauses,
  toggled,
  topmostOf,
  without,
} from '../fishbone-selection.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import type { FishboneLayout } from '../layout/fishbone-layout.ts';
import { addFishbone } from '../doc/import-fishbone.ts';
import type { ImportMode } from '../doc/import-fishbone.ts';
import { layoutFishbone } from '../layout/layout-fishbone.ts';
import type { PageMarks } from '../picture/mark-picture.ts';
import { indentCauses, moveCauses, outdentCauses, shiftCauses } from '../doc/move-causes.ts';
import { formatBranches, parseBranches } from '../formats/outline.ts';
import { outlineOfCauses } from '../outline-node.ts';
import type { OutlineNode } from '../outline-node.ts';
import { outlineRows, rowAhead } from './outline-rows.ts';
import type { OutlineRow } from './outline-rows.ts';
import {
  editHead,
  editNote,
  editText,
  mergeCauses,
  renameCategory,
  splitCause,
} from '../doc/reshape-causes.ts';
import { nothingDrawn, reuseUnchanged } from './reuse-unchanged.ts';
import type { Drawn } from './reuse-unchanged.ts';
import type { TemplateCategory } from '../templates.ts';
import { interMeasure } from '../layout/text-metrics.ts';
import { trackUndo } from '../doc/undo-edits.ts';

/** The two ways to look at a fishbone; both may be on screen, and one of them has the focus. */
export type FishboneView = 'diagram' | 'outline';

/** Who looks at the fishbone, and what that person may do. */
export interface FishboneViewer {
  authorId: string | null;
  isReadOnly: () => boolean;
  /** Marks that the page knows of and the board does not, such as a status; by the id of the original. */
  marksOf?: (id: CauseId) => readonly CauseMark[];
  /** How many pieces of evidence a cause has. */
  evidenceOf?: (id: CauseId) => number;
}

/** What was copied or cut here last: a paste of the same text keeps what text cannot carry. */
interface Clipping {
  text: string;
  branches: readonly OutlineNode[];
  /** The causes that a cut removed: pasting brings these back instead of new ones. */
  cut: readonly CauseId[];
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
  readonly #watchDrawing: () => void;
  /** The tree, kept only while somebody watches it change. */
  #built: BuiltFishbone | null = null;
  #watchers = 0;
  #index: { of: Fishbone; index: FishboneIndex } | null = null;
  #clipping: Clipping | null = null;
  readonly #markLists = new MarkLists();
  /** What was drawn last, by key. */
  readonly #drawn: Drawn = nothingDrawn();
  /** The length of bones in the last picture: keeps its shape while one works on it. */
  #boneLimit: number | undefined;
  #labelCount = 0;
  #selected = $state.raw<readonly string[]>([]);
  #editing = $state.raw<string | null>(null);
  #view = $state.raw<FishboneView>('diagram');
  #folded = $state.raw(noCauses());
  #focus = $state.raw<CategoryId | null>(null);

  constructor(doc: Y.Doc, viewer: FishboneViewer) {
    const board = openFishbone(doc);
    this.#viewer = viewer;
    this.#editor = createEditor(board, this);
    this.#undo = trackUndo(board, this);
    const shapes = [board.head, board.settings, board.categories, board.causes];
    const observe = (changed: Parameters<typeof board.head.observeDeep>[0]): (() => void) => {
      const forget: typeof changed = (...change) => {
        this.#built = null;
        changed(...change);
      };
      this.#watchers++;
      for (const shape of shapes) shape.observeDeep(forget);
      return () => {
        this.#watchers--;
        this.#built = null;
        for (const shape of shapes) shape.unobserveDeep(forget);
      };
    };
    this.#watch = createSubscriber((update) => {
      const stop = observe(update);
      for (const event of ['stack-item-added', 'stack-item-popped'] as const) this.#undo.on(event, update);
      return () => {
        stop();
        for (const event of ['stack-item-added', 'stack-item-popped'] as const) this.#undo.off(event, update);
      };
    });
    this.#watchDrawing = createSubscriber((update) => {
      const pace = new DrawingPace(update, () => performance.now());
      const stop = observe((events) => pace.changed(events, this.#labelCount));
      return () => {
        stop();
        pace.stop();
      };
    });
  }

  /** Frees the undo history; call it when the page closes. */
  destroy(): void {
    this.#undo.destroy();
  }

  get #tree(): BuiltFishbone {
    this.#watch();
    if (this.#watchers === 0) return readFishbone(this.#editor.board);
    this.#built ??= readFishbone(this.#editor.board);
    return this.#built;
  }

  get fishbone(): Fishbone {
    return this.#tree.fishbone;
  }

  /** What is on screen: all of it, or the one bone that is looked at. */
  get shown(): Fishbone {
    const { fishbone } = this;
    const bone = fishbone.bones.find((each) => each.id === this.#focus);
    return bone ? { ...fishbone, bones: [bone] } : fishbone;
  }

  /** The bone that is looked at alone; null while all are shown. */
  get focusedBone(): Bone | null {
    return this.fishbone.bones.find((each) => each.id === this.#focus) ?? null;
  }

  readonly layout: FishboneLayout = $derived.by(() => {
    // Drawn when the pace says so, not whenever a letter changes.
    this.#watchDrawing();
    void this.#focus;
    const shown = untrack(() => this.shown);
    const picture = layoutFishbone(shown, this.#measure, {
      folded: this.#folded,
      reserve: (id) => this.#roomForMarks(id),
      ...(this.#boneLimit === undefined ? {} : { keepBoneLimit: this.#boneLimit }),
    });
    this.#boneLimit = picture.boneLimit;
    this.#labelCount = picture.labels.length;
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
    const rows = reuseUnchanged(this.#drawn.rows, outlineRows(this.shown, this.#folded), (row) => row.id);
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

  select(id: string | null, options: { extend?: boolean; range?: boolean } = {}): void {
    if (this.#editing !== null && this.#editing !== id) this.stopEditing();
    if (id === null) this.#selected = [];
    else if (options.range === true && this.#selected[0] !== undefined) {
      this.#selected = this.#range(this.#selected[0], id);
    } else if (options.extend !== true) this.#selected = [id];
    else if (this.#selected.includes(id)) this.#selected = this.#selected.filter((each) => each !== id);
    else this.#selected = [...this.#selected, id];
  }

  /** All rows from one to the other, the first named first, so that the next range starts there too. */
  #range(from: string, to: string): string[] {
    const ids = this.rows.map((row): string => row.id);
    const [start, end] = [ids.indexOf(from), ids.indexOf(to)];
    if (start < 0 || end < 0) return [to];
    return start <= end ? ids.slice(start, end + 1) : ids.slice(end, start + 1).reverse();
  }

  selectAll(): void {
    this.stopEditing();
    this.#selected = this.rows.filter((row) => row.kind === 'cause').map((row) => row.id);
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
        else if (this.focusedBone !== null) this.focusOn(null);
        else this.select(null);
        return id !== null;
      case 'select-all':
        this.selectAll();
        return true;
      case 'find':
      case 'split':
        return false; // needs what only the page has: the search field, the caret
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
      case 'fold-below':
        this.toggleFoldBelow(id);
        return true;
      case 'focus':
        return this.toggleFocus();
      case 'merge':
        return this.mergeSelected();
      case 'move-up':
        return this.moveAmongSiblings(-1);
      case 'move-down':
        return this.moveAmongSiblings(1);
      case 'go-up':
      case 'go-down':
      case 'go-left':
      case 'go-right':
        return this.#go(command.slice(3) as Direction, view); // the four names end in the four directions
      case 'extend-up':
      case 'extend-down':
      case 'extend-left':
      case 'extend-right':
        return this.#extend(command.slice(7) as Direction, view); // as above
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

  /** Moves each selected cause under the one before it. */
  indent(): boolean {
    return this.#change(() => {
      const under = indentCauses(this.#editor, this.#selected);
      for (const id of under) this.#unfold(id);
      return under.length > 0;
    });
  }

  /** Moves each selected cause out, to follow the cause that it hangs on. */
  outdent(): boolean {
    return this.#change(() => outdentCauses(this.#editor, this.#selected));
  }

  /** Moves each selected cause one place up or down among its siblings, or a selected bone among the bones. */
  moveAmongSiblings(step: -1 | 1): boolean {
    const bone = this.fishbone.bones.find((each) => each.id === this.current);
    return this.#change(() =>
      bone ? shiftCategory(this.#editor, bone.id, step) : shiftCauses(this.#editor, this.#selected, step),
    );
  }

  /** Moves branches to stand one after another at a spot. */
  moveTo(ids: readonly string[], spot: Spot): boolean {
    return this.#change(() => {
      const isMoved = moveCauses(this.#editor, ids, spot);
      const holder = this.#visit(spot.parent);
      if (isMoved && holder) this.#unfold(holder.node.id);
      return isMoved;
    });
  }

  /** Puts the cause on another bone as well: one cause, counted once, in several places. */
  addTwinOn(id: CauseId, parent: ParentId): boolean {
    return this.#change(() => {
      const twin = addTwin(this.#editor, id, { parent, after: 'end' });
      return twin !== 'unknown-cause' && twin !== 'own-branch';
    });
  }

  setNote(id: CauseId, note: string): void {
    if (this.canEdit) editNote(this.#editor, id, note);
  }

  /** Sets or clears a tag on all selected causes. */
  setTag(ids: readonly CauseId[], tag: string, isOn: boolean): boolean {
    return this.#change(() => {
      for (const id of ids) tagCause(this.#editor, id, tag, isOn);
      return true;
    });
  }

  /** The ids of the selected causes; bones and the head are none. */
  get selectedCauses(): CauseId[] {
    return this.#selected.filter((id) => this.#visit(id) !== null) as CauseId[]; // only causes have visits
  }

  visitOf(id: string): CauseVisit | null {
    return this.#visit(id);
  }

  /** The cause that all places of a cause share: what a status or a vote belongs to. */
  originalOf(id: CauseId): CauseId {
    return originalId(this.#editor.board, id);
  }

  /** All places of a cause, in reading order. */
  placesOf(id: CauseId): readonly CauseVisit[] {
    const visit = this.#visit(id);
    return visit ? (this.#lookUp.places.get(visit.node.twinOf ?? visit.node.id) ?? [visit]) : [];
  }

  /** What leads to a cause, from the bone down. */
  pathTo(id: CauseId): string[] {
    return pathOf(this.#lookUp, id);
  }

  /** The signs behind the text of a cause. */
  marksOf(id: string): readonly CauseMark[] {
    const visit = this.#visit(id);
    return this.#markLists.listOf(visit ? [...this.#ownMarks(visit), ...this.#pageMarks(visit)] : []);
  }

  #ownMarks({ node }: CauseVisit): CauseMark[] {
    return marksOfNode(node, node.twinOf !== null || this.placesOf(node.id).length > 1);
  }

  #pageMarks({ node }: CauseVisit): readonly CauseMark[] {
    return this.#viewer.marksOf?.(node.twinOf ?? node.id) ?? [];
  }

  /** What the page knows of a cause and the board does not, for a picture that leaves the page. */
  pageMarksOf(id: CauseId): PageMarks {
    return { marks: this.#viewer.marksOf?.(id) ?? [], evidence: this.#viewer.evidenceOf?.(id) ?? 0 };
  }

  /** Asked while a picture is laid out, which waits for the board but not for the page's own marks. */
  #roomForMarks(id: string): number {
    const visit = untrack(() => this.#visit(id));
    if (!visit) return 0;
    return marksWidth(untrack(() => this.#ownMarks(visit).length) + this.#pageMarks(visit).length);
  }

  /** What a cause hangs on; null for what is no cause. */
  parentOf(id: string): ParentId | null {
    return this.#tree.parentOf.get(id as CauseId) ?? null;
  }

  /** Removes what is selected, with the branches; a category goes with its causes. */
  removeSelected(): boolean {
    const causes = this.selectedCauses;
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
    const [kept, ...others] = this.selectedCauses;
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

  /** Sets what a bone asks. */
  setQuestion(id: CategoryId, question: string): void {
    if (this.canEdit) askCategory(this.#editor, id, question);
  }

  /** Moves a bone one place among the bones. */
  moveBone(id: CategoryId, step: -1 | 1): boolean {
    return this.#change(() => shiftCategory(this.#editor, id, step));
  }

  /** Adds bones at the end without opening them for typing. */
  addBones(bones: readonly TemplateCategory[]): boolean {
    return this.#change(() => {
      for (const { name, question } of bones) addCategory(this.#editor, name, question);
      return bones.length > 0;
    });
  }

  removeBone(id: CategoryId): boolean {
    return this.#change(() => {
      removeCategory(this.#editor, id);
      this.#selected = this.#selected.filter((each) => this.#exists(each));
      return true;
    });
  }

  /** Adds the content of a file to the board, in one step that undo takes back. */
  importFishbone(imported: Fishbone, mode: ImportMode): boolean {
    return this.#change(() => {
      addFishbone(this.#editor, imported, mode, this.#viewer.authorId);
      // Another picture: it need not keep the shape of the one before.
      this.#boneLimit = undefined;
      this.#selected = this.#selected.filter((each) => this.#exists(each));
      return true;
    });
  }

  /** The selected branches as an outline for the clipboard; empty when none is. */
  copy(): string {
    const branches = outlineOfCauses(topmostOf(this.fishbone, this.#selected));
    const text = formatBranches(branches);
    if (text !== '') this.#clipping = { text, branches, cut: [] };
    return text;
  }

  /** Copies and removes the selected branches; pasted again they stay the same causes. */
  cut(): string {
    if (!this.canEdit) return '';
    const cut = topmostOf(this.fishbone, this.#selected).map((node) => node.id);
    const text = this.copy();
    if (text !== '' && this.removeSelected() && this.#clipping) this.#clipping = { ...this.#clipping, cut };
    return text;
  }

  /** Pastes lines of text under the current cause or bone, one cause a line, indented lines deeper. */
  paste(text: string): boolean {
    const clipping = this.#clipping?.text.trim() === text.trim() ? this.#clipping : null;
    const read = parseBranches(text);
    const branches = clipping?.branches ?? (read.ok ? read.value : []);
    const parent =
      this.#visit(this.current)?.node.id ?? this.fishbone.bones.find((bone) => bone.id === this.current)?.id;
    if (branches.length === 0 || parent === undefined) return false;
    return this.#change(() => {
      const spot = { parent, after: 'end' as const };
      const [first] = clipping?.cut ?? [];
      // Brings back all that the cut took; after an undo of the cut there is nothing to bring back.
      if (clipping && first !== undefined && restoreCause(this.#editor, first) === null) {
        moveCauses(this.#editor, clipping.cut, spot);
        this.#selected = clipping.cut;
      } else {
        this.#selected = pasteBranches(this.#editor, spot, branches, this.#viewer.authorId);
      }
      const holder = this.#visit(parent);
      if (holder) this.#unfold(holder.node.id);
      return true;
    });
  }

  /** Looks at one bone alone, or at all of them again. */
  focusOn(id: CategoryId | null): void {
    this.stopEditing();
    this.#focus = id;
  }

  /** Looks at the bone of the current cause alone; from there, at all of them again. */
  toggleFocus(): boolean {
    if (this.focusedBone !== null) {
      this.focusOn(null);
      return true;
    }
    const bone = this.#current?.bone ?? this.fishbone.bones.find((each) => each.id === this.current) ?? null;
    if (bone) this.focusOn(bone.id);
    return bone !== null;
  }

  /** Selects a cause or bone wherever it hides: unfolds what is above it, leaves a bone looked at alone. */
  reveal(id: string): void {
    const visit = this.#visit(id);
    const boneId = visit?.bone.id ?? id;
    if (this.#focus !== null && this.#focus !== boneId) this.#focus = null;
    const above = ancestorsIn(this.#lookUp, id).map((cause) => cause.id);
    this.#folded = without(this.#folded, above);
    this.select(id);
  }

  /** Folds everything at and below a cause or bone (the head: everywhere), or unfolds it when something is. */
  toggleFoldBelow(id: string): void {
    const from = id === HEAD_ID ? this.fishbone.bones.map((bone) => bone.id) : [id];
    this.#folded = foldedTogether(this.#folded, foldableBelow(this.fishbone, from));
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

  /** Takes the next one ahead into the selection, or gives back the last when one turns round. */
  #extend(direction: Direction, view: FishboneView): boolean {
    const before = this.#selected;
    const from = this.current;
    if (from === null) return false;
    const to =
      view === 'outline'
        ? this.rows[this.rows.findIndex((row) => row.id === from) + (direction === 'up' ? -1 : 1)]?.id
        : labelAhead(this.layout, from, direction)?.id;
    const isSideways = view === 'outline' && (direction === 'left' || direction === 'right');
    if (to === undefined || isSideways) return false;
    if (before.at(-2) === to) this.#selected = before.slice(0, -1);
    else this.#selected = [...before.filter((id) => id !== to), to];
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
    return id === null ? null : (this.#lookUp.visits.get(id) ?? null);
  }

  get #lookUp(): FishboneIndex {
    const { fishbone } = this;
    if (this.#index?.of !== fishbone) this.#index = { of: fishbone, index: indexFishbone(fishbone) };
    return this.#index.index;
  }
}
