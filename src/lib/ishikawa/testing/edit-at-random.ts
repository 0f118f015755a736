import { asId } from '#lib/base/ids.ts';
import { pick } from '#lib/base/random.ts';
import type { RandomSource } from '#lib/base/random.ts';
import type { Bone, CauseNode, Fishbone } from '../fishbone.ts';
import { randomFishbone } from './random-fishbone.ts';

type Nodes = (Omit<CauseNode, 'children'> & { children: Nodes })[];
type Changing = Omit<Fishbone, 'bones'> & { bones: (Omit<Bone, 'children'> & { children: Nodes })[] };

/** A fishbone after one edit such as people make: a cause or a why more, another text, a branch removed. */
export function editAtRandom(fishbone: Fishbone, id: string, random: RandomSource): Fishbone {
  // The copy is this function's own, so it may be changed.
  const changed = structuredClone(fishbone) as unknown as Changing;
  const lists: Nodes[] = changed.bones.map(({ children }) => children);
  for (const list of lists) lists.push(...list.map(({ children }) => children));
  const full = lists.filter((list) => list.length > 0);
  const list = pick(random, full) ?? [];
  const at = Math.floor(random() * list.length);
  const [{ children: [made] = [] } = {}] = randomFishbone(
    { causes: 1, bones: 1, maxDepth: 1, minWords: 2, maxWords: 6 },
    random,
  ).bones;
  const text = made?.text ?? '';
  const added = { ...made, id: asId<CauseNode['id']>(id), text, children: [] } as unknown as Nodes[number];
  const kind = random();
  if (kind < 0.35) pick(random, lists.slice(0, changed.bones.length))?.push(added);
  else if (kind < 0.6) list[at]?.children.push(added);
  else if (kind < 0.8 && list[at]) list[at] = { ...list[at], text };
  else list.splice(at, 1);
  return changed;
}
