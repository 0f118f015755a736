import { walkCauses, wholeNote } from './fishbone.ts';
import type { Fishbone } from './fishbone.ts';

/** Letters without their signs and in one case: who types "zle" finds "źle". */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l');
}

/** The ids of bones and causes that hold every word of the query, in reading order; notes count too. */
export function searchCauses(fishbone: Fishbone, query: string): ReadonlySet<string> {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return new Set();
  const holds = (text: string): boolean => {
    const plain = folded(text);
    return words.every((word) => plain.includes(word));
  };
  const found = new Set<string>();
  for (const bone of fishbone.bones) {
    if (holds(bone.name)) found.add(bone.id);
    for (const { node } of walkCauses({ bones: [bone] })) {
      if (holds(`${node.text} ${wholeNote(node)}`)) found.add(node.id);
    }
  }
  return found;
}
