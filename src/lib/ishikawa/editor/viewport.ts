/** What part of a diagram is seen: screen = diagram * scale + offset; pixels. */
export interface Viewport {
  scale: number;
  x: number;
  y: number;
}

export interface Point {
  x: number;
  y: number;
}

interface Size {
  width: number;
  height: number;
}

interface Area extends Point, Size {}

export const SMALLEST_SCALE = 0.08;
export const LARGEST_SCALE = 4;
/** A small diagram is not blown up beyond this when it is fitted. */
export const LARGEST_FIT = 2;
const PADDING = 12;
const WHEEL_ZOOM = 0.006;
/** A notch of a mouse wheel counts for no more than this, a touchpad sends many small turns. */
export const LARGEST_TURN = 35;

/** The diagram position under a screen position. */
export function toDiagram(view: Viewport, screen: Point): Point {
  return { x: (screen.x - view.x) / view.scale, y: (screen.y - view.y) / view.scale };
}

/** The screen position of a diagram position. */
export function toScreen(view: Viewport, point: Point): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
}

/** Shows all of an area in the middle of a screen. */
export function fitted(area: Area, screen: Size): Viewport {
  const room = {
    width: Math.max(1, screen.width - 2 * PADDING),
    height: Math.max(1, screen.height - 2 * PADDING),
  };
  const scale = clampScale(Math.min(room.width / area.width, room.height / area.height, LARGEST_FIT));
  return {
    scale,
    x: screen.width / 2 - (area.x + area.width / 2) * scale,
    y: screen.height / 2 - (area.y + area.height / 2) * scale,
  };
}

/** Zooms by a factor and keeps what is under a screen position there. */
export function zoomedAt(view: Viewport, screen: Point, factor: number): Viewport {
  const scale = clampScale(view.scale * factor);
  const under = toDiagram(view, screen);
  return { scale, x: screen.x - under.x * scale, y: screen.y - under.y * scale };
}

/** The factor by which a turn of the wheel zooms: `deltaY` of its event, in pixels, away from the reader is smaller. */
export function zoomOfTurn(deltaY: number): number {
  return Math.exp(-Math.max(-LARGEST_TURN, Math.min(LARGEST_TURN, deltaY)) * WHEEL_ZOOM);
}

/** Two fingers: what was under each of them stays under it. */
export function pinched(
  view: Viewport,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
): Viewport {
  const spread = (pair: readonly [Point, Point]): number =>
    Math.hypot(pair[0].x - pair[1].x, pair[0].y - pair[1].y);
  const middle = (pair: readonly [Point, Point]): Point => ({
    x: (pair[0].x + pair[1].x) / 2,
    y: (pair[0].y + pair[1].y) / 2,
  });
  const [from, to] = [middle(before), middle(after)];
  const zoomed = zoomedAt(view, from, spread(after) / Math.max(1, spread(before)));
  return { ...zoomed, x: zoomed.x + to.x - from.x, y: zoomed.y + to.y - from.y };
}

/** Moves as little as needed to bring an area into sight. */
export function movedToShow(view: Viewport, area: Area, screen: Size): Viewport {
  const start = toScreen(view, area);
  const end = toScreen(view, { x: area.x + area.width, y: area.y + area.height });
  return {
    scale: view.scale,
    x: view.x + shift(start.x, end.x, screen.width),
    y: view.y + shift(start.y, end.y, screen.height),
  };
}

/** Moves a diagram position to the middle of a screen. */
export function centred(view: Viewport, point: Point, screen: Size): Viewport {
  return {
    scale: view.scale,
    x: screen.width / 2 - point.x * view.scale,
    y: screen.height / 2 - point.y * view.scale,
  };
}

/** Whether an area is larger than the screen, so that one sees a part of it only. */
export function overflows(view: Viewport, area: Size, screen: Size): boolean {
  return area.width * view.scale > screen.width || area.height * view.scale > screen.height;
}

function shift(start: number, end: number, room: number): number {
  if (start < PADDING) return PADDING - start;
  return end > room - PADDING ? Math.max(PADDING - start, room - PADDING - end) : 0;
}

function clampScale(scale: number): number {
  return Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, scale));
}
