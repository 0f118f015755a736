import type { Arrangement, ColumnSeat } from './arrangement.ts';
import type { CategoryId, CauseId } from '../cause.ts';
import type { BranchShape } from './branch-shapes.ts';
import { MARGIN } from './layout-style.ts';
import type { LayoutBone } from './layout-tree.ts';
import { placeHalf } from './place-half.ts';
import type { ArrangedBone, PlacedHalf } from './place-half.ts';
import type { Half } from './plan-columns.ts';
import { BAND } from './reach.ts';
import { columnOf, splitBone, widthsToOffer } from './split-bone.ts';
import type { BoneColumn } from './split-bone.ts';

/** A bone, the causes that hang on it, and the shapes that the branch of each can take. */
export interface ShapedBone {
  bone: LayoutBone;
  half: Half;
  ids: readonly CauseId[];
  branches: readonly (readonly BranchShape[])[];
}

/** Both halves of a picture, placed, and what the next picture keeps of them. */
export interface ArrangedFishbone {
  halves: Readonly<Record<Half, PlacedHalf>>;
  arrangement: Arrangement;
  /** How much the picture is enlarged where it is fitted into the reference surface. */
  scale: number;
}

interface Size {
  width: number;
  height: number;
}

/** Pictures are compared as if they filled a surface of so many square pixels: 1920 x 900. */
const REFERENCE_AREA = 1_728_000;
/** Text of twice its size is large enough: a small fish stays a classic one instead of growing further. */
const LARGE_ENOUGH = 2;
/** What text beyond that is still worth. */
const BEYOND = 0.01;
/** A column more, and a tooth more, have to enlarge the text by these shares. */
const COLUMN_COST = 0.003;
const TOOTH_COST = 0.01;
/** Rooms for the columns, from the lowest on, in steps of this factor. */
const LOWEST_ROOM = 88;
const ROOM_STEP = 1.05;
/** Evening out a bone may widen each of its columns by so many pixels. */
const EVENING_COST = 6;
/** A kept column may grow beyond its room by this share, and by some rows, before its bone is arranged anew. */
const KEPT_GROWTH = 1.12;
const KEPT_ROWS = 70;
/** Everything is arranged anew for text that grows by this share. */
const WORTH_CHANGING = 1.15;

/**
 * Arranges a fishbone for a surface: tries heights for the columns of each half, puts the causes of every bone
 * into the narrowest columns of that height, and takes the pair of halves whose text is largest when the whole
 * is fitted into the surface. Pure: the same fishbone gives the same picture.
 */
export function arrangeFishbone(bones: readonly ShapedBone[], head: Size, aspect: number): ArrangedFishbone {
  const surface = surfaceOf(aspect);
  const choices = { above: halfChoices(bones, 'above', head), below: halfChoices(bones, 'below', head) };
  let best: { above: HalfChoice; below: HalfChoice; value: number } | null = null;
  for (const above of choices.above) {
    for (const below of choices.below) {
      const scale = scaleOf(above.placed, below.placed, head, surface);
      const cost =
        1 - COLUMN_COST * (above.columns + below.columns) - TOOTH_COST * (above.teeth + below.teeth);
      const value = Math.min(scale, LARGE_ENOUGH) * cost + BEYOND * scale;
      if (!best || value > best.value) best = { above, below, value };
    }
  }
  const arranged = {
    above: (best?.above.bones ?? []).map((each) => evenedOut(each, bones)),
    below: (best?.below.bones ?? []).map((each) => evenedOut(each, bones)),
  };
  const rooms = { above: best?.above.room ?? LOWEST_ROOM, below: best?.below.room ?? LOWEST_ROOM };
  const halves = placePaired(arranged, head);
  return finish(bones, halves, head, surface, (bone) => rooms[bone.half]);
}

/**
 * Arranges an edited fishbone as it was arranged before: a cause stands in its column, a new one in that of its
 * neighbour, and a stroke nowhere nearer the head than it was. Only a bone that outgrows its room is arranged
 * anew, by itself. Null when nothing can be kept: there are other bones, or they changed places.
 */
