import type { CategoryId, CauseId } from '../cause.ts';
import type { Bone } from '../fishbone.ts';
import { neighbourOf, parentOf } from '../cause-spots.ts';
import {
  foldableBelow,
  foldedTogether,
  noCauses,
  toggled,
  topmostOf,
  without,
} from '../fishbone-selection.ts';
import { walkCauses } from '../fishbone.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import type { FishboneLayout } from '../layout/fishbone-layout.ts';
import { labelAhead } from './diagram-geometry.ts';
import type { Direction } from './diagram-geometry.ts';
import type { FishboneTree } from './FishboneTree.svelte.ts';
import { rowAhead } from './outline-rows.ts';
import type { OutlineRow } from './outline-rows.ts';

/** The two ways to look at a fishbone; both may be on screen, and one of them has the focus. */
export type FishboneView = 'diagram' | 'outline';

/** What is on screen: along this the arrow keys go. */
export interface FishboneScreen {
  readonly rows: readonly OutlineRow[];
  readonly layout: FishboneLayout;
}

/** What typing means for the document. */
export interface TypingPort {
  canEdit: () => boolean;
  /** Typing begins or ends: what follows is another step of undo. */
  endStep: () => void;
  /** Takes away what was left without a word; returns what to select instead, or null when it stays. */
  tidy: (id: string) => string | null;
}

/** What one person has selected, types, has folded and looks at alone; nobody else sees it. */
export class FishboneSelection {
  readonly #tree: FishboneTree;
  readonly #screen: () => FishboneScreen;
  readonly #typing: TypingPort;
  #ids = $state.raw<readonly string[]>([]);
  #editing = $state.raw<string | null>(null);
  #view = $state.raw<FishboneView>('diagram');
  #folded = $state.raw(noCauses());
  #focus = $state.raw<CategoryId | null>(null);
  #isGathering = $state.raw(false);

  constructor(tree: FishboneTree, screen: () => FishboneScreen, typing: TypingPort) {
    this.#tree = tree;
    this.#screen = screen;
    this.#typing = typing;
  }

  /** The ids of what is selected, the last one being where the keys act. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  get current(): string | null {
    return this.#ids.at(-1) ?? null;
  }

  /** The ids of the selected causes; bones and the head are none. */
  get causes(): CauseId[] {
    return this.#ids.filter((id) => this.#tree.visitOf(id) !== null) as CauseId[]; // only causes have visits
  }

  /** The id whose text is being typed. */
  get editing(): string | null {
    return this.#editing;
  }

  get folded(): ReadonlySet<CauseId> {
    return this.#folded;
  }

  /** The bone that is looked at alone; null while all are shown. */
  get focusedBone(): Bone | null {
    return this.#tree.boneOf(this.#focus);
  }

  /** The id of the bone that was chosen to be looked at alone, whether it is still there or not. */
  get focus(): CategoryId | null {
    return this.#focus;
  }

  /** Whether each cause that is touched joins the selection: what Ctrl does for who has no such key. */
  get isGathering(): boolean {
    return this.#isGathering;
  }

  gather(isOn: boolean): void {
    this.stopEditing();
    this.#isGathering = isOn;
  }

  /** The id whose text is being typed in one of the two views. */
  editingIn(view: FishboneView): string | null {
    return this.#view === view ? this.#editing : null;
  }

  /** Says in which view one works: there the text field opens. */
  enter(view: FishboneView): void {
    this.#view = view;
  }

