/** The list with one of its items at a place from 1 on; a place beyond the end is the last. */
export function moveTo<Item>(list: readonly Item[], item: Item, place: number): Item[] {
  const others = list.filter((other) => other !== item);
  return others.toSpliced(place - 1, 0, item);
}
