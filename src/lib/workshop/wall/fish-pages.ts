import type { Fishbone } from '#lib/ishikawa/fishbone.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import { layoutFishbone } from '#lib/ishikawa/layout/layout-fishbone.ts';
import { CAUSE_STYLE } from '#lib/ishikawa/layout/layout-style.ts';
import type { MeasureText } from '#lib/ishikawa/layout/text-metrics.ts';
import { bonePages } from '#lib/ishikawa/picture/paper.ts';

interface Size {
  width: number;
  height: number;
}

/** What the fish gets of a wall of 1920 x 1080, and a bone beside the map of the whole. */
export const FISH_SURFACE: Size = { width: 1872, height: 848 };
export const BONE_SURFACE: Size = { width: 1440, height: 848 };
/** Smaller text is not read from the last row; pixels at 1080p. */
export const LEAST_FISH_PX = 20;
/** A fish of three causes is no poster: its text grows to 36 px. */
export const LARGEST_ENLARGEMENT = 2.8;

/** The fish as the wall shows it at once: all of it, or a part of one bone. */
export interface FishPage {
  /** As the slide is called. */
  id: string;
  fishbone: Fishbone;
  boneId: string | null;
  boneName: string;
  part: number;
  parts: number;
}

/** How much a picture is enlarged on its surface. */
export function enlargement(layout: Size, surface: Size): number {
  return Math.min(surface.width / layout.width, surface.height / layout.height, LARGEST_ENLARGEMENT);
}

/** The smallest text of a fish on its surface, in pixels at 1080p. */
export function smallestText(fishbone: Fishbone, surface: Size, measure: MeasureText): number {
  const layout = layoutFishbone(fishbone, measure, { aspect: surface.width / surface.height });
  return CAUSE_STYLE.size * enlargement(layout, surface);
}

/**
 * What of the fish is on the wall at once [WS128]: all of it while its text can be read from the last row, else
 * bone by bone, a heavy bone in parts. The same for the wall and for who steers it.
 */
export function fishPages(fishbone: Fishbone, measure: MeasureText): FishPage[] {
  const whole: FishPage = { id: 'fish', fishbone, boneId: null, boneName: '', part: 1, parts: 1 };
  if (smallestText(fishbone, FISH_SURFACE, measure) >= LEAST_FISH_PX) return [whole];
  const isReadable = (part: Fishbone): boolean => smallestText(part, BONE_SURFACE, measure) >= LEAST_FISH_PX;
  const pages = fishbone.bones.flatMap((bone) =>
    bonePages(fishbone, bone, isReadable).map(({ fishbone: shown, part, parts }): FishPage => ({
      id: `fish-${bone.id}-${part}`,
      fishbone: shown,
      boneId: bone.id,
      boneName: bone.name,
      part,
      parts,
    })),
  );
  return pages.length > 0 ? pages : [whole];
}

/** The page on which a cause stands; undefined when it is on none. */
export function pageOf(pages: readonly FishPage[], causeId: string | null): FishPage | undefined {
  if (causeId === null) return undefined;
  return pages.find(({ fishbone }) => {
    for (const { node } of walkCauses(fishbone)) if (node.id === causeId) return true;
    return false;
  });
}
