import { parseJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { SearchSource } from '../search/search-context.ts';
import { causesOf } from './board-causes.ts';
import { findSealedBoards, lastSealNumbers, listSealedWorkshops } from './seals/seal-store.ts';
import { listWorkshopIds, listWorkshopIdsOf, listWorkshopTexts } from './searchable-store.ts';

const scopeOf = (workshopId: string): string => `workshop/${workshopId}`;

/** The workshops that a person is in [WS5]: these, and what was said in them, are found. */
async function reachWorkshops({ db }: Context, actor: Actor): Promise<string[]> {
  if (actor.kind !== 'person' || !isPermitted(standingsOf(actor), 'workshop.list')) return [];
  return (await listWorkshopIdsOf(db, actor.id)).map(scopeOf);
}

export const WORKSHOP_SEARCH: SearchSource = {
  listIds: listWorkshopIds,
  read: async (db, ids) =>
    (await listWorkshopTexts(db, ids)).map(({ id, title, goal, problem, createdAtMs }) => ({
      source: id,
      ref: id,
      scope: scopeOf(id),
      title,
      body: [problem, goal].filter((text) => text !== '').join('\n'),
      href: `/workshop/${id}`,
      atMs: createdAtMs,
    })),
  reach: reachWorkshops,
};

/**
 * Causes as they stood when a step was last sealed: what is being written on a board changes with every letter,
 * and what is written in silence is its author's alone.
 */
export const CAUSE_SEARCH: SearchSource = {
  listIds: listSealedWorkshops,
  read: async (db, ids) => {
    const numbers = await lastSealNumbers(db, ids);
    const boards = await findSealedBoards(
      db,
      [...numbers].map(([id, number]) => ({ id, number })),
    );
    const workshops = await listWorkshopTexts(db, [...boards.keys()]);
    return workshops.flatMap(({ id: workshopId, stage, createdAtMs }) => {
      // What is prepared, or prepared again, is nobody's business yet [WS86].
      if (stage === 'prepare') return [];
      const parsed = parseJson(boards.get(workshopId) ?? '');
      if (!parsed.ok) return [];
      return causesOf(parsed.value)
        .filter(({ text }) => text.trim() !== '')
        .map(({ id, text, note, path }) => ({
          source: workshopId,
          ref: id,
          scope: scopeOf(workshopId),
          title: text,
          body: [path.join(' › '), note].filter((part) => part !== '').join('\n'),
          href: `/workshop/${workshopId}/board`,
          atMs: createdAtMs,
        }));
    });
  },
  reach: reachWorkshops,
};
