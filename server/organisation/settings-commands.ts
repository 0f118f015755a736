import { auditedChanges, type AuditedFields } from '#lib/audit/audit-change.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  BorderForm,
  ImportanceStepsForm,
  LineForm,
  OrganisationForm,
  ThresholdForm,
  TrackerAddressForm,
  WeekForm,
} from '#lib/organisation/settings-forms.ts';
import type { Settings } from '#lib/organisation/settings.ts';
import type { Actor } from '#lib/people/person.ts';
import { TeamNameForm } from '#lib/people/team/team.ts';
import { listLastActions, type LastAction } from '../access/audit-store.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { rebandIssues } from '../issues/border-commands.ts';
import { namesOf } from '../people/store.ts';
import { setTourZone } from '../shifts/plan-commands.ts';
import { auditSettings, requireDirectors, SUBJECT } from './settings-audit.ts';
import * as store from './store.ts';

/** The settings, and who changed each section last, by the action that did [OR1]. */
export async function getSettings(
  context: Context,
  actor: Actor,
): Promise<{ settings: Settings; last: Readonly<Record<string, LastAction>> }> {
  requirePermission(actor, 'settings.manage');
  return {
    settings: await store.readSettings(context.db, context.settings.timeZone),
    last: Object.fromEntries(await listLastActions(context.db, SUBJECT)),
  };
}

/** Name, language, currency and time zone; wall times that are stored stay what they say [OR1]. */
export async function changeOrganisation(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { version, ...change } = parseInput(OrganisationForm, input);
  await save(context, actor, {
    version,
    change,
    action: 'change',
    audited: ({ name, locale, currency, timeZone }) => ({ name, language: locale, currency, timeZone }),
    async also(trx, before) {
      if (before.timeZone !== change.timeZone) await setTourZone(context, trx, change.timeZone);
    },
  });
}

/** Working days, hours and whose public holidays count [OR4]. */
export async function changeWeek(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { version, ...week } = parseInput(WeekForm, input);
  await save(context, actor, {
    version,
    change: { week },
    action: 'week',
    audited: ({ week: { weekdays, from, until, holidays } }) => ({
      weekdays: weekdays.join(' '),
      hours: `${from}–${until}`,
      holidays,
    }),
  });
}

/** To which director the CX team reports, and who steps in where nobody can sign [OR6]. */
export async function changeReportingLine(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { version, reportingLine, substituteId } = parseInput(LineForm, input);
  await save(context, actor, {
    version,
    change: { reportingLine, substituteId: substituteId || null },
    action: 'line',
    audited: (settings, names) => ({
      reportingLine: settings.reportingLine,
      deputy: settings.substituteId === null ? null : (names.get(settings.substituteId) ?? ''),
    }),
    also: (trx) => requireDirectors(trx, substituteId ? { substituteId } : {}),
  });
}

/** What the CX team is called [CX1]; leads name it as well as administrators. */
export async function nameTeam(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'team.manage');
  const { version, teamName } = parseInput(TeamNameForm, input);
  await save(context, actor, {
    version,
    change: { teamName },
    action: 'team',
    audited: (settings) => ({ name: settings.teamName }),
  });
}

/** The least that a group needs before it is published [OR8]. */
export async function changeThresholds(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { version, smallestGroup } = parseInput(ThresholdForm, input);
  await save(context, actor, {
    version,
    change: { smallestGroup },
    action: 'threshold',
    audited: (settings) => ({ smallestGroup: String(settings.smallestGroup) }),
  });
}

/** From where on issues count as important and as urgent; every issue is placed anew at once [IS52]. */
export async function changeBorders(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'settings.manage');
  const { version, importance, urgency } = parseInput(BorderForm, input);
  const borders = { importance, urgency };
  await save(context, actor, {
    version,
    change: { borders },
    action: 'borders',
    audited: (settings) => ({
      importanceBorder: String(settings.borders.importance),
      urgencyBorder: String(settings.borders.urgency),
    }),
    also: (trx) => rebandIssues(trx, borders, { atMs: context.clock(), byName: actor.name }),
  });
  context.bus.tell({ kind: 'issue', id: 'issues', action: 'change' });
}

/** The table by which a measured change becomes an importance; figures that were kept are read by the new one at once [IS57]. */
export async function changeImportanceSteps(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { version, importanceSteps } = parseInput(ImportanceStepsForm, input);
  await save(context, actor, {
    version,
    change: { importanceSteps },
    action: 'importanceSteps',
    audited: (settings) => ({ importanceSteps: settings.importanceSteps.join(' / ') }),
  });
  context.bus.tell({ kind: 'issue', id: 'issues', action: 'change' });
}

/** Where tickets of the tracker are, so that keys of findings lead there [SH113]. */
export async function changeTracker(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { version, trackerAddress } = parseInput(TrackerAddressForm, input);
  await save(context, actor, {
    version,
    change: { trackerAddress: trackerAddress || null },
    action: 'tracker',
    audited: (settings) => ({ trackerAddress: settings.trackerAddress }),
  });
}

interface Saving {
  version: number;
  change: store.SettingsUpdate;
  action: 'change' | 'week' | 'line' | 'threshold' | 'borders' | 'importanceSteps' | 'team' | 'tracker';
  /** What the audit log tells of the settings; `names` are those of their people. */
  audited: (settings: Settings, names: ReadonlyMap<string, string>) => AuditedFields;
  /** What else belongs to the change, or refuses it, in the same transaction. */
  also?: (trx: Queries, before: Settings) => Promise<void>;
}

/** Writes one section on top of exactly the version that was read, with its line of the audit log. */
async function save(context: Context, actor: Actor, saving: Saving): Promise<void> {
  const { version, change, action, audited } = saving;
  const usualZone = context.settings.timeZone;
  await context.database.transaction(async (trx) => {
    const before = await store.readSettings(trx, usualZone);
    await saving.also?.(trx, before);
    if (!(await store.updateSettings(trx, version, change))) {
      throw await staleError(
        trx,
        actor,
        { ...SUBJECT, actions: [`organisation.${action}`] },
        { version: before.version },
      );
    }
    const after = await store.readSettings(trx, usualZone);
    const people = [before.substituteId, after.substituteId].filter((id) => id !== null);
    const names = people.length > 0 ? await namesOf(trx, people) : new Map<string, string>();
    await auditSettings(
      context,
      trx,
      actor,
      action,
      auditedChanges(audited(before, names), audited(after, names)),
    );
  });
  await context.settings.reload(context.db);
  context.bus.tell({ kind: 'organisation', id: SUBJECT.id, action: 'change' });
}
