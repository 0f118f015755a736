import { AppError } from '#lib/base/errors.ts';
import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import {
  isHeard,
  isOpinionRequired,
  missingOpinions,
  type HeardProject,
} from '#lib/projects/charter/opinion.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, finishNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { readSigned } from '../signed-content.ts';
import type { ProjectRow } from '../store.ts';
import { findCharter } from './charter-store.ts';
import * as store from './opinion-store.ts';

/** What of a project decides who is heard about it. */
async function heardOf(db: Queries, project: ProjectRow): Promise<HeardProject> {
  const charter = await findCharter(db, project.id);
  const { budgetMinor, currency } = project;
  const applicationIds = charter?.charter.applications.map(({ applicationId }) => applicationId) ?? [];
  return { budgetMinor, currency, applicationIds };
}

/** The required opinions that are missing on what is signed [PR30]. */
export async function findUnheard(
  context: Context,
  db: Queries,
  project: ProjectRow,
  contentHash: string,
): Promise<store.OpinionRuleRow[]> {
  return missingOpinions(await store.listOpinionRules(db), await store.listOpinionsOf(db, project.id), {
    project: await heardOf(db, project),
    currency: context.settings.current.currency,
    contentHash,
  });
}

/** Refuses the last signature while somebody has to be heard first, with their names [PR30]. */
export async function requireOpinions(
  context: Context,
  trx: Queries,
  project: ProjectRow,
  contentHash: string,
): Promise<void> {
  const missing = await findUnheard(context, trx, project, contentHash);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  throw new AppError('conflict', { reason: 'charter.opinion.missing', values: { names } });
}

/**
 * Asks for every required opinion that was not given on what is submitted now [PR29]; whoever answered about the
 * same content is not asked again. Refused where nobody is named who could give one.
 */
export async function askRequired(
  context: Context,
  trx: Queries,
  project: ProjectRow,
  byId: string,
): Promise<TellInboxes> {
  const rules = await store.listOpinionRules(trx);
  const opinions = await store.listOpinionsOf(trx, project.id);
  const heard = await heardOf(trx, project);
  const { currency } = context.settings.current;
  const { hash } = await readSigned(trx, project);
  const wanted = rules.filter(
    (rule) =>
      isOpinionRequired(rule, heard, currency) &&
      !isHeard(
        opinions.find(({ ruleId }) => ruleId === rule.id),
        hash,
      ),
  );
  const nobody = wanted.filter(({ giverId }) => giverId === null).map(({ name }) => name);
  if (nobody.length > 0)
    throw new AppError('conflict', {
      reason: 'charter.opinion.nobodyGives',
      values: { names: nobody.join(', ') },
    });
  return askOpinions(context, trx, project, wanted, byId);
}

/** Asks for these opinions, until as many days from now as their rule gives. */
export async function askOpinions(
  context: Context,
  trx: Queries,
  project: Pick<ProjectRow, 'id'>,
  rules: readonly store.OpinionRuleRow[],
  byId: string,
): Promise<TellInboxes> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  const subject = { kind: 'project', id: project.id } as const;
  const notices = [];
  for (const { id, giverId, days } of rules) {
    if (giverId === null) continue;
    const dueOn = dayAfter(today, days);
    await store.askOpinion(trx, {
      projectId: project.id,
      ruleId: id,
      giverId,
      dueOn,
      askedAtMs: context.clock(),
    });
    notices.push({
      ...{ personId: giverId, kind: 'opinion.asked' as const, subject, byId },
      occasion: `${id} ${context.clock()}`,
      values: { due: dueOn },
    });
  }
  return addNotices(context, trx, notices);
}

/** Somebody answered: they are waited for no longer, unless another opinion of theirs is. */
export async function finishOpinions(
  context: Context,
  trx: Queries,
  projectId: string,
): Promise<TellInboxes> {
  const open = (await store.listOpinionsOf(trx, projectId)).filter(({ state }) => state === 'asked');
  return finishNotices(context, trx, {
    subject: { kind: 'project', id: projectId },
    kinds: ['opinion.asked', 'opinion.due'],
    exceptIds: open.map(({ giverId }) => giverId),
  });
}
