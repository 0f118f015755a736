import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditChange } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import { envelopeYear } from '#lib/projects/charter/charter.ts';
import { envelopesOf, type Envelope } from '#lib/projects/envelope.ts';
import {
  ApplicationForm,
  EnvelopeForm,
  OpinionRuleForm,
  ProjectRulesForm,
  type ProjectRules,
} from '#lib/projects/project-rules.ts';
import { needsOfYear, yearsOfTerm, type YearNeed } from '#lib/projects/portfolio/year-needs.ts';
import { isProjectOver } from '#lib/projects/project.ts';
import { listLastActions, type LastAction } from '../access/audit-store.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { areActive } from '../people/store.ts';
import { listTeamMembers } from '../people/team/team-store.ts';
import * as applications from './charter/application-store.ts';
import { listCharters } from './charter/charter-store.ts';
import * as opinions from './charter/opinion-store.ts';
import * as rulesStore from './rules-store.ts';
import * as store from './store.ts';
import { readLevels, readWantedLevels } from './team-levels.ts';
import { listApprovedBudgets } from './charter/version-store.ts';

/** These are settings of the one organisation there is. */
const SUBJECT = { kind: 'organisation', id: 'main' } as const;

/** Everything that the organisation decided about its projects, for whoever looks after the settings. */
export interface ProjectSettings {
  rules: ProjectRules;
  envelopes: rulesStore.EnvelopeRow[];
  applications: applications.ApplicationRow[];
  opinionRules: opinions.OpinionRuleRow[];
  /** This year, on the organisation's calendar. */
  year: number;
  last: Readonly<Record<string, LastAction>>;
}

export async function getProjectSettings(context: Context, actor: Actor): Promise<ProjectSettings> {
  requirePermission(actor, 'settings.manage');
  const { db } = context;
  return {
    rules: await rulesStore.readProjectRules(db),
    envelopes: await rulesStore.listEnvelopes(db),
    applications: await applications.listApplications(db),
    opinionRules: await opinions.listOpinionRules(db),
    year: Number(dayAt(context.clock(), context.settings.timeZone).slice(0, 4)),
    last: Object.fromEntries(await listLastActions(db, SUBJECT)),
  };
}

/** How far a project may change, by when it is decided, and below which sum it takes the light route [PR40] [PR37] [PR43]. */
export async function saveProjectRules(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { lightLimit, ...form } = parseInput(ProjectRulesForm, input);
  await context.database.transaction(async (trx) => {
    const before = await rulesStore.readProjectRules(trx);
    if (!(await rulesStore.writeProjectRules(trx, { ...form, lightMinor: lightLimit })))
      throw new AppError('stale', { current: before });
    await auditSettings(context, trx, actor, 'projectRules');
  });
  tellSettings(context);
}

/** The money of a year; an empty sum takes it away [PR46]. */
export async function saveEnvelope(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { year, currency, amount } = parseInput(EnvelopeForm, input);
  const minor = amount === 0 ? null : amount;
  await context.database.transaction(async (trx) => {
    const before = (await rulesStore.listEnvelopes(trx)).find(
      (one) => one.year === year && one.currency === currency,
    );
    await rulesStore.writeEnvelope(trx, { year, currency, minor });
    const money = (sum: number | null): string | null => (sum === null ? null : `${sum} ${currency}`);
    const changes = auditedChanges({ budget: money(before?.minor ?? null) }, { budget: money(minor) });
    await auditSettings(context, trx, actor, 'envelope', changes);
  });
  tellSettings(context);
}

/** Adds an application that projects can touch, or changes it; what was answered of its checklist stays [PR28]. */
export async function saveApplication(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { applicationId, ...form } = parseInput(ApplicationForm, input);
  await context.database.transaction(async (trx) => {
    const all = await applications.listApplications(trx);
    requireFreeName(all, applicationId, form.name);
    const before = all.find(({ id }) => id === applicationId);
    if (applicationId === '')
      await applications.insertApplication(trx, { ...form, id: newId<'application'>(), version: 1 });
    else if (!before) throw new AppError('not-found');
    else if (!(await applications.updateApplication(trx, { ...form, id: applicationId })))
      throw new AppError('stale', { current: before });
    const changes = auditedChanges({ name: before?.name ?? null }, { name: form.name });
    await auditSettings(context, trx, actor, 'application', changes);
  });
  tellSettings(context);
}

