import { indexFishbone } from './fishbone-index.ts';
import { walkCauses, type CauseVisit, type Fishbone } from './fishbone.ts';

/** One difference between two states of a diagram. `causeId` is a new one for `add`; `text` is how it reads afterwards. */
export type FishboneChange =
  | {
      kind: 'add' | 'move';
      causeId: string;
      text: string;
      /** The nearest cause or bone above it that both states have. */
      under: string;
    }
  | {
      /** `rename`: of a bone, or of the head, whose id is empty. */
      kind: 'change' | 'note' | 'rename';
      causeId: string;
      text: string;
      /** How it read before. */
      was: string;
    }
  /** `text`: as it read. */
  | { kind: 'remove'; causeId: string; text: string };

/**
 * What leads from one state of a diagram to another, in reading order: causes that are new, read
 * otherwise, have another note, hang elsewhere, or are gone; and the names of bones and of the head. A branch
 * that is gone is told by its top alone; an empty new cause is not told.
 */
export function diffFishbones(before: Fishbone, after: Fishbone): FishboneChange[] {
  const old = indexFishbone(before).visits;
  const bones = new Set<string>(before.bones.map(({ id }) => id));
  const { visits } = indexFishbone(after);
  const isKnown = (id: string): boolean => old.has(id) || bones.has(id);
  const changes: FishboneChange[] = [];
  for (const visit of walkCauses(after)) {
    const { id, text } = visit.node;
    const was = old.get(id);
    const under = nearestKnown(visit, visits, isKnown);
    if (!was) {
      if (text.trim() !== '') changes.push({ kind: 'add', causeId: id, text, under });
      continue;
    }
    if (was.node.text !== text) changes.push({ kind: 'change', causeId: id, text, was: was.node.text });
    if (was.node.note !== visit.node.note && visit.node.twinOf === null)
      changes.push({ kind: 'note', causeId: id, text: visit.node.note, was: was.node.note });
    if (parentOf(was) !== parentOf(visit)) changes.push({ kind: 'move', causeId: id, text, under });
  }
  for (const { node, parent } of walkCauses(before)) {
    const isTop = !visits.has(node.id) && (parent === null || visits.has(parent.id));
    if (isTop) changes.push({ kind: 'remove', causeId: node.id, text: node.text });
  }
  return [...changes, ...renamed(before, after)];
}

function renamed(before: Fishbone, after: Fishbone): FishboneChange[] {
  const names = (fishbone: Fishbone): (readonly [id: string, name: string])[] => [
    ['', fishbone.head],
    ...fishbone.bones.map(({ id, name }) => [id, name] as const),
  ];
  const old = new Map(names(before));
  return names(after).flatMap(([id, text]) => {
    const was = old.get(id);
    return was === undefined || was === text ? [] : [{ kind: 'rename', causeId: id, text, was }];
  });
}

function parentOf({ parent, bone }: CauseVisit): string {
  return parent?.id ?? bone.id;
}

function nearestKnown(
  visit: CauseVisit,
  visits: ReadonlyMap<string, CauseVisit>,
  isKnown: (id: string) => boolean,
): string {
  for (let at: CauseVisit | undefined = visit; at?.parent; at = visits.get(at.parent.id))
    if (isKnown(at.parent.id)) return at.parent.id;
  return visit.bone.id;
}