  select(id: string | null, options: { extend?: boolean; range?: boolean } = {}): void {
    if (this.#editing !== null && this.#editing !== id) this.stopEditing();
    if (id === null) [this.#ids, this.#isGathering] = [[], false];
    else if (options.range === true && this.#ids[0] !== undefined) this.#ids = this.#range(this.#ids[0], id);
    else if (options.extend !== true) this.#ids = [id];
    else if (this.#ids.includes(id)) this.#ids = this.#ids.filter((each) => each !== id);
    else this.#ids = [...this.#ids, id];
  }

  /** All rows from one to the other, the first named first, so that the next range starts there too. */
  #range(from: string, to: string): string[] {
    const ids = this.#screen().rows.map((row): string => row.id);
    const [start, end] = [ids.indexOf(from), ids.indexOf(to)];
    if (start < 0 || end < 0) return [to];
    return start <= end ? ids.slice(start, end + 1) : ids.slice(end, start + 1).reverse();
  }

  /** Selects every cause that is shown; done even when there is none, so that the page selects no text. */
  selectAll(): true {
    this.stopEditing();
    this.#ids = this.#screen()
      .rows.filter((row) => row.kind === 'cause')
      .map((row) => row.id);
    return true;
  }

  /** Selects what an edit left or made; who is typing goes on. */
  put(ids: readonly string[]): void {
    this.#ids = ids;
    this.#isGathering = false;
  }

  /** Selects what an edit has just made, to be typed into. */
  type(id: string): void {
    this.#ids = [id];
    this.#editing = id;
  }

  /** Selects, folds and looks at what another selection did, as far as it is here. */
  goOnFrom(before: FishboneSelection): void {
    this.#ids = before.ids.filter((id) => this.#tree.has(id));
    this.#view = before.#view;
    this.#folded = before.folded;
    this.#focus = before.focus;
  }

  /** Lets go of what is no longer there. */
  dropGone(): void {
    this.#ids = this.#ids.filter((id) => this.#tree.has(id));
  }

  /**
   * Keeps the selection where the work is while a step is taken back or done again: on what that brings back;
   * else, where what was selected or typed goes, on what stood beside it.
   */
  followStep(step: () => void): void {
    const before = this.#shownCauses();
    const visit = this.#tree.visitOf(this.current);
    const beside = visit ? [neighbourOf(visit), parentOf(visit)] : [];
    step();
    if (this.#editing !== null && !this.#tree.has(this.#editing)) this.#editing = null;
    this.dropGone();
    const back = topmostOf(
      this.#tree.current,
      this.#shownCauses().filter((id) => !before.includes(id)),
    );
    if (back.length > 0) this.#ids = back.map(({ id }) => id);
    else if (this.#ids.length === 0) this.#ids = beside.filter((id) => this.#tree.has(id)).slice(0, 1);
  }

  #shownCauses(): string[] {
    return [...walkCauses(this.#tree.current)].map(({ node }) => node.id);
  }

  edit(id: string): void {
    if (!this.#typing.canEdit()) return;
    this.select(id);
    this.#typing.endStep();
    this.#editing = id;
  }

  /** Ends typing; what was left without a word, and carries nothing, goes away again. */
  stopEditing(): void {
    const id = this.#editing;
    this.#editing = null;
    this.#typing.endStep();
    const next = id === null ? null : this.#typing.tidy(id);
    if (next !== null) this.#ids = [next];
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
    const bone = this.#tree.visitOf(this.current)?.bone ?? this.#tree.boneOf(this.current);
    if (bone) this.focusOn(bone.id);
    return bone !== null;
  }

  /** Selects a cause or bone wherever it hides: unfolds what is above it, leaves a bone looked at alone. */
  unfoldTo(id: string): void {
    const boneId = this.#tree.visitOf(id)?.bone.id ?? id;
    if (this.#focus !== null && this.#focus !== boneId) this.#focus = null;
    const above = this.#tree.ancestorsOf(id).map((cause) => cause.id);
    this.#folded = without(this.#folded, above);
    this.select(id);
  }

  /** Folds everything at and below a cause or bone (the head: everywhere), or unfolds it when something is. */
  toggleFoldBelow(id: string): void {
    const { current: fishbone } = this.#tree;
    const from = id === HEAD_ID ? fishbone.bones.map((bone) => bone.id) : [id];
    this.#folded = foldedTogether(this.#folded, foldableBelow(fishbone, from));
  }

  toggleFold(id: string): void {
    const isFoldable = (this.#tree.visitOf(id)?.node.children.length ?? 0) > 0;
    // What has no whys any more can still be unfolded, but not folded.
    if (isFoldable || this.#folded.has(id as CauseId)) this.#folded = toggled(this.#folded, id as CauseId);
  }

  unfold(id: CauseId): void {
    if (this.#folded.has(id)) this.toggleFold(id);
  }

  /** Goes to the next one ahead, typing on if one was typing; in the outline a step may fold instead. */
  go(direction: Direction): boolean {
    const from = this.current;
    if (from === null) return false;
    const wasEditing = this.#editing !== null;
    const step =
      this.#view === 'outline'
        ? rowAhead(this.#screen().rows, from, direction)
        : { kind: 'go' as const, id: labelAhead(this.#screen().layout, from, direction)?.id };
    if (step?.id === undefined) return false;
    if (step.kind === 'fold') {
      this.toggleFold(step.id);
      return true;
    }
    this.select(step.id);
    if (wasEditing && this.#tree.has(step.id)) this.edit(step.id);
    return true;
  }

  /** Takes the next one ahead into the selection, or gives back the last when one turns round. */
  extend(direction: Direction): boolean {
    const before = this.#ids;
    const from = this.current;
    if (from === null) return false;
    const to =
      this.#view === 'outline' ? this.#rowBeside(from, direction) : this.#labelBeside(from, direction);
    if (to === undefined) return false;
    if (before.at(-2) === to) this.#ids = before.slice(0, -1);
    else this.#ids = [...before.filter((id) => id !== to), to];
    return true;
  }

  #rowBeside(from: string, direction: Direction): string | undefined {
    if (direction === 'left' || direction === 'right') return undefined;
    const { rows } = this.#screen();
    return rows[rows.findIndex((row) => row.id === from) + (direction === 'up' ? -1 : 1)]?.id;
  }

  #labelBeside(from: string, direction: Direction): string | undefined {
    return labelAhead(this.#screen().layout, from, direction)?.id;
  }
}
