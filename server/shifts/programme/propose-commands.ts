import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { PutInForceForm, ShiftProgrammePick } from '#lib/shifts/programme/programme-forms.ts';
import { holdsSinceOf } from '#lib/shifts/programme/programme.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import {
  addSharedDecision,
  askEverybody,
  listSharedDecisions,
  readEverybodyForm,
} from '../../decisions/shared-commands.ts';
import { addNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { holdOrganisation } from '../../people/department-store.ts';
import { listActivePeople } from '../../people/lead-store.ts';
import { maskText } from '../../survey/commands.ts';
import { auditProgramme, requireDraft, tellProgramme } from './programme-commands.ts';
import * as store from './programme-store.ts';

/** Asks everybody about the draft: a decision that hangs on it, with its poll, in one press [SH72]. */
export async function proposeProgramme(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ number: number }> {
  requirePerson(actor, 'programme.write');
  const pick = parseInput(ShiftProgrammePick, input);
  const [seen] = await store.listProgrammesById(context.db, [pick.programmeId]);
  if (!seen) throw new AppError('not-found');
  const { form, poll } = await readEverybodyForm(context, actor, input, {
    ...{ kind: 'programme', subjectId: seen.id, context: seen.aim },
  });
  const after: TellInboxes[] = [];
  const made = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const row = await requireDraft(trx, actor, pick);
    const [before] = await listSharedDecisions(trx, row.decisionId === null ? [] : [row.decisionId]);
    if (before && before.state !== 'withdrawn')
      throw new AppError('conflict', { reason: 'shifts.programme.proposedAlready' });
    const decision = await addSharedDecision(context, trx, actor, form, after);
    await store.updateDraft(trx, row.id, { decisionId: decision.id });
    await askEverybody(context, trx, actor, decision.id, poll, after);
    await auditProgramme(context, trx, actor, 'propose', row);
    return decision;
  });
  for (const tell of after) tell();
  tellProgramme(context, seen.id);
  return { number: made.number };
}

/**
 * Makes the draft the version in force [SH73]: carried by the decision about it, or by a lead who says why it needs
 * none. Everybody is told once.
 */
export async function putProgrammeInForce(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'programme.write');
  const { changeNote, withoutDecision, isWordingOnly, ...pick } = parseInput(PutInForceForm, input);
  const tell = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const row = await requireDraft(trx, actor, pick);
    const [decision] = await listSharedDecisions(trx, row.decisionId === null ? [] : [row.decisionId]);
    if (decision?.state === 'poll') throw new AppError('conflict', { reason: 'shifts.programme.stillAsked' });
    const isCarried = decision?.state === 'decided' || decision?.state === 'superseded';
    if (!isCarried && withoutDecision === '')
      throw new AppError('invalid', {
        issues: [{ path: 'withoutDecision', message: 'shifts.programme.sayWhy' }],
      });
    const before = await store.findInForce(trx);
    const { number, rules, authorisation } = holdsSinceOf({
      before: before ? { ...before.since, number: before.number, texts: before } : null,
      texts: row,
      isWordingOnly,
    });
    await store.markInForce(trx, row.id, {
      ...{ number, since: { rules, authorisation }, changeNote: maskText(changeNote) },
      withoutDecision: isCarried ? '' : maskText(withoutDecision),
      ...{ putBy: actor.id, atMs: context.clock() },
    });
    await auditProgramme(context, trx, actor, 'putInForce', row);
    return addNotices(
      context,
      trx,
      (await listActivePeople(trx)).map((personId) => ({
        ...{ personId, kind: 'programme.inForce' as const, byId: actor.id, occasion: `${number}` },
        ...{ subject: { kind: 'programme' as const, id: row.id }, values: {} },
      })),
    );
  });
  tell();
  tellProgramme(context, pick.programmeId);
}
