import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { tooSmall } from '#lib/shifts/report/contact-sums.ts';
import { ContactsForm, RoundReportForm, ReportPick } from '#lib/shifts/report/report-forms.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { maskText } from '../../survey/commands.ts';
import { holdRound } from '../round-store.ts';
import { readRound, peopleWhoServed } from './read-round.ts';
import { concernedPeople } from './report-commands.ts';
import { findReport, writeReportRow, type RoundReportRow } from './report-store.ts';

/** Writes what is said in a report beside its figures [SH90]; once it is published, others see that it was changed. */
export async function writeReport(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.report');
  const { roundId, version, agentDays, agentFindings, ...form } = parseInput(RoundReportForm, input);
  const { thanks, worked, toChange } = form;
  await onReport(context, actor, { roundId, version, action: 'reportWrite' }, async () => ({
    ...{ agentDays, agentFindings },
    ...{ thanks: maskText(thanks), worked: maskText(worked), toChange: maskText(toChange) },
  }));
}

/** Publishes the report of a round that is over, once; everybody who was on a tour and the mentors are told [SH90]. */
export async function publishReport(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.report');
  const { roundId, version } = parseInput(ReportPick, input);
  const tell: { inboxes: TellInboxes } = { inboxes: () => undefined };
  await onReport(
    context,
    actor,
    { roundId, version, action: 'reportPublish' },
    async (trx, report, nowMs) => {
      if (report.publishedAtMs !== null)
        throw new AppError('conflict', { reason: 'shifts.report.isPublished' });
      const served = await readRound(trx, roundId, nowMs);
      if (!served.isOver) throw new AppError('conflict', { reason: 'shifts.report.notOver' });
      tell.inboxes = await addNotices(
        context,
        trx,
        concernedPeople(served, nowMs).map((personId) => ({
          ...{ personId, kind: 'shift.report', byId: actor.id, occasion: roundId, values: {} },
          subject: { kind: 'round', id: roundId },
        })),
      );
      return { publishedAtMs: nowMs };
    },
  );
  tell.inboxes();
}

/** Keeps the sums of a file of contacts in place of those before; the server asks once more that none is of too few [SH89]. */
export async function keepContacts(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.report');
  const { roundId, version, sums } = parseInput(ContactsForm, input);
  await onReport(context, actor, { roundId, version, action: 'contactsKeep' }, async (trx, _, nowMs) => {
    const { guests } = peopleWhoServed(await readRound(trx, roundId, nowMs), nowMs);
    const limit = context.settings.current.smallestGroup;
    const small = tooSmall(sums, limit);
    if (small !== null)
      throw new AppError('conflict', { reason: `shifts.report.contacts.few.${small}`, values: { limit } });
    if (sums.guests.people > guests.length)
      throw new AppError('conflict', { reason: 'shifts.report.contacts.strangers' });
    return { contacts: sums };
  });
}

/** Takes the sums of contacts out of a report; the file would have to be read again. */
export async function dropContacts(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.report');
  const { roundId, version } = parseInput(ReportPick, input);
  await onReport(context, actor, { roundId, version, action: 'contactsDrop' }, async (_, report) => {
    if (report.contacts === null) throw new AppError('conflict', { reason: 'shifts.report.contacts.gone' });
    return { contacts: null };
  });
}

type ReportAction = Extract<
  ActionOf<'round'>,
  'reportWrite' | 'reportPublish' | 'contactsKeep' | 'contactsDrop'
>;

/** Changes a report in the version that somebody saw, with a line of the audit log; an older one is refused. */
async function onReport(
  context: Context,
  actor: Actor,
  { roundId, version, action }: { roundId: string; version: number; action: ReportAction },
  change: (trx: Queries, report: RoundReportRow, nowMs: number) => Promise<Partial<RoundReportRow>>,
): Promise<void> {
  await context.database.transaction(async (trx) => {
    const round = await holdRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    const report = await findReport(trx, roundId);
    if (report.version !== version) throw await outdated(trx, actor, roundId, report);
    const atMs = context.clock();
    await writeReportRow(trx, roundId, {
      ...report,
      changedAtMs: atMs,
      ...(await change(trx, report, atMs)),
    });
    await recordAudit(trx, {
      ...{ atMs, actor, action: `round.${action}`, details: {} },
      subject: { kind: 'round', id: roundId, name: round.title },
    });
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'report' });
}

async function outdated(
  trx: Queries,
  actor: Actor,
  roundId: string,
  { thanks, worked, toChange, agentDays, agentFindings, version }: RoundReportRow,
): Promise<AppError> {
  return staleError(
    trx,
    actor,
    {
      ...{ kind: 'round', id: roundId },
      actions: ['round.reportWrite', 'round.reportPublish', 'round.contactsKeep', 'round.contactsDrop'],
    },
    {
      ...{ thanks, worked, toChange, agentDays: agentDays === null ? '' : String(agentDays) },
      ...{ agentFindings: String(agentFindings), version },
    },
  );
}
