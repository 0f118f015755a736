import { asId } from '#lib/base/ids.ts';
import type { CauseId } from '../../cause.ts';
import { dropTargetAt } from '../diagram-geometry.ts';
import type { DropTarget } from '../diagram-geometry.ts';
import type { FishboneState } from '../Fishbone.svelte.ts';
import { branchOf } from '../../fishbone-selection.ts';
import { pinched, toDiagram, zoomedAt, zoomOfTurn } from '../viewport.ts';
import type { Point, Viewport } from '../viewport.ts';

/** A mouse that moves less than this still clicks. */
const CLICK_SLACK = 5;
/** A finger that rests this long on a cause picks it up; a finger that moves earlier pans. */
const HOLD_MS = 350;

/** What is carried, where to, and what it would land on. */
export interface Carried {
  /** The cause that was taken hold of, and all that go with it. */
  id: CauseId;
  ids: readonly string[];
  branch: ReadonlySet<string>;
  pointer: Point;
  target: DropTarget | null;
}

/** Panning, zooming, pinching and carrying a cause: mouse, pen and fingers alike. */
export class CanvasPointer {
  view = $state.raw<Viewport>({ scale: 1, x: 0, y: 0 });
  carried = $state.raw<Carried | null>(null);
  isPanning = $state.raw(false);
  readonly #fishbone: () => FishboneState;
  readonly #surface: () => HTMLElement;
  /** The buttons or fingers that are down. */
  #down: { pointerId: number; at: Point }[] = [];
  /** The press that may become a click or a carry; null once it is a pan. */
  #pressed: { id: string | null; at: Point; hold: ReturnType<typeof setTimeout> | null } | null = null;

  /** Pressed among several that are selected: becomes the only one unless they are carried. */
  #keptSelection: string | null = null;

  constructor(fishbone: () => FishboneState, surface: () => HTMLElement) {
    this.#fishbone = fishbone;
    this.#surface = surface;
  }

  get #state(): FishboneState {
    return this.#fishbone();
  }

  /** Position within the surface. */
  screenPoint(event: { clientX: number; clientY: number }): Point {
    const box = this.#surface().getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** Position in the coordinates of the layout. */
  diagramPoint(screen: Point): Point {
    const point = toDiagram(this.view, screen);
    const { anchor } = this.#state.picture.layout;
    return { x: point.x + anchor.x, y: point.y + anchor.y };
  }

  press(event: PointerEvent): void {
    if (event.button > 0) return;
    const id = labelIdOf(event.target);
    const at = this.screenPoint(event);
    this.#surface().setPointerCapture(event.pointerId);
    this.#down.push({ pointerId: event.pointerId, at });
    if (this.#down.length > 1) {
      this.cancel();
      this.isPanning = true;
      return;
    }
    const isTouch = event.pointerType === 'touch';
    const hold = isTouch && id !== null ? setTimeout(() => this.#carry(id, at), HOLD_MS) : null;
    this.#pressed = { id: isTouch ? null : id, at, hold };
    if (id === null || isTouch) return;
    const extend = event.ctrlKey || event.metaKey || this.#state.selection.isGathering;
    // A press on one of several keeps them all: it may begin to carry them.
    if (extend || event.shiftKey || !this.#state.selection.ids.includes(id))
      this.#state.selection.select(id, { extend, range: event.shiftKey });
    else this.#keptSelection = id;
  }

  move(event: PointerEvent): void {
    const down = this.#down.find((each) => each.pointerId === event.pointerId);
    if (!down) return;
    const at = this.screenPoint(event);
    const pressed = this.#pressed;
    const isStill = pressed && Math.hypot(at.x - pressed.at.x, at.y - pressed.at.y) < CLICK_SLACK;
    if (this.carried) this.#carry(this.carried.id, at);
    else if (isStill) return;
    else if (pressed?.id) this.#carry(pressed.id, at);
    else this.#pan(event.pointerId, down.at, at);
    down.at = at;
  }

  release(event: PointerEvent): void {
    const wasTap = this.#pressed !== null && !this.carried && !this.isPanning;
    const kept = this.#keptSelection;
    const carried = this.carried;
    this.#down = this.#down.filter((each) => each.pointerId !== event.pointerId);
    this.cancel();
    if (carried?.target) this.#drop(carried.ids, carried.target);
    else if (wasTap && kept !== null) this.#state.selection.select(kept);
    else if (wasTap && event.pointerType === 'touch') this.#tap(labelIdAt(event));
    else if (wasTap && labelIdOf(event.target) === null && labelIdAt(event) === null)
      this.#state.selection.select(null);
    if (this.#down.length > 0) this.isPanning = true;
  }

  /** Drops nothing and forgets what was pressed. */
  cancel(): void {
    if (this.#pressed?.hold) clearTimeout(this.#pressed.hold);
    this.#pressed = null;
    this.#keptSelection = null;
    this.carried = null;
    this.isPanning = false;
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    // Browsers report a pinch on a touchpad as a wheel with Ctrl held.
    if (event.ctrlKey || event.metaKey) {
      this.view = zoomedAt(this.view, this.screenPoint(event), zoomOfTurn(event.deltaY));
    } else {
      this.view = { ...this.view, x: this.view.x - event.deltaX, y: this.view.y - event.deltaY };
    }
  }

  #pan(pointerId: number, before: Point, at: Point): void {
    if (this.#pressed?.hold) clearTimeout(this.#pressed.hold);
    this.#pressed = null;
    this.isPanning = true;
    const other = this.#down.find((each) => each.pointerId !== pointerId)?.at;
    this.view = other
      ? pinched(this.view, [before, other], [at, other])
      : { ...this.view, x: this.view.x + at.x - before.x, y: this.view.y + at.y - before.y };
  }

  #carry(id: string, at: Point): void {
    const isCause = this.#state.picture.layout.labels.some(
      (label) => label.id === id && label.kind === 'cause',
    );
    if (!isCause || !this.#state.canEdit) return;
    if (!this.carried && !this.#state.selection.ids.includes(id)) this.#state.selection.select(id);
    const ids = this.carried?.ids ?? this.#state.selection.causes;
    const branch = this.carried?.branch ?? branchOf(this.#state.tree.current, ...ids);
    const target = dropTargetAt(
      this.#state.picture.layout,
      this.diagramPoint(at),
      (each) => !branch.has(each),
    );
    this.carried = { id: id as CauseId, ids, branch, pointer: at, target }; // a cause, as asked above
  }

  #drop(ids: readonly string[], { kind, label }: DropTarget): void {
    const parent = kind === 'under' ? asId<'cause'>(label.id) : this.#state.tree.parentOf(label.id);
    if (parent !== null)
      this.#state.moveTo(ids, { parent, after: kind === 'under' ? 'end' : asId(label.id) });
  }

  /** A second tap on what is selected starts typing. */
  #tap(id: string | null): void {
    const { selection } = this.#state;
    if (id !== null && selection.isGathering) selection.select(id, { extend: true });
    else if (id !== null && selection.current === id) selection.edit(id);
    else this.#state.selection.select(id);
  }
}

function labelIdOf(target: EventTarget | null): string | null {
  return (
    (target instanceof Element ? target.closest('[data-node]') : null)?.getAttribute('data-node') ?? null
  );
}

/** While a pointer is captured its events all go to the surface: ask what really lies there. */
function labelIdAt(event: PointerEvent): string | null {
  return labelIdOf(document.elementFromPoint(event.clientX, event.clientY));
}
