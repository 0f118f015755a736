import { dropSpot } from '../outline-drop.ts';
import type { RowDrop } from '../outline-drop.ts';
import type { FishboneState } from '../Fishbone.svelte.ts';
import { branchOf } from '../../fishbone-selection.ts';
import type { Point } from '../viewport.ts';

/** A mouse that moves less than this still clicks, and a finger still rests. */
const SLACK = 6;
/** A finger that rests this long on a row picks it up; one that moves earlier scrolls. */
const HOLD_MS = 350;
/** Near the edge of what scrolls, carrying scrolls along; pixels. */
const EDGE = 48;
const SCROLL_STEP = 14;

/** Carrying rows of the outline to another place, by mouse, pen or finger. */
export class OutlineDrag {
  /** What is carried and where the pointer is; null while nothing is. */
  carried = $state.raw<{ ids: readonly string[]; branch: ReadonlySet<string>; pointer: Point } | null>(null);
  target = $state.raw<RowDrop | null>(null);
  readonly #fishbone: () => FishboneState;
  #pressed: { id: string; at: Point; isTouch: boolean; hold: ReturnType<typeof setTimeout> | null } | null =
    null;
  #wasCarrying = false;

  constructor(fishbone: () => FishboneState) {
    this.#fishbone = fishbone;
  }

  /** Whether the click that follows ended a drag and means nothing of its own. */
  get isClickSpent(): boolean {
    return this.#wasCarrying;
  }

  press(event: PointerEvent, id: string): void {
    this.cancel();
    this.#wasCarrying = false;
    const fishbone = this.#fishbone();
    const isField =
      event.target instanceof Element && event.target.closest('input, textarea, .fold') !== null;
    if (event.button > 0 || isField || !fishbone.canEdit || fishbone.tree.visitOf(id) === null) return;
    const at = { x: event.clientX, y: event.clientY };
    const isTouch = event.pointerType === 'touch';
    // A handle says by its look that it can be drawn at once.
    const isHandle = event.target instanceof Element && event.target.closest('.mark') !== null;
    const hold = isTouch && !isHandle ? setTimeout(() => this.#pickUp(id, at), HOLD_MS) : null;
    this.#pressed = { id, at, isTouch: isTouch && !isHandle, hold };
  }

  move(event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY };
    const pressed = this.#pressed;
    if (this.carried) this.#carryTo(at);
    else if (pressed && Math.hypot(at.x - pressed.at.x, at.y - pressed.at.y) > SLACK) {
      if (pressed.isTouch) this.cancel();
      else this.#pickUp(pressed.id, at);
    }
  }

  release(): void {
    const { carried, target } = this;
    this.#wasCarrying = carried !== null;
    this.cancel();
    if (!carried || !target) return;
    const fishbone = this.#fishbone();
    const spot = dropSpot(fishbone.tree.current, target);
    if (spot) fishbone.moveTo(carried.ids, spot);
  }

  /** Drops nothing. */
  cancel(): void {
    if (this.#pressed?.hold) clearTimeout(this.#pressed.hold);
    this.#pressed = null;
    this.carried = null;
    this.target = null;
  }

  /** By hand, since only a listener that is not passive can keep the page from scrolling with the finger. */
  holdStill = (tree: HTMLElement): (() => void) => {
    const moved = (event: TouchEvent): void => {
      if (this.carried) event.preventDefault();
    };
    tree.addEventListener('touchmove', moved, { passive: false });
    return () => tree.removeEventListener('touchmove', moved);
  };

  #pickUp(id: string, at: Point): void {
    const fishbone = this.#fishbone();
    fishbone.selection.stopEditing();
    if (!fishbone.selection.ids.includes(id)) fishbone.selection.select(id);
    const ids = fishbone.selection.causes;
    this.carried = { ids, branch: branchOf(fishbone.tree.current, ...ids), pointer: at };
    this.#carryTo(at);
  }

  #carryTo(at: Point): void {
    if (!this.carried) return;
    this.carried = { ...this.carried, pointer: at };
    const row = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-row]');
    const id = row?.dataset.row;
    if (!row || id === undefined || this.carried.branch.has(id)) {
      this.target = null;
      return;
    }
    scrollAtEdge(row, at.y);
    const box = row.getBoundingClientRect();
    const share = (at.y - box.top) / box.height;
    const isCause = row.dataset.kind === 'cause';
    const zone = !isCause ? 'under' : share < 0.3 ? 'before' : share > 0.7 ? 'after' : 'under';
    if (row.dataset.kind === 'head') this.target = null;
    else if (this.target?.id !== id || this.target.zone !== zone) this.target = { id, zone };
  }
}

function scrollAtEdge(row: HTMLElement, y: number): void {
  let box: HTMLElement | null = row.parentElement;
  while (box && !(box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY !== 'visible')) {
    box = box.parentElement;
  }
  const edges = box?.getBoundingClientRect();
  if (!box || !edges) return;
  if (y < edges.top + EDGE) box.scrollTop -= SCROLL_STEP;
  else if (y > edges.bottom - EDGE) box.scrollTop += SCROLL_STEP;
}
