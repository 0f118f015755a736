import * as v from 'valibot';
import type { AuditAction } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import { dayAt, momentOf } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  monthSpan,
  summariseMonth,
  type MonthEvent,
  type MonthFacts,
  type MonthSummary,
} from '#lib/projects/month/month.ts';
import { HEALTHS } from '#lib/projects/project.ts';
import { listAudit } from '../../access/audit-store.ts';
import type { Context } from '../../context.ts';
import { oneOf } from '../../database/stored.ts';
import { countIssuesOfSpan } from '../../issues/export-commands.ts';
import { getProjectYear } from '../rules-commands.ts';
import { listProjects } from '../store.ts';
import { listFirstTerms } from '../charter/version-store.ts';
import * as months from './month-store.ts';

const Month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/));
/** Moves that the log alone remembers. */
const LOGGED: Readonly<Partial<Record<AuditAction, MonthEvent>>> = {
  'project.submit': 'submitted',
  'project.start': 'started',
  'project.hold': 'held',
  'project.resume': 'resumed',
  'project.finish': 'finished',
  'project.stop': 'stopped',
};
/** Far beyond the moves of a month: the log is read in one piece. */
const MOVES_READ = 5000;

/** A month (YYYY-MM) of the projects [PR107]; one that has not begun is not found. */
export async function readMonth(context: Context, actor: Actor, month: string): Promise<MonthSummary> {
  const { timeZone } = context.settings;
  const today = dayAt(context.clock(), timeZone);
  if (!v.is(Month, month) || `${month}-01` > today) throw new AppError('not-found');
  const { startsOn, endsBefore } = monthSpan(month);
  const span = {
    fromMs: momentOf(startsOn, '00:00', timeZone),
    beforeMs: momentOf(endsBefore, '00:00', timeZone),
  };
  const firstTerms = await listFirstTerms(context.db);
  const reports = await months.listReportsIn(context.db, span);
  return summariseMonth({
    month,
    today,
    projects: (await listProjects(context.db))
      .filter(({ state }) => state !== 'draft')
      .map((project) => ({ ...project, firstEndsOn: firstTerms.get(project.id)?.endsOn ?? null })),
    events: await listEvents(context, span),
    reports: reports.map(({ projectId, health, text, atMs }) => ({
      projectId,
      health: oneOf(HEALTHS, health, 'project_report.health', projectId),
      text,
      on: dayAt(atMs, timeZone),
    })),
    envelopes: (await getProjectYear(context, actor, Number(month.slice(0, 4)))).envelopes,
    issues: await countIssuesOfSpan(context, actor, span),
  });
}

async function listEvents({ db, settings }: Context, span: months.MomentSpan): Promise<MonthFacts['events']> {
  const moves = await listAudit(
    db,
    { kinds: ['project'], actions: Object.keys(LOGGED) as AuditAction[], ...span }, // the keys of the record above
    MOVES_READ,
  );
  const events: { event: MonthEvent; projectId: string; atMs: number }[] = [
    // The log comes newest first.
    ...moves.toReversed().flatMap(({ action, subjectId, atMs }) => {
      const event = LOGGED[action as AuditAction]; // undefined for any other text
      return event ? [{ event, projectId: subjectId, atMs }] : [];
    }),
    ...(await months.listApprovedIn(db, span)).map((one) => ({ ...one, event: 'approved' as const })),
    ...(await months.listRefusalsIn(db, span)).map(({ isFinal, projectId, atMs }) => ({
      event: isFinal ? ('declined' as const) : ('sentBack' as const),
      projectId,
      atMs,
    })),
  ];
  return events.map((event) => ({ ...event, on: dayAt(event.atMs, settings.timeZone) }));
}
