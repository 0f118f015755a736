import { newsOf } from '#lib/issues/triage.ts';
import { dayAfter } from '#lib/base/days.ts';
import { dayAt, momentOf } from '#lib/base/time-zone.ts';
import { NEWS_HOUR } from '#lib/issues/cause-news.ts';
import type { Context } from '../context.ts';
import { addGuestLetters, addNotices } from '../notify/notice-commands.ts';
import { listAddressesToTell } from '../workshop/address-commands.ts';
import { listTookPartIn } from '../workshop/presence-commands.ts';
import { listOutcomesToTell, noteOutcomeTold } from './outcome-store.ts';

/**
 * Tells those who took part in a workshop what became of the causes that it sent [WS173], and whoever reported an
 * issue what became of it, without asking [IS23]: one notice for whoever did both, as of what they reported. It looks at how issues stand
 * and not at presses: what was set and taken back in between is told to nobody. Every process may run it as often as it
 * likes, since what is told is noted in the transaction that tells it. A guest who left an address is written to once
 * a day [WS175].
 */
export async function tellOutcomes(context: Context): Promise<{ told: number }> {
  let told = 0;
  for (const outcome of await listOutcomesToTell(context.db)) {
    const tellInboxes = await context.database.transaction(async (trx) => {
      if (!(await noteOutcomeTold(trx, outcome))) return null;
      const news = newsOf(outcome.known, outcome.outcome);
      if (news === null) return null;
      const people = new Set<string>();
      for (const workshopId of outcome.workshopIds)
        for (const personId of await listTookPartIn(trx, workshopId)) people.add(personId);
      const reporters = new Set(outcome.reporterIds);
      const notices = [...new Set([...reporters, ...people])].map((personId) => ({
        personId,
        kind: reporters.has(personId) ? (`reported.${news}` as const) : (`outcome.${news}` as const),
        subject: { kind: 'issue' as const, id: outcome.id },
        ...{ occasion: `${outcome.version}`, byId: null, values: {} },
      }));
      const addressIds = await listAddressesToTell(trx, outcome.workshopIds);
      await addGuestLetters(context, trx, addressIds, nextNews(context));
      return addNotices(context, trx, notices);
    });
    if (tellInboxes === null) continue;
    tellInboxes();
    told += 1;
  }
  return { told };
}

/** The next moment at which guests are written to, with its day (ISO): what changes until then is in that letter. */
function nextNews({ clock, settings: { timeZone } }: Context): { day: string; dueMs: number } {
  const nowMs = clock();
  const today = dayAt(nowMs, timeZone);
  const day = momentOf(today, NEWS_HOUR, timeZone) > nowMs ? today : dayAfter(today, 1);
  return { day, dueMs: momentOf(day, NEWS_HOUR, timeZone) };
}
