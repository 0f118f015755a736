import * as Y from 'yjs';
import type { RandomSource } from '#lib/base/random.ts';
import { hueOfIndex } from '../cause.ts';
import type { Fishbone } from '../fishbone.ts';
import type { FishboneDoc } from './fishbone-doc.ts';
import { ordersBetween } from './fractional-order.ts';
import type { TemplateCategory } from '../templates.ts';

/** What a new fishbone starts from. */
export interface FishboneStart {
  head: string;
  headSide: Fishbone['headSide'];
  categories: readonly TemplateCategory[];
}

/**
 * Writes the head and the categories into an empty document, in one transaction. The server does it
 * once: content that several clients seed would be there several times.
 */
export function startFishbone(
  board: FishboneDoc,
  start: FishboneStart,
  source: { random: RandomSource; newId: () => string },
): void {
  const orders = ordersBetween(null, null, start.categories.length, source.random);
  board.doc.transact(() => {
    board.head.insert(0, start.head);
    board.settings.set('headSide', start.headSide);
    for (const [i, category] of start.categories.entries()) {
      const record = new Y.Map<unknown>();
      record.set('name', new Y.Text(category.name));
      record.set('question', category.question);
      record.set('order', orders[i]);
      record.set('hue', hueOfIndex(i));
      record.set('living', true);
      board.categories.set(source.newId(), record);
    }
  });
}
