import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { subjectKey } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import { ReadingForm } from '#lib/people/team/team-demand.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import {
  addNotices,
  finishNotices,
  withdrawNotices,
  type TellInboxes,
} from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../lead-store.ts';
import { tellTeam } from './need-commands.ts';
import * as store from './reading-store.ts';

interface Approved {
  id: string;
  submission: number;
}

const KINDS = ['team.readAgain'] as const;

/**
 * Asks the leads to read the list of competences again, now that a project was approved [CX13]; called by the command
 * that approves it, inside its transaction.
 */
export async function askToReadTeam(
  context: Context,
  trx: Queries,
  { id, submission }: Approved,
  byId: string,
): Promise<TellInboxes> {
  await store.insertReading(trx, { projectId: id, submission, askedAtMs: context.clock() });
  const leads = await listActiveLeads(trx);
  const tell = await addNotices(
    context,
    trx,
    leads.map((personId) => ({
      ...{ personId, kind: 'team.readAgain' as const, subject: { kind: 'project' as const, id } },
      ...{ occasion: String(submission), byId, values: {} },
    })),
  );
  return () => {
    tell();
    tellTeam(context);
  };
}

/** The approval was taken back: nobody has to read for it. */
export async function unaskToReadTeam(
  context: Context,
  trx: Queries,
  { id, submission }: Approved,
): Promise<TellInboxes> {
  await store.deleteUnread(trx, id, submission);
  const tell = await withdrawNotices(context, trx, { subject: { kind: 'project', id }, kinds: KINDS });
  return () => {
    tell();
    tellTeam(context);
  };
}

/** For which approved projects the list waits to be read again, as leads see them [CX13]. */
export async function listTeamReadings(
  context: Context,
  actor: Actor,
): Promise<{ projectId: string; submission: number; title: string; href: string }[]> {
  requirePermission(actor, 'team.manage');
  const rows = await store.listUnreadTeam(context.db);
  const refs = rows.map(({ projectId }) => ({ kind: 'project' as const, id: projectId }));
  const projects = await context.subjects.find(actor, refs);
  return rows.flatMap(({ projectId, submission }) => {
    const project = projects.get(subjectKey({ kind: 'project', id: projectId }));
    return project ? [{ projectId, submission, title: project.title, href: project.href }] : [];
  });
}

/** The list was read again and completed for an approved project [CX13]; once for all leads. */
export async function readTeamAgain(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'team.manage');
  const form = parseInput(ReadingForm, input);
  const subject = { kind: 'project', id: form.projectId } as const;
  const { title } = await context.subjects.require(actor, subject);
  const tell = await context.database.transaction(async (trx) => {
    if (!(await store.keepReading(trx, form, { id: actor.id, atMs: context.clock() })))
      throw new AppError('conflict', { reason: 'people.team.readAlready' });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'team.read',
      subject: { kind: 'team', id: form.projectId, name: title },
    });
    return finishNotices(context, trx, { subject, kinds: KINDS });
  });
  tell();
  tellTeam(context);
}
