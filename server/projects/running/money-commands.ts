import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import type { ProjectState } from '#lib/projects/project.ts';
import { CostForm, CostPick, ForecastForm } from '#lib/projects/running/running-forms.ts';
import { MOST_COSTS, reachedShares, spendOf, type Spend } from '#lib/projects/running/spend.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, type NewNotice, type TellInboxes } from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../../people/lead-store.ts';
import { undoable } from '../../undo/undoable.ts';
import { findCharter } from '../charter/charter-store.ts';
import { requireInvolved } from '../commands.ts';
import { audit } from '../move-project.ts';
import { readSight } from '../readers.ts';
import { readProjectRules } from '../rules-store.ts';
import * as store from '../store.ts';
import * as money from './money-store.ts';

/** Money is spent from the approval on, and what came late is still entered when a project is over. */
const WITHOUT_MONEY: readonly ProjectState[] = ['draft', 'declined'];

/** Plan, actual and forecast of a project, for those who read inside [PR57]. */
export interface SeenMoney extends Spend {
  budgetMinor: number;
  costs: money.CostRow[];
  /** The newest first; empty where nobody forecast anything. */
  forecasts: money.ForecastRow[];
  /** Names of the lines of the plan. */
  lineNames: readonly string[];
  today: string;
  /** Whether this reader enters costs and forecasts. */
  mayWrite: boolean;
}

/** Null for those who do not read inside [PR48]. */
export async function getMoney(context: Context, actor: Actor, projectId: string): Promise<SeenMoney | null> {
  requirePermission(actor, 'project.view');
  const { db } = context;
  const project = await store.findProject(db, projectId);
  const sight = await readSight(db, actor);
  if (!project || !sight.isSeen(project)) throw new AppError('not-found');
  if (!sight.isInside(project)) return null;
  const costs = await money.listCosts(db, projectId);
  const planned = (await findCharter(db, projectId))?.charter.lines ?? [];
  const today = dayAt(context.clock(), context.settings.timeZone);
  return {
    ...spendOf(project, planned, costs, today),
    budgetMinor: project.budgetMinor,
    costs,
    forecasts: await money.listForecasts(db, projectId),
    lineNames: [...new Set(planned.map(({ name }) => name))],
    today,
    mayWrite:
      actor.kind === 'person' &&
      !WITHOUT_MONEY.includes(project.state) &&
      [project.ownerId, project.deputyId, project.proposedBy].includes(actor.id),
  };
}

/** The project, held for the rest of the transaction, for who enters its money. */
async function requireMoney(trx: Queries, personId: string, projectId: string): Promise<store.ProjectRow> {
  await store.holdProject(trx, projectId);
  const project = await store.findProject(trx, projectId);
  if (!project) throw new AppError('not-found');
  requireInvolved(personId, project);
  if (WITHOUT_MONEY.includes(project.state))
    throw new AppError('read-only', { reason: 'running.noMoneyYet' });
  return project;
}

/** Enters what was spent, and tells of the shares of the budget that it reaches [PR57] [PR58]. */
export async function addCost(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, amount, ...form } = parseInput(CostForm, input);
  if (form.spentOn > dayAt(context.clock(), context.settings.timeZone))
    throw new AppError('invalid', { issues: [{ path: 'spentOn', message: 'running.spentLater' }] });
  const tellInboxes = await context.database.transaction(async (trx) => {
    const project = await requireMoney(trx, actor.id, projectId);
    const costs = await money.listCosts(trx, projectId);
    if (costs.length >= MOST_COSTS)
      throw new AppError('conflict', { reason: 'running.tooManyCosts', values: { limit: MOST_COSTS } });
    const cost = { ...form, id: newId<'cost'>(), projectId, minor: amount };
    await money.insertCost(trx, { ...cost, byId: actor.id, atMs: context.clock() });
    await audit(context, trx, actor, 'addCost', projectId, {
      changes: auditedChanges({}, { budget: `${amount} ${project.currency}` }),
    });
    const spent = costs.reduce((sum, { minor }) => sum + minor, 0) + amount;
    return tellShares(context, trx, project, spent);
  });
  tellInboxes();
  tellMoney(context, projectId);
}

