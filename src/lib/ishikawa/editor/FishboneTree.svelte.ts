import { untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { CauseId, ParentId } from '../cause.ts';
import { MarkLists, marksOfNode, marksWidth } from '../cause-marks.ts';
import type { CauseMark, MarkNumbers } from '../cause-marks.ts';
import type { BuiltFishbone } from '../doc/build-fishbone.ts';
import { originalId, readFishbone, resolveMerged } from '../doc/fishbone-doc.ts';
import type { FishboneDoc } from '../doc/fishbone-doc.ts';
import { ancestorsIn, indexFishbone, pathOf } from '../fishbone-index.ts';
import type { FishboneIndex } from '../fishbone-index.ts';
import type { Bone, CauseNode, CauseVisit, Fishbone } from '../fishbone.ts';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import type { PageMarks } from '../picture/mark-picture.ts';

/** What the page knows of a cause and the board does not; by the id of the original. */
export interface CauseFacts {
  /** Marks such as a status. */
  marksOf?: (id: CauseId) => readonly CauseMark[];
  /** What stands behind these marks. */
  numbersOf?: (id: CauseId) => MarkNumbers;
}

const NO_NUMBERS: MarkNumbers = {};

type BoardListener = Parameters<FishboneDoc['head']['observeDeep']>[0];

/**
 * The tree of one fishbone as it is now, and everything that is looked up in it. A page that reads it
 * is told when the document changes.
 */
export class FishboneTree {
  readonly #board: FishboneDoc;
  readonly #facts: CauseFacts;
  readonly #watch: () => void;
  readonly #markLists = new MarkLists();
  /** The tree, kept only while somebody watches it change: unwatched, it could be old. */
  #built: BuiltFishbone | null = null;
  #watchers = 0;
  #index: { of: Fishbone; index: FishboneIndex } | null = null;

  constructor(board: FishboneDoc, facts: CauseFacts = {}) {
    this.#board = board;
    this.#facts = facts;
    this.#watch = createSubscriber((update) => this.observe(update));
  }

  /** Calls `changed` after each change of the document. Returns how to stop that. */
  observe(changed: BoardListener): () => void {
    const { head, settings, categories, causes } = this.#board;
    const shapes = [head, settings, categories, causes];
    const listener: BoardListener = (...change) => {
      this.#built = null;
      changed(...change);
    };
    this.#watchers++;
    for (const shape of shapes) shape.observeDeep(listener);
    return () => {
      this.#watchers--;
      this.#built = null;
      for (const shape of shapes) shape.unobserveDeep(listener);
    };
  }

  get #read(): BuiltFishbone {
    this.#watch();
    if (this.#watchers === 0) return readFishbone(this.#board);
    this.#built ??= readFishbone(this.#board);
    return this.#built;
  }

  get #lookUp(): FishboneIndex {
    const fishbone = this.current;
    if (this.#index?.of !== fishbone) this.#index = { of: fishbone, index: indexFishbone(fishbone) };
    return this.#index.index;
  }

  /** The cause that stands for another one: itself, or the one that it was merged into. */
  standingFor(id: string): string {
    this.#watch();
    return resolveMerged(this.#board, id);
  }

  /** The whole of it, the same object until something changes. */
  get current(): Fishbone {
    return this.#read.fishbone;
  }

  /** A bone by its id; null for what is no bone. */
  boneOf(id: string | null): Bone | null {
    return this.current.bones.find((bone) => bone.id === id) ?? null;
  }

  /** A cause by its id, with where it stands; null for what is no cause. */
  visitOf(id: string | null): CauseVisit | null {
    return id === null ? null : (this.#lookUp.visits.get(id) ?? null);
  }

  /** Whether the head, a bone or a cause has this id. */
  has(id: string): boolean {
    return id === HEAD_ID || this.visitOf(id) !== null || this.boneOf(id) !== null;
  }

  /** What a cause hangs on; null for what is no cause. */
  parentOf(id: string): ParentId | null {
    return this.#read.parentOf.get(id as CauseId) ?? null; // any other id finds nothing
  }

  /** The cause that all places of a cause share: what a status or a vote belongs to. */
  originalOf(id: CauseId): CauseId {
    return originalId(this.#board, id);
  }

  /** All places of a cause, in reading order. */
  placesOf(id: CauseId): readonly CauseVisit[] {
    const visit = this.visitOf(id);
    return visit ? (this.#lookUp.places.get(visit.node.twinOf ?? visit.node.id) ?? [visit]) : [];
  }

  /** What leads to a cause, from the bone down. */
  pathTo(id: CauseId): string[] {
    return pathOf(this.#lookUp, id);
  }

  /** The causes that a cause hangs on, the nearest first. */
  ancestorsOf(id: string): CauseNode[] {
    return ancestorsIn(this.#lookUp, id);
  }

  textOf(id: string): string {
    if (id === HEAD_ID) return this.current.head;
    return this.visitOf(id)?.node.text ?? this.boneOf(id)?.name ?? '';
  }

  /** What the bone asks on which a cause (or the bone itself) sits. */
  questionFor(id: string): string {
    return (this.visitOf(id)?.bone ?? this.boneOf(id))?.question ?? '';
  }

  /** The signs behind the text of a cause. */
  marksOf(id: string): readonly CauseMark[] {
    const visit = this.visitOf(id);
    return this.#markLists.listOf(visit ? [...this.#ownMarks(visit), ...this.#pageMarks(visit)] : []);
  }

  /** What stands behind the signs of a cause. */
  numbersOf(id: string): MarkNumbers {
    const visit = this.visitOf(id);
    return this.#markLists.numbersOf(visit ? this.#numbersOf(visit) : NO_NUMBERS);
  }

  #numbersOf({ node }: CauseVisit): MarkNumbers {
    return this.#facts.numbersOf?.(node.twinOf ?? node.id) ?? NO_NUMBERS;
  }

  /** What the page knows of a cause and the board does not, for a picture that leaves the page. */
  pageMarksOf(id: CauseId): PageMarks {
    return { marks: this.#facts.marksOf?.(id) ?? [], numbers: this.#facts.numbersOf?.(id) ?? NO_NUMBERS };
  }

  /**
   * How wide the marks of a cause are; asked while a picture is laid out, which waits for the board
   * but not for the page's own marks.
   */
  marksWidthOf(id: string): number {
    const visit = untrack(() => this.visitOf(id));
    if (!visit) return 0;
    const own = untrack(() => this.#ownMarks(visit));
    return marksWidth([...own, ...this.#pageMarks(visit)], this.#numbersOf(visit));
  }

  #ownMarks({ node }: CauseVisit): CauseMark[] {
    return marksOfNode(node, node.twinOf !== null || this.placesOf(node.id).length > 1);
  }

  #pageMarks({ node }: CauseVisit): readonly CauseMark[] {
    return this.#facts.marksOf?.(node.twinOf ?? node.id) ?? [];
  }
}
