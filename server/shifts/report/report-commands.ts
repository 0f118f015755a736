import type { IssueOutcome } from '#lib/issues/triage.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { headOf } from '#lib/shifts/findings/finding.ts';
import { compareContacts } from '#lib/shifts/report/compare-contacts.ts';
import { fateOf } from '#lib/shifts/report/finding-fates.ts';
import { participation } from '#lib/shifts/report/participation.ts';
import { poissonRate } from '#lib/shifts/report/poisson-rate.ts';
import type { FatedFinding } from '#lib/shifts/report/finding-fates.ts';
import type { ReportDesk, RoundReport } from '#lib/shifts/report/report.ts';
import { servedBy, sumRound } from '#lib/shifts/report/sum-round.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { listIssuesOfFindings } from '../../issues/commands.ts';
import { listArticlesOfFindings } from '../articles/article-store.ts';
import { listFindings } from '../findings/finding-store.ts';
import { countActivePeople, listFindersOfService } from './figures-store.ts';
import { peopleWhoServed, readRound, type RoundAsServed } from './read-round.ts';
import { readFeedback } from '../feedback/feedback-commands.ts';
import { listPublishedStories } from '../stories/story-commands.ts';
import { findReport, type RoundReportRow } from './report-store.ts';

/** A report whose findings say what became of their issues in the words of the issue list. */
export type ReportWithIssues = Omit<RoundReport, 'findings'> & {
  findings: (FatedFinding & { issue: { number: number; outcome: IssueOutcome } | null })[];
};

/**
 * The report of a round, counted at each look [SH85]. What leads say in it, and the scores of contacts, others read
 * once it is published [SH90].
 */
export async function getRoundReport(
  context: Context,
  actor: Actor,
  roundId: string,
): Promise<ReportWithIssues> {
  requirePerson(actor, 'shift.view');
  const nowMs = context.clock();
  const { smallestGroup } = context.settings.current;
  const served = await readRound(context.db, roundId, nowMs);
  const { round, tours, seats, firstDay, lastDay, isOver } = served;
  const report = await findReport(context.db, roundId);
  const isRead = report.publishedAtMs !== null || isPermitted(standingsOf(actor), 'shift.report');
  const sums = sumRound(served, nowMs, smallestGroup);
  const people = peopleWhoServed(served, nowMs);
  const { findings, byAgents } = await readFindings(context, actor, served);
  const agentDays = report.agentDays ?? (isRead ? report.contacts?.teamDays : undefined) ?? 0;
  return {
    ...{ title: round.title, goal: round.goal, firstDay, lastDay, isOver, sums, findings },
    ...(await countGroups(context, { tours, seats }, nowMs)),
    guests: people.guests.map(({ name }) => name),
    mentors: people.mentors.map(({ name }) => name),
    guestRate: poissonRate(findings.length - byAgents, sums.days.said ?? sums.days.planned) ?? null,
    agentRate: poissonRate(byAgents + report.agentFindings, agentDays) ?? null,
    stories: await listPublishedStories(context.db, roundId),
    feedback: isRead ? await readFeedback(context.db, roundId) : {},
    scores: report.contacts && isRead ? compareContacts(report.contacts) : null,
    ...(isRead ? wordsOf(report) : { thanks: '', worked: '', toChange: '' }),
    publishedAtMs: report.publishedAtMs,
    changedAtMs:
      report.publishedAtMs !== null && report.changedAtMs > report.publishedAtMs ? report.changedAtMs : null,
  };
}

