/** Databases take so many values in one statement. */
const PIECE = 500;

/** A long list in pieces that fit into one statement each. */
export function piecesOf<Item>(items: readonly Item[]): Item[][] {
  const pieces: Item[][] = [];
  for (let at = 0; at < items.length; at += PIECE) pieces.push(items.slice(at, at + PIECE));
  return pieces;
}
