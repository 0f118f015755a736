import * as v from 'valibot';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import type { SearchSource } from '../search/search-context.ts';
import { readJson } from '../database/stored.ts';
import { readSight } from './readers.ts';
import { listProjectIds, listProjectNames, listProjectTexts } from './store.ts';

/** What was learned is found as it was written. */
function readLessonTexts(id: string, stored: string | null): string[] {
  return stored === null ? [] : readJson(v.array(v.string()), stored, 'project_closing.lessons', id);
}

/** Projects are found by whoever may read projects; drafts by those inside, as they are at that moment [PR48]. */
export const PROJECT_SEARCH: SearchSource = {
  listIds: listProjectIds,
  read: async (db, ids) =>
    (await listProjectTexts(db, ids)).map(({ id, number, title, aim, createdAtMs, note, lessons }) => ({
      source: id,
      ref: id,
      scope: id,
      number,
      title,
      body: [aim, note ?? '', ...readLessonTexts(id, lessons)].filter(Boolean).join('\n'),
      href: `/projects/${number}`,
      atMs: createdAtMs,
    })),
  async reach({ db }, actor) {
    if (!isPermitted(standingsOf(actor), 'project.view')) return [];
    const sight = await readSight(db, actor);
    return (await listProjectNames(db)).filter((project) => sight.isSeen(project)).map(({ id }) => id);
  },
};
