import { asId } from '#lib/base/ids.ts';
import { hueOfIndex } from '../cause.ts';
import type { Bone, CauseNode, Fishbone, HeadSide } from '../fishbone.ts';
import type { OutlineNode } from '../outline-node.ts';

interface GrowingCause extends CauseNode {
  children: GrowingCause[];
}

/** The fishbone of a bare tree; ids count in reading order: `category-1`, `cause-1`, `cause-2`, ... */
export function fishboneOfOutline(root: OutlineNode, headSide: HeadSide = 'right'): Fishbone {
  let causes = 0;
  const bones = root.children.map((category, index): Bone => {
    const children: GrowingCause[] = [];
    const pending = category.children.map((node) => ({ node, into: children })).reverse();
    for (let next = pending.pop(); next; next = pending.pop()) {
      const cause: GrowingCause = {
        id: asId(`cause-${++causes}`),
        text: next.node.text,
        authorId: null,
        note: '',
        tags: [],
        twinOf: null,
        children: [],
      };
      next.into.push(cause);
      for (let i = next.node.children.length - 1; i >= 0; i--) {
        const child = next.node.children[i];
        if (child) pending.push({ node: child, into: cause.children });
      }
    }
    return {
      id: asId(`category-${index + 1}`),
      name: category.text,
      question: '',
      hue: hueOfIndex(index),
      children,
    };
  });
  return { head: root.text, headSide, bones };
}