/** Adds an opinion that the organisation wants to hear, or changes who gives it and when it is wanted [PR29]. */
export async function saveOpinionRule(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { ruleId, fromAmount, applicationId, ...form } = parseInput(OpinionRuleForm, input);
  const rule = {
    ...form,
    fromMinor: form.need === 'sum' ? fromAmount : null,
    applicationId: form.need === 'application' ? applicationId : null,
  };
  await context.database.transaction(async (trx) => {
    const all = await opinions.listOpinionRules(trx);
    requireFreeName(all, ruleId, form.name);
    if (!(await areActive(trx, [form.giverId])).has(form.giverId))
      throw new AppError('invalid', { issues: [{ path: 'giverId', message: 'projects.personGone' }] });
    const known = (await applications.listApplications(trx)).some(({ id }) => id === rule.applicationId);
    if (rule.applicationId !== null && !known)
      throw new AppError('invalid', {
        issues: [{ path: 'applicationId', message: 'charter.opinion.applicationNeeded' }],
      });
    const before = all.find(({ id }) => id === ruleId);
    if (ruleId === '')
      await opinions.insertOpinionRule(trx, { ...rule, id: newId<'opinionRule'>(), version: 1 });
    else if (!before) throw new AppError('not-found');
    else if (!(await opinions.updateOpinionRule(trx, { ...rule, id: ruleId })))
      throw new AppError('stale', { current: before });
    const changes = auditedChanges({ name: before?.name ?? null }, { name: form.name });
    await auditSettings(context, trx, actor, 'opinionRule', changes);
  });
  tellSettings(context);
}

async function auditSettings(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'organisation'>,
  changes: readonly AuditChange[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `organisation.${action}`,
    subject: SUBJECT,
    details: { changes },
  });
}

function requireFreeName(all: readonly { id: string; name: string }[], ownId: string, name: string): void {
  const isTaken = all.some((one) => one.id !== ownId && one.name.toLowerCase() === name.toLowerCase());
  if (isTaken) throw new AppError('invalid', { issues: [{ path: 'name', message: 'charter.nameTaken' }] });
}

function tellSettings(context: Context): void {
  context.bus.tell({ kind: 'organisation', id: SUBJECT.id, action: 'change' });
}

/** A year's money, and how many small projects took the light route in it [PR45] [PR46]. */
export interface YearOfProjects {
  year: number;
  envelopes: Envelope[];
  light: { count: number; sums: { currency: Envelope['currency']; minor: number }[] };
}

export async function getProjectYear(
  context: Context,
  actor: Actor,
  year = Number(dayAt(context.clock(), context.settings.timeZone).slice(0, 4)),
): Promise<YearOfProjects> {
  requirePermission(actor, 'project.viewEnvelope');
  return yearOf(year, await readMoney(context));
}

/** A year with the people whom its projects need as well [PR110]. */
export type YearWithPeople = YearOfProjects & { needs: YearNeed[] };

/** Every year that has an envelope, or a project that somebody asked for, the newest first [PR104]. */
export async function listProjectYears(context: Context, actor: Actor): Promise<YearWithPeople[]> {
  requirePermission(actor, 'project.viewEnvelope');
  const { db } = context;
  const money = await readMoney(context);
  const asked = money.projects.filter(({ state }) => state !== 'draft');
  const wanted = await readWantedLevels(
    db,
    asked.flatMap(({ needs }) => needs),
  );
  const levels = (await readLevels(db, actor, await listTeamMembers(db), wanted)) ?? [];
  const years = new Set([...asked, ...money.envelopes].map(({ year }) => year));
  for (const project of asked) for (const year of yearsOfTerm(project)) years.add(year);
  return [...years]
    .toSorted((a, b) => b - a)
    .map((year) => ({ ...yearOf(year, money), needs: needsOfYear(year, asked, levels) }))
    .filter(({ envelopes, light, needs }) => envelopes.length > 0 || light.count > 0 || needs.length > 0);
}

/** Every project with the year that pays for it, what of it was approved and whom it needs, and every envelope. */
async function readMoney({ db }: Context) {
  const charters = await listCharters(db);
  const approved = await listApprovedBudgets(db);
  const projects = (await store.listProjects(db)).map((project) => ({
    ...project,
    year: envelopeYear(charters.get(project.id)?.charter ?? null, project.startsOn),
    approvedMinor: approved.get(project.id) ?? null,
    needs: charters.get(project.id)?.charter.needs ?? [],
  }));
  return { projects, envelopes: await rulesStore.listEnvelopes(db) };
}

function yearOf(
  year: number,
  { projects, envelopes }: Awaited<ReturnType<typeof readMoney>>,
): YearOfProjects {
  const light = projects.filter(
    ({ route, state, year: own }) =>
      own === year && route === 'light' && state !== 'draft' && (!isProjectOver(state) || state === 'done'),
  );
  const sums = Map.groupBy(light, ({ currency }) => currency);
  return {
    year,
    envelopes: envelopesOf(year, projects, envelopes),
    light: {
      count: light.length,
      sums: [...sums].map(([currency, own]) => ({
        currency,
        minor: own.reduce((sum, { budgetMinor }) => sum + budgetMinor, 0),
      })),
    },
  };
}
