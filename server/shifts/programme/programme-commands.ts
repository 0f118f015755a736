import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { ShiftProgrammeForm, ShiftProgrammePick } from '#lib/shifts/programme/programme-forms.ts';
import {
  confirmedOf,
  missingParts,
  MOST_PROGRAMME_VERSIONS,
  type Confirmed,
  type ConfirmedPart,
  type SeenProgramme,
  type ShiftProgrammeId,
} from '#lib/shifts/programme/programme.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listSharedDecisions } from '../../decisions/shared-commands.ts';
import { holdOrganisation } from '../../people/department-store.ts';
import { areActive } from '../../people/store.ts';
import { maskText } from '../../survey/commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { listConfirmations, listTourParts } from './confirmation-store.ts';
import * as store from './programme-store.ts';
import { seesProgramme, showProgrammes } from './see-programme.ts';

/** The programme with its draft and its earlier versions, and what its reader confirmed. */
export interface ProgrammePage {
  inForce: SeenProgramme | null;
  /** Null for who may not see it. */
  draft: SeenProgramme | null;
  /** The newest first. */
  earlier: SeenProgramme[];
  /** Null while no version is in force: then nothing is asked [SH74]. */
  mine: {
    confirmed: Record<ConfirmedPart, Confirmed | null>;
    missing: ConfirmedPart[];
    /** Has a seat on a tour that is not over, or looks after one. */
    hasTour: boolean;
  } | null;
}

/** What everybody reads of the programme [SH70]. */
export async function getProgramme(context: Context, actor: Actor): Promise<ProgrammePage> {
  requirePerson(actor, 'programme.view');
  const { db } = context;
  const rows = (await store.listProgrammeRows(db)).filter((row) => seesProgramme(actor, row));
  const seen = await showProgrammes(db, rows);
  const versions = seen.filter(({ number }) => number !== null);
  const since = rows.find(({ number, supersededAtMs }) => number !== null && supersededAtMs === null)?.since;
  const confirmed = since ? confirmedOf(since, await listConfirmations(db, [actor.id])) : null;
  return {
    inForce: versions[0] ?? null,
    draft: seen.find(({ number }) => number === null) ?? null,
    earlier: versions.slice(1),
    mine: confirmed && {
      confirmed,
      missing: missingParts(confirmed),
      hasTour: (await listTourParts(db, context.clock(), { personId: actor.id })).length > 0,
    },
  };
}

/** With what the form of the draft begins: the draft, else the version in force, else nothing that there is yet. */
export async function getProgrammeStart(
  context: Context,
  actor: Actor,
): Promise<{ start: SeenProgramme | null; isDraft: boolean }> {
  requirePerson(actor, 'programme.write');
  const draft = await store.findProgrammeDraft(context.db);
  const row = draft ?? (await store.findInForce(context.db));
  const [start] = row ? await showProgrammes(context.db, [row]) : [];
  return { start: start ?? null, isDraft: draft !== undefined };
}

/** Begins a draft, or writes on it; what was decided about other words no longer carries it [SH71]. */
export async function saveProgramme(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ programmeId: ShiftProgrammeId }> {
  requirePerson(actor, 'programme.write');
  const { programmeId, version, sponsorIds, ...form } = parseInput(ShiftProgrammeForm, input);
  const { title, aim, rules, authorisation } = form;
  const words = {
    ...{ title: maskText(title), aim: maskText(aim), rules: maskText(rules) },
    authorisation: maskText(authorisation),
  };
  const id = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const atMs = context.clock();
    if (programmeId === '') {
      const isTaken = (await store.findProgrammeDraft(trx)) !== undefined;
      if (isTaken) throw new AppError('conflict', { reason: 'shifts.programme.draftThere' });
      if ((await store.listProgrammeIds(trx)).length >= MOST_PROGRAMME_VERSIONS)
        throw new AppError('conflict', {
          reason: 'shifts.programme.full',
          values: { limit: MOST_PROGRAMME_VERSIONS },
        });
      await requireSponsors(trx, sponsorIds, []);
      const draft = { ...words, id: newId<'shiftProgramme'>(), madeBy: actor.id, changedAtMs: atMs };
      await store.insertDraft(trx, draft);
      await store.replaceSponsors(trx, draft.id, sponsorIds);
      await auditProgramme(context, trx, actor, 'draft', draft);
      return draft.id;
    }
    const row = await requireDraft(trx, actor, { programmeId, version });
    const before = (await store.listProgrammeSponsors(trx)).filter((each) => each.programmeId === row.id);
    await requireSponsors(
      trx,
      sponsorIds,
      before.map(({ id: sponsorId }) => sponsorId),
    );
    const [decision] = await listSharedDecisions(trx, row.decisionId === null ? [] : [row.decisionId]);
    if (decision?.state === 'poll') throw new AppError('conflict', { reason: 'shifts.programme.stillAsked' });
    const isOther = (['title', 'aim', 'rules', 'authorisation'] as const).some(
      (name) => row[name] !== words[name],
    );
    const isReleased = isOther && decision !== undefined && decision.state !== 'open';
    await store.updateDraft(trx, row.id, {
      ...{ ...words, changedAtMs: isOther ? atMs : row.changedAtMs },
      decisionId: isReleased ? null : row.decisionId,
    });
    await store.replaceSponsors(trx, row.id, sponsorIds);
    await auditProgramme(context, trx, actor, 'draft', { id: row.id, title: words.title });
    return row.id;
  });
  tellProgramme(context, id);
  return { programmeId: id };
}

