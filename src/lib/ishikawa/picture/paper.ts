import type { Bone, CauseNode, Fishbone } from '../fishbone.ts';
import { CAUSE_STYLE } from '../layout/layout-style.ts';
import type { MarkedPicture } from './mark-picture.ts';

/** A landscape page of A4 without the margins that a printer leaves free; millimetres. */
const PAGE = { width: 297 - 20, height: 210 - 20 };
/** What the title and the line below take of it. */
const CAPTIONS = 20;

/** Width over height of what can be printed on a landscape page of A4; A3 differs by a hundredth. */
export const PAPER_ASPECT = PAGE.width / PAGE.height;
/** The same with a title above the picture and a line under it. */
export const CAPTIONED_ASPECT = PAGE.width / (PAGE.height - CAPTIONS);
/** Text smaller than this is not read on paper; points. */
export const LEAST_POINTS = 7;

const POINTS_PER_MM = 72 / 25.4;

/** What stands on one printed page, or on the wall at once. */
export interface PaperPage {
  fishbone: Fishbone;
  /** The bone that stands by itself; null for the whole. */
  bone: Bone | null;
  /** Which part of that bone it is, of how many: a very heavy bone takes several pages. */
  part: number;
  parts: number;
}

/** How large the text of causes is on a captioned page of A4; points. */
export function pointsOnPaper({ layout: { width, height } }: Pick<MarkedPicture, 'layout'>): number {
  const scale = Math.min(PAGE.width / width, (PAGE.height - CAPTIONS) / height);
  return CAUSE_STYLE.size * scale * POINTS_PER_MM;
}

/**
 * The pages on which a fishbone is printed: one where its text is large enough; else the whole as an overview,
 * and then every bone with causes by itself, in as many parts as it needs. `draw` lays out what is given.
 */
export function paperPages(fishbone: Fishbone, draw: (part: Fishbone) => MarkedPicture): PaperPage[] {
  const isReadable = (part: Fishbone): boolean => pointsOnPaper(draw(part)) >= LEAST_POINTS;
  const whole: PaperPage = { fishbone, bone: null, part: 1, parts: 1 };
  if (isReadable(fishbone)) return [whole];
  return [whole, ...fishbone.bones.flatMap((bone) => bonePages(fishbone, bone, isReadable))];
}

/**
 * One bone by itself, in as many parts as it needs to be read; none for a bone without causes. On paper and on
 * a wall alike: what can be read there, `isReadable` says.
 */
export function bonePages(
  fishbone: Fishbone,
  bone: Bone,
  isReadable: (part: Fishbone) => boolean,
): PaperPage[] {
  if (bone.children.length === 0) return [];
  const alone = (children: readonly CauseNode[]): Fishbone => ({
    ...fishbone,
    bones: [{ ...bone, children }],
  });
  const split = (children: readonly CauseNode[]): CauseNode[][] => {
    // One cause with all its whys is not torn apart: its page is the most that can be done.
    if (children.length === 1 || isReadable(alone(children))) return [[...children]];
    const middle = Math.ceil(children.length / 2);
    return [...split(children.slice(0, middle)), ...split(children.slice(middle))];
  };
  const parts = split(bone.children);
  return parts.map((children, i) => ({ fishbone: alone(children), bone, part: i + 1, parts: parts.length }));
}