export function rearrangeFishbone(
  bones: readonly ShapedBone[],
  head: Size,
  aspect: number,
  kept: Arrangement,
): ArrangedFishbone | null {
  if (bones.length !== kept.bones.length || bones.some(({ bone }, i) => bone.id !== kept.bones[i]))
    return null;
  const anew = new Set<CategoryId>();
  const roomOf = ({ bone }: ShapedBone): number => kept.rooms.get(bone.id) ?? LOWEST_ROOM;
  const arranged = bones.map((shaped): ArrangedBone => {
    const { bone, half, branches } = shaped;
    const columns = keptColumns(shaped, kept, roomOf(shaped));
    if (columns) return { bone, half, columns };
    anew.add(bone.id);
    return evenedOut(
      { bone, half, columns: splitBone(branches, widthsToOffer(branches), roomOf(shaped)) },
      bones,
    );
  });
  const placed = (half: Half): PlacedHalf => {
    const own = arranged.filter((each) => each.half === half);
    return placeHalf(own, head, (order, stroke, nearest) => {
      const id = own[order]?.bone.id;
      const joints = id === undefined || (stroke > 0 && anew.has(id)) ? [] : (kept.joints.get(id) ?? []);
      return joints[stroke] ?? nearest;
    });
  };
  const halves = { above: placed('above'), below: placed('below') };
  return finish(bones, halves, head, surfaceOf(aspect), roomOf);
}

/**
 * Whether a picture is so much larger than the one on screen that people may be made to look for everything
 * again: by its `scale`. Where texts are large enough it never is.
 */
export function isWorthChanging(onScreen: { scale: number }, anew: { scale: number }): boolean {
  return onScreen.scale < LARGE_ENOUGH && anew.scale > WORTH_CHANGING * onScreen.scale;
}

function surfaceOf(aspect: number): Size {
  const width = Math.sqrt(REFERENCE_AREA * aspect);
  return { width, height: width / aspect };
}

interface HalfChoice {
  room: number;
  bones: ArrangedBone[];
  placed: PlacedHalf;
  columns: number;
  teeth: number;
}

/** One half with every height of columns that is worth trying. */
function halfChoices(bones: readonly ShapedBone[], half: Half, head: Size): HalfChoice[] {
  const own = bones.filter((each) => each.half === half);
  const widths = own.map(({ branches }) => widthsToOffer(branches));
  const highest = Math.max(LOWEST_ROOM, ...own.map(({ branches }) => highestColumn(branches)));
  const choices: HalfChoice[] = [];
  for (let room = LOWEST_ROOM; ; room *= ROOM_STEP) {
    const arranged = own.map(({ bone, branches }, i): ArrangedBone => {
      return { bone, half, columns: splitBone(branches, widths[i] ?? [], room) };
    });
    choices.push({
      room,
      bones: arranged,
      placed: placeHalf(arranged, head),
      columns: sum(arranged.map(({ columns }) => Math.max(0, columns.length - 1))),
      teeth: sum(arranged.map(({ columns }) => Math.max(0, Math.ceil(columns.length / 2) - 1))),
    });
    if (room >= highest) return choices;
  }
}

