/** From how many letters on a text is set how large, the shortest first; the last size holds for the rest. */
export type TextSizes = readonly (readonly [letters: number, px: number])[];

/** As large as a text can be on its place on the wall; pixels at 1080p, never below what the last row reads [WS127]. */
export function sizeOf(text: string, sizes: TextSizes): number {
  const fitting = sizes.find(([letters]) => text.length <= letters) ?? sizes.at(-1);
  return Math.max(LEAST_TEXT_PX, fitting?.[1] ?? LEAST_TEXT_PX);
}

/** Nothing on the wall but the fish is smaller; pixels at 1080p. */
export const LEAST_TEXT_PX = 24;
