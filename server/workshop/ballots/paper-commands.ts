import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { ProxyForm, ProxyRemovalForm } from '#lib/workshop/ballots/ballot-forms.ts';
import { placeDots, voteRules, type Dots, type VoteRules } from '#lib/workshop/ballots/dots.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import { undoable } from '#server/undo/undoable.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { readBoardCauses, requireOpenStep } from './require-open-step.ts';
import { deleteProxyBallot, listBallots, putBallotBack, writeBallot } from './ballot-store.ts';
import type { BoardCause } from '../board-causes.ts';
import { requireSteered } from '../participation.ts';

/**
 * Enters the paper ballot of somebody without a device; it is marked as such, and in the audit log.
 * A printed ballot has a number, and each number counts once [WS32].
 */
export async function enterProxyBallot(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(ProxyForm, input);
  const workshop = await requireSteered(context.db, actor, form.workshopId);
  const step = requireOpenStep(workshop, form.stepId, 'vote', true);
  const known = new Set((await readBoardCauses(context, form.workshopId)).map(({ id }) => id));
  const rules = voteRules(known.size, step.settings);
  let dots: Dots = {};
  for (const [index, causeId] of form.causeIds.entries()) {
    if (!known.has(causeId)) throw new AppError('not-found', { reason: 'ballots.vote.unknown-cause' });
    const placed = placeDots(dots, causeId, form.dots[index] ?? 0, rules);
    if (typeof placed === 'string')
      throw new AppError('conflict', { reason: `ballots.vote.${placed}`, values: { ...rules } });
    dots = placed;
  }
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    const isNew = await writeBallot(trx, {
      workshopId: form.workshopId,
      stepId: form.stepId,
      voterId: form.number ? paperVoter(form.number) : `proxy-${newId()}`,
      department: form.department,
      content: dots,
      version: 0,
      proxy: { name: form.name, enteredBy: 'id' in actor ? actor.id : 'system' },
      atMs,
    });
    if (!isNew) {
      const values = { number: form.number };
      throw new AppError('conflict', { reason: 'ballots.paper.taken', values });
    }
    const subject = { kind: 'workshop' as const, id: form.workshopId };
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'workshop.proxyBallot',
      subject,
      details: { name: form.name },
    });
  });
  await context.control.tell(form.workshopId);
}

/** Takes a paper ballot away that was entered wrongly. Can be taken back. */
export async function removeProxyBallot(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(ProxyRemovalForm, input);
  const workshop = await requireSteered(context.db, actor, form.workshopId);
  requireOpenStep(workshop, form.stepId, 'vote', true);
  const undoId = await context.database.transaction(async (trx) => {
    const row = await deleteProxyBallot(trx, form);
    const subject = { kind: 'workshop' as const, id: form.workshopId };
    await recordAudit(trx, { atMs: context.clock(), actor, action: 'workshop.removeProxyBallot', subject });
    return row ? PAPER_UNDO.keep(context, trx, actor, row) : null;
  });
  await context.control.tell(form.workshopId);
  return { undoId };
}

const BallotColumns = v.object({
  workshop_id: v.string(),
  step_id: v.string(),
  voter_id: v.string(),
  department: v.string(),
  content: v.string(),
  version: v.number(),
  proxy_name: v.nullable(v.string()),
  entered_by: v.nullable(v.string()),
  changed_at_ms: v.number(),
});

/** As long as its vote is open, and nobody entered its number again. */
export const PAPER_UNDO = undoable(
  'paper',
  BallotColumns,
  async (context: WorkshopContext, trx, actor, row) => {
    requirePermission(actor, 'workshop.steer');
    const { workshop_id: workshopId, step_id: stepId, voter_id: voterId } = row;
    requireOpenStep(await requireSteered(trx, actor, workshopId), stepId, 'vote', true);
    if (!(await putBallotBack(trx, row))) {
      const values = { number: Number(voterId.replace('paper-', '')) };
      throw new AppError('conflict', { reason: 'ballots.paper.taken', values });
    }
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'workshop.proxyBallot',
      subject: { kind: 'workshop', id: workshopId },
      details: { name: row.proxy_name },
    });
    return { after: () => context.control.tell(workshopId) };
  },
);

/** The paper ballots of the open vote by name, without what is in them; for who steers. */
export async function listProxyBallots(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<{ voterId: string; name: string; department: string }[]> {
  requirePermission(actor, 'workshop.steer');
  const workshop = await requireSteered(context.db, actor, workshopId);
  const ballots = await listBallots(context.db, v.unknown(), workshopId, workshop.position);
  return ballots.flatMap(({ voterId, department, proxy }) =>
    proxy ? [{ voterId, name: proxy.name, department }] : [],
  );
}

/** What is printed on paper ballots; null while the room does not vote: causes stand still only then. */
export async function describePaper(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<{
  title: string;
  problem: string;
  ballot: { rules: VoteRules; causes: BoardCause[] } | null;
}> {
  requirePermission(actor, 'workshop.steer');
  const { title, problem, programme, position } = await requireSteered(context.db, actor, workshopId);
  const step = stepAt(programme, position);
  if (step?.kind !== 'vote') return { title, problem, ballot: null };
  const causes = await readBoardCauses(context, workshopId);
  return { title, problem, ballot: { rules: voteRules(causes.length, step.settings), causes } };
}

function paperVoter(number: number): string {
  return `paper-${number}`;
}
