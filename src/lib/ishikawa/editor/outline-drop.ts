import { asId } from '#lib/base/ids.ts';
import type { CauseId } from '../cause.ts';
import type { Spot } from '../doc/edit-fishbone.ts';
import { walkCauses } from '../fishbone.ts';
import type { Fishbone } from '../fishbone.ts';

/** A row that something is dropped on: at its upper edge, its lower edge, or its middle. */
export interface RowDrop {
  id: string;
  zone: 'before' | 'under' | 'after';
}

/** Where a cause lands that is dropped on a row; null for a row that is gone. */
export function dropSpot(fishbone: Fishbone, { id, zone }: RowDrop): Spot | null {
  if (zone === 'under') return { parent: asId(id), after: 'end' };
  for (const { node, parent, bone } of walkCauses(fishbone)) {
    if (node.id !== id) continue;
    const holder = parent ?? bone;
    if (zone === 'after') return { parent: holder.id, after: node.id };
    const before: CauseId | undefined =
      holder.children[holder.children.findIndex((each) => each.id === id) - 1]?.id;
    return { parent: holder.id, after: before ?? 'start' };
  }
  return null;
}