/** Who took part by department and by level, out of how many people there are [SH86]. */
async function countGroups(
  { db, settings }: Context,
  { tours, seats }: Pick<RoundAsServed, 'tours' | 'seats'>,
  nowMs: number,
): Promise<Pick<RoundReport, 'departments' | 'levels'>> {
  const { smallestGroup } = settings.current;
  const words = servedBy(tours, seats, nowMs);
  const guests = [...new Map(seats.map((seat) => [seat.personId, seat])).values()].flatMap((seat) => {
    const served = words.get(seat.personId);
    return served === undefined ? [] : [{ ...seat, served }];
  });
  const people = await countActivePeople(db);
  const rowsBy = (key: 'departmentId' | 'level') => {
    const counts = new Map<string | null, number>();
    for (const row of people) counts.set(row[key], (counts.get(row[key]) ?? 0) + row.people);
    return participation(
      guests.map((guest) => ({ key: guest[key], served: guest.served })),
      counts,
      smallestGroup,
    );
  };
  const names = new Map(guests.map(({ departmentId, departmentName }) => [departmentId, departmentName]));
  return {
    departments: rowsBy('departmentId').map((row) => ({ ...row, name: names.get(row.key) ?? null })),
    levels: rowsBy('level'),
  };
}

/** What was found in a round and what became of it, and how much of it the team itself found [SH87]. */
async function readFindings(
  context: Context,
  actor: Actor,
  { round, mentors }: RoundAsServed,
): Promise<Pick<ReportWithIssues, 'findings'> & { byAgents: number }> {
  const found = await listFindings(context.db, round.id);
  const ids = found.map(({ id }) => id);
  const issues = await listIssuesOfFindings(context, actor, ids);
  const articles = await listArticlesOfFindings(context.db, ids);
  const ofService = await listFindersOfService(context.db, round.id);
  const agents = new Set([...ofService, ...mentors.map(({ personId }) => personId)]);
  return {
    findings: found.map(({ id, kind, text, tracked }) => {
      const issue = issues.get(id) ?? null;
      const articleId = articles.get(id) ?? null;
      return {
        ...{ id, kind, title: headOf(text), issue, articleId, ticket: tracked.key },
        fate: fateOf({ kind, issue, articleId }),
      };
    }),
    byAgents: found.filter(({ personId }) => agents.has(personId)).length,
  };
}

/** What leads write a report with. */
export async function getReportDesk(context: Context, actor: Actor, roundId: string): Promise<ReportDesk> {
  requirePermission(actor, 'shift.report');
  const nowMs = context.clock();
  const served = await readRound(context.db, roundId, nowMs);
  const report = await findReport(context.db, roundId);
  return {
    ...{ title: served.round.title, isOver: served.isOver, isPublished: report.publishedAtMs !== null },
    hasContacts: report.contacts !== null,
    ...{ agentDays: report.agentDays, agentFindings: report.agentFindings, ...wordsOf(report) },
    ...contactDays(served, context.settings.timeZone),
    smallest: context.settings.current.smallestGroup,
    told: concernedPeople(served, nowMs).length,
    version: report.version,
  };
}

/** The days of contacts: those of the tours, and after a night the day on which it ended. */
function contactDays(
  { tours, seats }: RoundAsServed,
  timeZone: string,
): Pick<ReportDesk, 'guests' | 'firstDay' | 'lastDay'> {
  const daysOf = new Map(
    tours.map(({ id, days }) => [
      id,
      days.flatMap(({ day, endsAtMs }) => [day, dayAt(endsAtMs - 1, timeZone)]),
    ]),
  );
  const bySeat = Map.groupBy(seats, ({ personId }) => personId);
  const all = [...daysOf.values()].flat().toSorted();
  return {
    guests: [...bySeat].map(([id, own]) => ({
      ...{ id, name: own[0]?.name ?? '' },
      days: [...new Set(own.flatMap(({ tourId }) => daysOf.get(tourId) ?? []))],
    })),
    ...{ firstDay: all[0] ?? '', lastDay: all.at(-1) ?? '' },
  };
}

/** Whom a report thanks: who was on a tour, and the mentors. */
export function concernedPeople(served: RoundAsServed, nowMs: number): string[] {
  const { guests, mentors } = peopleWhoServed(served, nowMs);
  return [...new Set([...guests, ...mentors].map(({ id }) => id))];
}

function wordsOf({
  thanks,
  worked,
  toChange,
}: RoundReportRow): Pick<RoundReportRow, 'thanks' | 'worked' | 'toChange'> {
  return { thanks, worked, toChange };
}