function highestColumn(branches: readonly (readonly BranchShape[])[]): number {
  return sum(branches.map((shapes) => shapes[0]?.height ?? 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function scaleOf(above: PlacedHalf, below: PlacedHalf, head: Size, surface: Size): number {
  const width = head.width + Math.max(above.width, below.width) + 2 * MARGIN;
  const height = above.height + below.height + 2 * MARGIN;
  return Math.min(surface.width / width, surface.height / height);
}

/** Lowers the columns of a bone as long as they become neither more nor much wider. */
function evenedOut(arranged: ArrangedBone, bones: readonly ShapedBone[]): ArrangedBone {
  const { bone, columns } = arranged;
  const branches = bones.find((each) => each.bone === bone)?.branches ?? [];
  const widths = widthsToOffer(branches);
  const widest = sum(columns.map(({ width }) => width)) + EVENING_COST * columns.length;
  let even = columns;
  if (columns.length < 2) return arranged;
  for (let room = tallest(columns) - BAND; room >= LOWEST_ROOM; room -= BAND) {
    const lower = splitBone(branches, widths, room);
    if (lower.length > columns.length || sum(lower.map(({ width }) => width)) > widest) break;
    if (tallest(lower) > room) break;
    even = lower;
  }
  return { ...arranged, columns: even };
}

function tallest(columns: readonly BoneColumn[]): number {
  return Math.max(0, ...columns.map(({ height }) => height));
}

/** The wider half first; in the other, a bone moves on to the joint of its partner where that costs nothing. */
function placePaired(
  arranged: Readonly<Record<Half, readonly ArrangedBone[]>>,
  head: Size,
): Record<Half, PlacedHalf> {
  const loose = { above: placeHalf(arranged.above, head), below: placeHalf(arranged.below, head) };
  const wide: Half = loose.above.width >= loose.below.width ? 'above' : 'below';
  const other: Half = wide === 'above' ? 'below' : 'above';
  let slack = loose[wide].width - loose[other].width;
  const paired = placeHalf(arranged[other], head, (order, stroke, nearest) => {
    const partner = loose[wide].bones[order]?.strokes[0]?.joint;
    if (stroke > 0 || partner === undefined || partner > nearest || nearest - partner > slack) return nearest;
    slack -= nearest - partner;
    return partner;
  });
  return wide === 'above' ? { above: loose.above, below: paired } : { above: paired, below: loose.below };
}

function keptColumns(
  { bone, ids, branches }: ShapedBone,
  kept: Arrangement,
  room: number,
): BoneColumn[] | null {
  const firstSeat = ids.map((id) => kept.seats.get(id)).find((seat) => seat !== undefined);
  if (!firstSeat) return branches.length === 0 ? [] : null;
  let seat: ColumnSeat = firstSeat;
  const groups: { from: number; to: number; seat: ColumnSeat }[] = [];
  for (const [i, id] of ids.entries()) {
    seat = kept.seats.get(id) ?? seat;
    const last = groups.at(-1);
    if (last?.seat.column === seat.column) last.to = i + 1;
    else groups.push({ from: i, to: i + 1, seat });
  }
  // Causes that changed places may have torn columns apart; a stroke more than before needs room of its own.
  if (Math.ceil(groups.length / 2) > (kept.joints.get(bone.id)?.length ?? 0)) return null;
  const columns = groups.map(({ from, to, seat: { width } }) => columnOf(branches, from, to, width, room));
  const most = room * KEPT_GROWTH + KEPT_ROWS;
  const isTooHigh = columns.some(({ from, to, height }) => to - from > 1 && height > most);
  return isTooHigh ? null : columns;
}

function finish(
  bones: readonly ShapedBone[],
  halves: Record<Half, PlacedHalf>,
  head: Size,
  surface: Size,
  roomOf: (bone: ShapedBone) => number,
): ArrangedFishbone {
  const seats = new Map<CauseId, ColumnSeat>();
  const joints = new Map<CategoryId, number[]>();
  for (const { arranged, strokes } of [...halves.above.bones, ...halves.below.bones]) {
    const ids = bones.find(({ bone }) => bone === arranged.bone)?.ids ?? [];
    for (const [column, { from, to, offered }] of arranged.columns.entries()) {
      for (const id of ids.slice(from, to)) seats.set(id, { column, width: offered });
    }
    joints.set(
      arranged.bone.id,
      strokes.map(({ joint }) => joint),
    );
  }
  const arrangement: Arrangement = {
    bones: bones.map(({ bone }) => bone.id),
    rooms: new Map(bones.map((shaped) => [shaped.bone.id, roomOf(shaped)])),
    seats,
    joints,
  };
  return { halves, arrangement, scale: scaleOf(halves.above, halves.below, head, surface) };
}
