import { dayAfter } from '#lib/base/days.ts';
import { newId } from '#lib/base/ids.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { mergeLeaves, sharedLeaves } from '#lib/leave/away.ts';
import { LONGEST_LEAVE_DAYS } from '#lib/leave/leave.ts';
import { BOTH_AWAY_DAYS, CARRIED_STATES, opensHandover, weeksBehind } from '#lib/projects/cover/cover.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listAway } from '../leave/away-commands.ts';
import { addNotices, type NewNotice } from '../notify/notice-commands.ts';
import { listActiveLeads } from '../people/lead-store.ts';
import { insertHandover, listActiveCovers } from './cover/cover-store.ts';
import { readKnowledge } from './cover/read-knowledge.ts';
import { readProjectRules } from './rules-store.ts';
import { listCarried, type ProjectRow } from './store.ts';

export { tellMeasurements } from './effect/due-commands.ts';

/** Whose projects this person stands in for now: what is due of them there is theirs meanwhile [PR74]. */
export async function listCoveredBy(db: Queries, personId: string): Promise<string[]> {
  const covers = await listActiveCovers(db);
  return [...covers.values()].flatMap(({ byId, forId }) => (byId === personId ? forId : []));
}

/**
 * Opens hand-over lists before planned leaves [PR73], and tells of deputies who are behind [PR71], of owner and deputy
 * who will both be away [PR76], and of owners who are back [PR75]. Every process may run it as often as it likes: of
 * one leave, week or pair of days one notice is told.
 */
export async function followCovers(context: Context): Promise<{ opened: number; told: number }> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  const projects = await listCarried(context.db, CARRIED_STATES);
  const { deputyWeeks } = await readProjectRules(context.db);
  const knowledge = await readKnowledge(context, projects);
  const active = await listActiveCovers(context.db);
  const leads = await listActiveLeads(context.db);
  const ids = projects.flatMap(({ ownerId, deputyId }) => [ownerId, deputyId]);
  const ahead = { startsOn: dayAfter(today, -1), endsOn: dayAfter(today, LONGEST_LEAVE_DAYS) };
  const away = await listAway(context.db, ids, ahead);
  const done = { opened: 0, told: 0 };
  for (const project of projects) {
    const leaves = mergeLeaves(away.get(project.ownerId) ?? []);
    const notices: NewNotice[] = [];
    const tell = (kind: NewNotice['kind'], to: readonly string[], occasion: string) =>
      notices.push(...new Set(to).values().map((personId) => noticeOf(project, kind, personId, occasion)));
    const knows = knowledge.get(project.id);
    const weeks = knows ? weeksBehind(knows, deputyWeeks, today) : 0;
    if (weeks > 0 && project.state === 'running')
      tell('cover.behind', [project.deputyId, project.ownerId], `${project.deputyId} ${weeks}`);
    const [both] = sharedLeaves([
      [{ startsOn: today, endsOn: dayAfter(today, BOTH_AWAY_DAYS) }],
      leaves,
      away.get(project.deputyId) ?? [],
    ]);
    if (both) tell('cover.bothAway', [project.ownerId, project.deputyId, ...leads], both.endsOn);
    const cover = active.get(project.id);
    const backAfter = leaves.find(({ endsOn }) => endsOn === dayAfter(today, -1));
    if (cover && backAfter) tell('cover.back', [cover.forId, cover.byId], backAfter.endsOn);
    // Of the deputy as well: the owner has to know what is theirs meanwhile [PR78].
    const near = [project.ownerId, project.deputyId].flatMap((fromId) => {
      const leave = mergeLeaves(away.get(fromId) ?? []).find((one) => opensHandover(one, today));
      return leave ? [{ fromId, ...leave }] : [];
    });
    if (near.length === 0 && notices.length === 0) continue;
    const tellInboxes = await context.database.transaction(async (trx) => {
      for (const leave of near) {
        const list = { id: newId<'handover'>(), projectId: project.id, ...leave };
        if (!(await insertHandover(trx, { ...list, atMs: context.clock() }))) continue;
        done.opened++;
        const occasion = `${leave.fromId} ${leave.startsOn}`;
        tell('cover.handOver', [project.ownerId, project.deputyId], occasion);
      }
      return addNotices(context, trx, notices);
    });
    tellInboxes();
    done.told += notices.length;
  }
  return done;
}

function noticeOf(
  { id }: Pick<ProjectRow, 'id'>,
  kind: NewNotice['kind'],
  personId: string,
  occasion: string,
): NewNotice {
  return { personId, kind, subject: { kind: 'project', id }, occasion, byId: null, values: {} };
}
