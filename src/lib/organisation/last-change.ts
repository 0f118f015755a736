/** Who did an action last, and when. */
export interface LastChange {
  atMs: number;
  actorName: string;
}

/** The newest of the changes that these actions made; undefined where none of them was ever done. */
export function lastChange(
  last: Readonly<Record<string, LastChange>>,
  actions: readonly string[],
): LastChange | undefined {
  return actions
    .flatMap((action) => last[`organisation.${action}`] ?? [])
    .toSorted((one, other) => other.atMs - one.atMs)[0];
}