/** Tells owner, deputy and leads of each share once for one budget: a larger one begins anew. */
async function tellShares(
  context: Context,
  trx: Queries,
  project: store.ProjectRow,
  spentMinor: number,
): Promise<TellInboxes> {
  const { spendShares } = await readProjectRules(trx);
  const reached = reachedShares(spentMinor, project.budgetMinor, spendShares);
  const people = new Set([project.ownerId, project.deputyId, ...(await listActiveLeads(trx))]);
  return addNotices(
    context,
    trx,
    reached.flatMap((share) =>
      [...people].map((personId): NewNotice => ({
        ...{ personId, kind: share > 99 ? 'project.overspent' : 'project.spent', byId: null },
        subject: { kind: 'project', id: project.id },
        occasion: `${share} ${project.budgetMinor}`,
        values: { share },
      })),
    ),
  );
}

/** Takes a cost away that was entered wrongly; can be taken back. */
export async function removeCost(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'project.report');
  const { projectId, costId } = parseInput(CostPick, input);
  const undoId = await context.database.transaction(async (trx) => {
    const project = await requireMoney(trx, actor.id, projectId);
    const cost = (await money.listCosts(trx, projectId)).find(({ id }) => id === costId);
    if (!cost || !(await money.deleteCost(trx, costId))) throw new AppError('not-found');
    await audit(context, trx, actor, 'removeCost', projectId, {
      changes: auditedChanges({ budget: `${cost.minor} ${project.currency}` }, { budget: null }),
    });
    const { byName: _, ...kept } = cost;
    return COST_UNDO.keep(context, trx, actor, kept);
  });
  tellMoney(context, projectId);
  return { undoId };
}

export const COST_UNDO = undoable(
  'cost',
  v.object({
    ...{ id: v.string(), projectId: v.string(), line: v.string(), minor: v.number() },
    ...{ spentOn: v.string(), text: v.string(), byId: v.string(), atMs: v.number() },
  }),
  async (context: Context, trx, actor, kept) => {
    requirePerson(actor, 'project.report');
    const project = await requireMoney(trx, actor.id, kept.projectId);
    await money.insertCost(trx, kept);
    await audit(context, trx, actor, 'addCost', kept.projectId, {
      changes: auditedChanges({}, { budget: `${kept.minor} ${project.currency}` }),
    });
    return { after: () => tellMoney(context, kept.projectId) };
  },
);

/** Says what it will have spent when it is over; one above the budget is told at once [PR57] [PR58]. */
export async function saveForecast(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, amount, text } = parseInput(ForecastForm, input);
  const tellInboxes = await context.database.transaction(async (trx) => {
    const project = await requireMoney(trx, actor.id, projectId);
    const id = newId<'forecast'>();
    const [before] = await money.listForecasts(trx, projectId);
    const forecast = { id, projectId, minor: amount, text, byId: actor.id, atMs: context.clock() };
    await money.insertForecast(trx, forecast);
    const said = (minor: number | undefined) => (minor === undefined ? null : `${minor} ${project.currency}`);
    await audit(context, trx, actor, 'forecast', projectId, {
      changes: auditedChanges({ budget: said(before?.minor) }, { budget: said(amount) }),
    });
    if (amount <= project.budgetMinor) return () => undefined;
    const people = new Set([project.ownerId, project.deputyId, ...(await listActiveLeads(trx))]);
    return addNotices(
      context,
      trx,
      [...people].map((personId): NewNotice => ({
        ...{ personId, kind: 'project.forecast', byId: actor.id },
        subject: { kind: 'project', id: projectId },
        occasion: id,
        values: {},
      })),
    );
  });
  tellInboxes();
  tellMoney(context, projectId);
}

function tellMoney({ bus }: Pick<Context, 'bus'>, id: string): void {
  bus.tell({ kind: 'project', id, action: 'change' });
}