/** Who is new among the sponsors is there; who was named before, and left, may stay named. */
async function requireSponsors(
  trx: Queries,
  sponsorIds: readonly string[],
  before: readonly string[],
): Promise<void> {
  const added = sponsorIds.filter((id) => !before.includes(id));
  const active = await areActive(trx, added);
  if (added.some((id) => !active.has(id)))
    throw new AppError('invalid', { issues: [{ path: 'sponsorIds', message: 'decisions.personGone' }] });
}

/** Takes the draft in the version that somebody saw; whoever was faster is named. */
export async function requireDraft(
  trx: Queries,
  actor: Actor,
  { programmeId, version }: { programmeId: string; version: number },
): Promise<store.ProgrammeRow> {
  const row = await store.holdProgramme(trx, programmeId);
  if (!row) throw new AppError('not-found');
  if (row.version !== version || row.number !== null) {
    const { id, title, aim, rules, authorisation } = row;
    throw await staleError(
      trx,
      actor,
      { kind: 'programme', id, actions: ['programme.draft', 'programme.propose', 'programme.putInForce'] },
      { title, aim, rules, authorisation, version: row.version },
    );
  }
  return row;
}

/** Throws the draft away, in a press that is taken back; one about which people decide is no longer thrown away. */
export async function discardProgramme(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'programme.write');
  const pick = parseInput(ShiftProgrammePick, input);
  const undoId = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const row = await requireDraft(trx, actor, pick);
    const [decision] = await listSharedDecisions(trx, row.decisionId === null ? [] : [row.decisionId]);
    if (decision && decision.state !== 'withdrawn')
      throw new AppError('conflict', { reason: 'shifts.programme.withdrawFirst' });
    const { id, title, aim, rules, authorisation } = row;
    const sponsorIds = (await store.listProgrammeSponsors(trx))
      .filter(({ programmeId }) => programmeId === id)
      .map((sponsor) => sponsor.id);
    await store.deleteProgrammeDraft(trx, id);
    await auditProgramme(context, trx, actor, 'discard', row);
    return SHIFT_PROGRAMME_UNDO.keep(context, trx, actor, {
      id,
      title,
      aim,
      rules,
      authorisation,
      sponsorIds,
    });
  });
  tellProgramme(context, pick.programmeId);
  return { undoId };
}

export const SHIFT_PROGRAMME_UNDO = undoable(
  'shiftProgramme',
  v.object({
    ...{ id: v.string(), title: v.string(), aim: v.string(), rules: v.string(), authorisation: v.string() },
    sponsorIds: v.array(v.string()),
  }),
  async (context: Context, trx, actor, { sponsorIds, ...words }) => {
    requirePerson(actor, 'programme.write');
    await holdOrganisation(trx);
    if (await store.findProgrammeDraft(trx))
      throw new AppError('conflict', { reason: 'shifts.programme.draftThere' });
    await store.insertDraft(trx, { ...words, madeBy: actor.id, changedAtMs: context.clock() });
    await store.replaceSponsors(trx, words.id, sponsorIds);
    await auditProgramme(context, trx, actor, 'draft', words);
    return { after: () => tellProgramme(context, words.id) };
  },
);

/** One line of the audit log about the programme. */
export async function auditProgramme(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'programme'>,
  { id, title }: { id: string; title: string },
): Promise<void> {
  await recordAudit(trx, {
    ...{ atMs: context.clock(), actor, action: `programme.${action}` },
    subject: { kind: 'programme', id, name: title },
  });
}

export function tellProgramme(context: Pick<Context, 'bus'>, id: string): void {
  context.bus.tell({ kind: 'programme', id, action: 'change' });
}
