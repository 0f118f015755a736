import { foldText } from '#lib/base/words/fold-text.ts';
import { hueOfIndex } from '../cause.ts';
import type { Category, CategoryId, Cause, CauseId, ParentId, Place } from '../cause.ts';
import type { Bone, CauseNode, Fishbone, HeadSide } from '../fishbone.ts';

/** Everything that is recorded, in any order. */
export interface FishboneRecords {
  head: string;
  headSide: HeadSide;
  categories: readonly Category[];
  causes: readonly Cause[];
}

/** The tree, and how the records became it: what edits need to know. */
export interface BuiltFishbone {
  fishbone: Fishbone;
  /** Where each living cause is shown, which is not where its record says after a removal or a ring. */
  parentOf: ReadonlyMap<CauseId, ParentId>;
  /** The key by which each living cause is sorted where it is shown. */
  orderOf: ReadonlyMap<CauseId, string>;
  /** The causes at which rings were broken, with the place they were given. */
  ringBreaks: ReadonlyMap<CauseId, Place>;
}

/** Holds causes when a document has no category at all. */
export const UNSORTED = 'unsorted' as CategoryId;

interface GrowingNode extends CauseNode {
  children: GrowingNode[];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Turns records into the tree that everybody sees. It depends on the records alone, so replicas that
 * hold the same records show the same tree; it loses no living cause, whatever the records say.
 */
export function buildFishbone(records: FishboneRecords): BuiltFishbone {
  const categories = [...records.categories].sort((a, b) => byText(a.order, b.order) || byText(a.id, b.id));
  const isCategory = new Set<string>(categories.map((category) => category.id));
  const causeById = new Map<string, Cause>(records.causes.map((cause) => [cause.id, cause]));
  const firstBone = categories.find((category) => category.isLiving)?.id ?? categories[0]?.id ?? UNSORTED;
  const homeOf = (cause: Cause): CategoryId =>
    cause.place.home !== null && isCategory.has(cause.place.home) ? cause.place.home : firstBone;

  const recordedParent = new Map<CauseId, ParentId>();
  for (const cause of records.causes) {
    const { parent } = cause.place;
    const isKnown = isCategory.has(parent) || causeById.has(parent);
    recordedParent.set(cause.id, isKnown ? parent : homeOf(cause));
  }

  const ringBreaks = new Map<CauseId, Place>();
  for (const id of youngestOfRings(recordedParent)) {
    const cause = causeById.get(id);
    if (!cause) continue;
    const home = homeOf(cause);
    recordedParent.set(id, home);
    ringBreaks.set(id, { parent: home, order: cause.place.order, home });
  }

  const hoist = hoister(recordedParent, causeById);
  const parentOf = new Map<CauseId, ParentId>();
  const orderOf = new Map<CauseId, string>();
  const nodes = new Map<ParentId, GrowingNode>();
  const living = records.causes.filter((cause) => cause.isLiving);
  const alsoSaid = wordsOfMerged(records.causes, causeById);
  for (const cause of living) {
    const { parent, order } = hoist(cause);
    parentOf.set(cause.id, parent);
    orderOf.set(cause.id, order);
    const original = originalOf(cause, causeById);
    const said = alsoSaid.get(original.id);
    nodes.set(cause.id, {
      id: cause.id,
      text: original.text,
      authorId: original.authorId,
      note: original.note,
      ...(said ? { alsoSaid: said } : {}),
      tags: original.tags,
      twinOf: cause.twinOf === null ? null : original.id,
      children: [],
    });
  }
  living.sort(
    (a, b) =>
      byText(orderOf.get(a.id) ?? '', orderOf.get(b.id) ?? '') ||
      byText(a.place.order, b.place.order) ||
      byText(a.id, b.id),
  );
  const onBone = new Map<ParentId, GrowingNode[]>();
  for (const cause of living) {
    const node = nodes.get(cause.id);
    const parent = parentOf.get(cause.id) ?? firstBone;
    if (!node) continue;
    const siblings = nodes.get(parent)?.children ?? onBone.get(parent);
    if (siblings) siblings.push(node);
    else onBone.set(parent, [node]);
  }

  const bones: Bone[] = categories
    .filter((category) => category.isLiving || onBone.has(category.id))
    .map(({ id, name, question, hue }) => ({ id, name, question, hue, children: onBone.get(id) ?? [] }));
  const unsorted = onBone.get(UNSORTED);
  if (unsorted && !isCategory.has(UNSORTED)) {
    bones.push({ id: UNSORTED, name: '', question: '', hue: hueOfIndex(0), children: unsorted });
  }
  return {
    fishbone: { head: records.head, headSide: records.headSide, bones },
    parentOf,
    orderOf,
    ringBreaks,
  };
}

/** In every ring of parents, the cause with the greatest id: ids sort by creation, so the youngest. */
function youngestOfRings(parents: ReadonlyMap<CauseId, ParentId>): CauseId[] {
  const walkThatSaw = new Map<CauseId, number>();
  const youngest: CauseId[] = [];
  let walk = 0;
  for (const start of parents.keys()) {
    walk++;
    let at: CauseId | null = start;
    while (at !== null && !walkThatSaw.has(at)) {
      walkThatSaw.set(at, walk);
      at = causeParent(parents, at);
    }
    if (at === null || walkThatSaw.get(at) !== walk) continue;
    let greatest: CauseId = at;
    for (let on = causeParent(parents, at); on !== null && on !== at; on = causeParent(parents, on)) {
      if (on > greatest) greatest = on;
    }
    youngest.push(greatest);
  }
  return youngest;
}

/** The parent of a cause if that is a cause as well. */
function causeParent(parents: ReadonlyMap<CauseId, ParentId>, id: CauseId): CauseId | null {
  const parent = parents.get(id);
  // The key set of `parents` is exactly the causes.
  return parent !== undefined && parents.has(parent as CauseId) ? (parent as CauseId) : null;
}

/** Finds the nearest living ancestor; whoever is lifted keeps the place of the branch that held it. */
function hoister(
  parents: ReadonlyMap<CauseId, ParentId>,
  causeById: ReadonlyMap<string, Cause>,
): (cause: Cause) => { parent: ParentId; order: string } {
  const found = new Map<CauseId, { parent: ParentId; order: string }>();
  return (cause) => {
    const climbed: Cause[] = [];
    let at = cause;
    let answer = found.get(at.id);
    while (!answer) {
      climbed.push(at);
      const parent = parents.get(at.id) ?? UNSORTED;
      const above = causeById.get(parent);
      if (!above || above.isLiving || !parents.has(above.id)) answer = { parent, order: at.place.order };
      else {
        at = above;
        answer = found.get(at.id);
      }
    }
    // A living cause is the parent of those below it, so only removed ones pass their answer down.
    for (const each of climbed) found.set(each.id, answer);
    return answer;
  };
}

/**
 * What causes that were merged said besides: their texts and notes, by the cause that stands for them now.
 * Told from the records and not written anywhere, so that two who merge the same at once say it once.
 */
function wordsOfMerged(
  causes: readonly Cause[],
  causeById: ReadonlyMap<string, Cause>,
): ReadonlyMap<CauseId, readonly string[]> {
  const words = new Map<CauseId, Map<string, string>>();
  for (const cause of causes) {
    const kept = standingFor(cause, causeById);
    if (!kept || kept === cause) continue;
    const said = words.get(kept.id) ?? new Map<string, string>();
    for (const text of [cause.text, cause.note]) {
      const folded = foldText(text);
      const isKnown = [kept.text, kept.note].some((known) => foldText(known) === folded);
      if (folded !== '' && !isKnown && !said.has(folded)) said.set(folded, text);
    }
    if (said.size > 0) words.set(kept.id, said);
  }
  return new Map([...words].map(([id, said]) => [id, [...said.values()]]));
}

/** The living cause into which a removed one was merged, on however long a way; null when there is none. */
function standingFor(cause: Cause, causeById: ReadonlyMap<string, Cause>): Cause | null {
  const seen = new Set<CauseId>();
  let at: Cause | undefined = cause;
  while (at && !at.isLiving && at.mergedInto !== null && !seen.has(at.id)) {
    seen.add(at.id);
    at = causeById.get(at.mergedInto);
  }
  return at?.isLiving ? originalOf(at, causeById) : null;
}

/** Follows `twinOf` to the cause that holds the text; a ring of twins ends at the cause itself. */
function originalOf(cause: Cause, causeById: ReadonlyMap<string, Cause>): Cause {
  const seen = new Set<CauseId>();
  let at = cause;
  while (at.twinOf !== null && !seen.has(at.id)) {
    seen.add(at.id);
    const next = causeById.get(at.twinOf);
    if (!next || next.id === cause.id) return next ?? at;
    at = next;
  }
  return at;
}
