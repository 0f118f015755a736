import { dayAt } from '#lib/base/time-zone.ts';
import { dayAfter } from '#lib/base/days.ts';
import { isAway } from '#lib/leave/away.ts';
import { REMINDED_BEFORE_DAYS, reminderDay } from '#lib/projects/remind.ts';
import type { Context } from '../context.ts';
import { listAway } from '../leave/away-commands.ts';
import { addNotices, type NewNotice } from '../notify/notice-commands.ts';
import { listOpinionsDue } from './charter/opinion-store.ts';
import * as store from './store.ts';
import { listWaitedFor, tellSigners } from './tell-signers.ts';

/**
 * Reminds those whose signature or opinion is due [PR37], and tells of what waits whoever took the place of somebody
 * who left, changed or is away. Every process may run it as often as it likes: of one day one reminder is told.
 */
export async function remindOfSignatures(context: Context): Promise<{ reminded: number }> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  let reminded = 0;
  for (const { id } of await store.listSubmitted(context.db)) {
    const tells = await context.database.transaction(async (trx) => {
      const project = await store.findProject(trx, id);
      if (project?.state !== 'submitted') return [];
      const tellWaiting = await tellSigners(context, trx, project, null);
      const day = project.decideBy === null ? null : reminderDay(project.decideBy, today);
      if (day === null) return [tellWaiting];
      const people = [...(await listWaitedFor(context, trx, project))];
      const away = await listAway(trx, people, { startsOn: today, endsOn: today });
      const notices = people
        .filter((personId) => !isAway(away.get(personId) ?? [], today))
        .map((personId): NewNotice => ({
          ...{ personId, kind: 'signature.due', byId: null },
          subject: { kind: 'project', id },
          occasion: `${project.submission} ${day}`,
          values: { due: project.decideBy ?? day },
        }));
      reminded += notices.length;
      return [tellWaiting, await addNotices(context, trx, notices)];
    });
    for (const tell of tells) tell();
  }
  for (const opinion of await listOpinionsDue(context.db, dayAfter(today, REMINDED_BEFORE_DAYS))) {
    const day = reminderDay(opinion.dueOn, today);
    if (day === null) continue;
    const { projectId, ruleId, giverId, dueOn, askedAtMs } = opinion;
    const tell = await context.database.transaction((trx) =>
      addNotices(context, trx, [
        {
          ...{ personId: giverId, kind: 'opinion.due', byId: null },
          subject: { kind: 'project', id: projectId },
          occasion: `${ruleId} ${askedAtMs} ${day}`,
          values: { due: dueOn },
        },
      ]),
    );
    tell();
    reminded++;
  }
  return { reminded };
}

/**
 * Reminds owner and deputy of a project on hold that its day comes, and again until it goes on or waits longer [PR54].
 * Who is away is not asked as long as the other is there.
 */
export async function remindOfHolds(context: Context): Promise<{ reminded: number }> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  let reminded = 0;
  for (const { id, holdUntil, ownerId, deputyId } of await store.listHeld(context.db)) {
    const day = holdUntil === null ? null : reminderDay(holdUntil, today);
    if (day === null || holdUntil === null) continue;
    const people = [ownerId, deputyId];
    const away = await listAway(context.db, people, { startsOn: today, endsOn: today });
    const there = people.filter((personId) => !isAway(away.get(personId) ?? [], today));
    const tell = await context.database.transaction((trx) =>
      addNotices(
        context,
        trx,
        (there.length > 0 ? there : people).map((personId): NewNotice => ({
          ...{ personId, kind: 'project.resume', byId: null },
          ...{
            subject: { kind: 'project', id },
            occasion: `${holdUntil} ${day}`,
            values: { due: holdUntil },
          },
        })),
      ),
    );
    tell();
    reminded++;
  }
  return { reminded };
}
