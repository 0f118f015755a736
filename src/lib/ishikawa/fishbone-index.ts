import type { CauseId } from './cause.ts';
import { walkCauses } from './fishbone.ts';
import type { CauseNode, CauseVisit, Fishbone } from './fishbone.ts';

/** A fishbone for looking things up in. */
export interface FishboneIndex {
  /** Every cause by its id, with what it hangs on. */
  visits: ReadonlyMap<string, CauseVisit>;
  /** All places of a cause that stands in several, by the id of the original. */
  places: ReadonlyMap<CauseId, readonly CauseVisit[]>;
}

/** Walks a fishbone once and remembers what was met. */
export function indexFishbone(fishbone: Fishbone): FishboneIndex {
  const visits = new Map<string, CauseVisit>();
  const places = new Map<CauseId, CauseVisit[]>();
  for (const visit of walkCauses(fishbone)) {
    const { node } = visit;
    visits.set(node.id, visit);
    const root = node.twinOf ?? node.id;
    const known = places.get(root);
    if (known) known.push(visit);
    else places.set(root, [visit]);
  }
  return { visits, places };
}

/** The causes that a cause hangs on, the nearest first. */
export function ancestorsIn(index: FishboneIndex, id: string): CauseNode[] {
  const ancestors: CauseNode[] = [];
  for (let at = index.visits.get(id)?.parent; at; at = index.visits.get(at.id)?.parent) ancestors.push(at);
  return ancestors;
}

/** What a cause hangs on, from the bone down to the cause before it. */
export function pathOf(index: FishboneIndex, id: string): string[] {
  const bone = index.visits.get(id)?.bone;
  return bone
    ? [
        bone.name,
        ...ancestorsIn(index, id)
          .map((cause) => cause.text)
          .reverse(),
      ]
    : [];
}
