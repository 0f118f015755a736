import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import {
  MOST_CANDIDATES,
  MOST_IN_YEAR,
  PlanIssueForm,
  withPlaced,
  type PlannedIssue,
  type YearBudget,
  type YearPlan,
} from '#lib/issues/years/year-plan.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { sumNeeds } from '#lib/people/team/sum-needs.ts';
import { isTakenUp } from '#lib/issues/triage.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { holdNumbers } from '../../database/number-store.ts';
import { readerOf } from '../list-commands.ts';
import { listPlaces } from '../list-store.ts';
import * as store from './year-store.ts';

/** This year and the next, on the organisation's calendar. */
function yearsOf({ clock, settings }: Pick<Context, 'clock' | 'settings'>): [number, number] {
  const year = Number(dayAt(clock(), settings.timeZone).slice(0, 4));
  return [year, year + 1];
}

/** This year's list, the next one's, and what could be in them: open issues in the order of the ranking [IS56]. */
export async function getYearPlan(context: Context, actor: Actor): Promise<YearPlan> {
  requirePermission(actor, 'issue.view');
  const { db } = context;
  const years = yearsOf(context);
  const planned = await store.listPlanned(db, years);
  const places = await listPlaces(db, readerOf(actor), {});
  // The band as this reader may know it.
  const bands = new Map(places.map(({ id, band }) => [id, band]));
  const isPlanned = new Set(planned.map(({ id }) => id));
  const free = places.filter((place) => isTakenUp(place) && !isPlanned.has(place.id));
  const readsBudgets = ['issue.manage', 'project.decide'] as const;
  const maySum = readsBudgets.some((permission) => isPermitted(standingsOf(actor), permission));
  const budgets = maySum ? await store.listBudgets(db, years) : null;
  const needs = maySum ? await store.listNeeds(db, years) : [];
  const toShown = ({ id, number, title, state }: Omit<PlannedIssue, 'band'>): PlannedIssue => ({
    ...{ id, number, title, state, band: bands.get(id) ?? null },
  });
  return {
    years: years.map((year) => {
      const issues = planned.filter((one) => one.year === year);
      return {
        year,
        issues: issues.map(toShown),
        budget:
          budgets &&
          budgetOf(
            issues,
            budgets.filter((one) => one.year === year),
            needs.filter((one) => one.year === year),
          ),
      };
    }),
    candidates: free.slice(0, MOST_CANDIDATES).map(toShown),
    more: Math.max(0, free.length - MOST_CANDIDATES),
  };
}

/** A project that deals with several issues costs once; currencies are never added up. */
function budgetOf(
  issues: readonly { id: string }[],
  budgets: Awaited<ReturnType<typeof store.listBudgets>>,
  needs: Awaited<ReturnType<typeof store.listNeeds>>,
): YearBudget {
  const once = new Map(budgets.map((budget) => [budget.projectId, budget]));
  const withProject = new Set(budgets.map(({ issueId }) => issueId));
  return {
    sums: [...Map.groupBy(once.values(), ({ currency }) => currency)].map(([currency, group]) => ({
      currency,
      minor: group.reduce((sum, { minor }) => sum + minor, 0),
    })),
    withoutProject: issues.filter(({ id }) => !withProject.has(id)).length,
    competences: sumNeeds(needs),
  };
}

/** Puts an issue into this year's list or the next one's, at a place of its order, or takes it out [IS56]. */
export async function planIssue(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'issue.manage');
  const { issueId, year, beforeId } = parseInput(PlanIssueForm, input);
  if (year !== '' && !yearsOf(context).includes(year))
    throw new AppError('invalid', { issues: [{ path: 'year', message: 'years.badYear' }] });
  await context.database.transaction(async (trx) => {
    await holdNumbers(trx, 'issue'); // two who order at once come one after the other
    const before = await store.holdPlan(trx, issueId);
    if (!before) throw new AppError('not-found');
    if (year === '') await store.takeOut(trx, issueId);
    else {
      const planned = await store.listPlanned(trx, [year]);
      const ids = planned.map(({ id }) => id);
      if (!ids.includes(issueId) && ids.length >= MOST_IN_YEAR)
        throw new AppError('conflict', { reason: 'years.full', values: { limit: MOST_IN_YEAR } });
      await store.writeYear(trx, year, withPlaced(ids, issueId, beforeId), planned);
    }
    const to = year === '' ? null : year;
    if (before.year === to) return;
    const changes = [{ field: 'year' as const, from: yearText(before.year), to: yearText(to) }];
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'issue.plan',
      subject: { kind: 'issue', id: issueId },
      details: { changes },
    });
  });
  context.bus.tell({ kind: 'issue', id: issueId, action: 'change' });
}

const yearText = (year: number | null): string | null => (year === null ? null : String(year));
