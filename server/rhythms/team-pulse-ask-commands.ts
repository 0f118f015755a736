import { newId } from '#lib/base/ids.ts';
import { COUNTS_FROM_VOTES } from '#lib/base/urn.ts';
import { isAway } from '#lib/leave/away.ts';
import { emptyAgreementUrn, openAgreementUrn } from '#lib/base/agreement/agreement-urn.ts';
import { lastOpenDay } from '#lib/rhythms/team-pulse.ts';
import { turnsUntil } from '#lib/rhythms/timing.ts';
import type { Context } from '../context.ts';
import { listAway } from '../leave/away-commands.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import { readWorkCalendar } from '../organisation/commands.ts';
import { rhythmDay } from './show-rhythms.ts';
import { tellPulse } from './team-pulse-commands.ts';
import { addPulseNotices, withdrawPulseNotices } from './team-pulse-notices.ts';
import * as store from './team-pulse-store.ts';

/**
 * Closes the asks whose last day is over, opens those that have their turn, and reminds on the last day [RH12]. Every
 * process may run it as often as it likes: each is noted in the transaction that does it.
 */
export async function askTeamPulses(
  context: Context,
): Promise<{ closed: number; opened: number; reminded: number }> {
  const today = rhythmDay(context);
  return {
    closed: await closeEnded(context, today),
    opened: await openTurned(context, today),
    reminded: await remindOnLastDay(context, today),
  };
}

async function closeEnded(context: Context, today: string): Promise<number> {
  let closed = 0;
  for (const ask of await store.listOpenPulseAsks(context.db)) {
    if (ask.endsOn >= today) continue;
    const told: TellInboxes[] = [];
    const pulse = await context.database.transaction(async (trx) => {
      const held = await store.holdPulseAsk(trx, ask.id);
      const row = held && (await store.findPulse(trx, held.pulseId));
      if (!row || held.state !== 'open') return undefined;
      const urn = (await store.readPulseUrn(trx, held.id)) ?? emptyAgreementUrn(row.questions.length);
      const asked = (await store.listTurnout(trx, [held.id])).map(({ personId }) => personId);
      await store.closePulseAsk(trx, held.id, openAgreementUrn(urn));
      told.push(await withdrawPulseNotices(context, trx, held));
      told.push(await addPulseNotices(context, trx, held, 'pulse.closed', [row.makerId, ...asked]));
      return row;
    });
    if (!pulse) continue;
    for (const tellInboxes of told) tellInboxes();
    tellPulse(context, pulse);
    closed += 1;
  }
  return closed;
}

async function openTurned(context: Context, today: string): Promise<number> {
  const calendar = await readWorkCalendar(context, context.db);
  let opened = 0;
  for (const pulse of await store.listTurnedPulses(context.db, today)) {
    const { asks, nextTurn } = turnsUntil(pulse, calendar, today);
    if (nextTurn === pulse.nextTurn) continue;
    const told: TellInboxes[] = [];
    const isNew = await context.database.transaction(async (trx) => {
      if (!(await store.movePulseTurn(trx, pulse, nextTurn)) || !asks) return false;
      const asked = (await store.listPulsePeople(trx, [pulse.id])).map(({ personId }) => personId);
      // Of so few nothing could be shown: they are not asked for it.
      if (asked.length < COUNTS_FROM_VOTES) return false;
      const ask = {
        ...{ id: newId<'pulse-ask'>(), pulseId: pulse.id, openedOn: today },
        endsOn: lastOpenDay(pulse, calendar, today),
      };
      const urn = emptyAgreementUrn(pulse.questions.length);
      if (!(await store.insertPulseAsk(trx, ask, asked, urn))) return false;
      told.push(await addPulseNotices(context, trx, ask, 'pulse.ask', asked));
      return true;
    });
    if (!isNew) continue;
    for (const tellInboxes of told) tellInboxes();
    tellPulse(context, pulse);
    opened += 1;
  }
  return opened;
}

/** Once, on the last day, whoever has not answered and is there; one that opens on its last day has said so just now. */
async function remindOnLastDay(context: Context, today: string): Promise<number> {
  let reminded = 0;
  for (const ask of await store.listOpenPulseAsks(context.db)) {
    if (ask.endsOn !== today || ask.openedOn === today || ask.isReminded) continue;
    const told: TellInboxes[] = [];
    await context.database.transaction(async (trx) => {
      await store.holdPulseAsk(trx, ask.id);
      if (!(await store.notePulseReminded(trx, ask.id))) return;
      const silent = (await store.listTurnout(trx, [ask.id]))
        .filter(({ hasAnswered }) => !hasAnswered)
        .map(({ personId }) => personId);
      const away = await listAway(trx, silent, { startsOn: today, endsOn: today });
      const there = silent.filter((personId) => !isAway(away.get(personId) ?? [], today));
      told.push(await addPulseNotices(context, trx, ask, 'pulse.last', there));
      reminded += there.length;
    });
    for (const tellInboxes of told) tellInboxes();
  }
  return reminded;
}
