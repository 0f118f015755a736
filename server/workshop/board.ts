import { newId } from '#lib/base/ids.ts';
import { openFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { startFishbone } from '#lib/ishikawa/doc/start-fishbone.ts';
import { TEMPLATE_IDS, templateCategories } from '#lib/ishikawa/templates.ts';
import type { TemplateCategory } from '#lib/ishikawa/templates.ts';
import { documentName } from '#lib/sync/document-name.ts';
import type { Rooms } from '../rooms.ts';
import type { WorkshopRow } from './store.ts';

export function boardName(workshopId: string): string {
  return documentName({ kind: 'board', workshop: workshopId });
}

/** Writes the head and the given or the template's categories once; a board that has something is left alone. */
export async function ensureBoard(
  rooms: Rooms,
  workshop: WorkshopRow,
  own: readonly TemplateCategory[] = [],
): Promise<void> {
  await rooms.edit(boardName(workshop.id), (doc) => {
    const board = openFishbone(doc);
    if (board.categories.size > 0 || board.causes.size > 0 || board.head.length > 0) return;
    const template = TEMPLATE_IDS.find((id) => id === workshop.template) ?? 'own';
    const categories = own.length > 0 ? own : templateCategories(template, workshop.language);
    startFishbone(
      board,
      { head: workshop.problem, headSide: 'right', categories },
      { random: Math.random, newId: () => newId() },
    );
  });
}
