import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { planOf, builtInPlan, USUAL_PROGRAMME } from '#lib/workshop/programme/template-programme.ts';
import { CopyForm, type CopiedPart } from '#lib/workshop/templates/own-template.ts';
import { WorkshopForm } from '#lib/workshop/workshop-forms.ts';
import type { WorkshopId } from '#lib/workshop/workshop.ts';
import { requirePerson } from '#server/access/require-permission.ts';
import { listColleagues } from '#server/people/commands.ts';
import { boardName } from '../board.ts';
import { findRoomInsight } from '../evidence/shown-figure.ts';
import { listMembers } from '../member-store.ts';
import { participationOf, requireFacilitated } from '../participation.ts';
import { snapshotOf } from '../prepare/pack-snapshot.ts';
import { insertPacked } from '../prepare/pack-store.ts';
import { findBrief } from '../prepare/prepare-store.ts';
import { findWorkshop, listSeats, type WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { makeWorkshop } from './make-workshop.ts';
import { readBones } from './read-bones.ts';
import { findPlan } from './template-commands.ts';

/** Creates a workshop from a programme, with its categories and who sits where [WS1] [WS142] [WS144]. */
export async function createWorkshop(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<WorkshopId> {
  requirePerson(actor, 'workshop.manage');
  const { boneNames, boneQuestions, programme, ...form } = parseInput(WorkshopForm, input);
  const bones = boneNames
    .map((name, index) => ({ name, question: boneQuestions[index] ?? '' }))
    .filter(({ name }) => name !== '');
  const insight = form.insightId ? await findRoomInsight(context, form.insightId) : undefined;
  if (form.insightId && !insight) throw new AppError('not-found');
  const plan = await findPlan(context.db, programme, form.language);
  const figure = insight?.figure;
  const packed = insight && figure ? await snapshotOf(context, { ...insight, figure }) : undefined;
  return makeWorkshop(context, actor, {
    about: { ...form, insightId: form.insightId || null },
    programme: plan.programme,
    bones: bones.length > 0 ? bones : (plan.own?.bones ?? []),
    seats: plan.own?.seats ?? [],
    async also(trx, id, atMs) {
      if (packed) await insertPacked(trx, id, packed, { position: 0, atMs });
    },
  });
}

/**
 * Makes a new workshop of one that this actor prepares: what they choose of its programme, categories, brief and
 * people, and nothing that its room gave [WS140] [WS141].
 */
export async function copyWorkshop(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<WorkshopId> {
  requirePerson(actor, 'workshop.manage');
  const form = parseInput(CopyForm, input);
  const takes = (part: CopiedPart): boolean => form.parts.includes(part);
  const original = await requireFacilitated(context.db, actor, form.workshopId);
  const { db } = context;
  const here = new Set<string>((await listColleagues(context, actor)).map(({ id }) => id));
  const isComing = (personId: string): boolean => here.has(personId) && personId !== actor.id;
  const members = takes('people') ? await listMembers(db, original.id) : [];
  const seats = takes('seats') ? await listSeats(db, original.id) : [];
  const { template, language, programme } = original;
  return makeWorkshop(context, actor, {
    about: { title: form.title, problem: form.problem, goal: form.goal, template, language, insightId: null },
    programme: takes('programme') ? programme.map(planOf) : builtInPlan(USUAL_PROGRAMME, language),
    bones: takes('categories') ? await context.rooms.read(boardName(original.id), readBones) : [],
    invited: members.map(({ personId }) => personId).filter(isComing),
    seats: seats.filter(({ personId }) => here.has(personId)),
    ...(takes('brief') && { brief: await findBrief(db, original.id) }),
    copiedFrom: original.id,
  });
}

/** What the form of a copy begins with, for whoever may make one. */
export async function getOriginal(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<
  Pick<WorkshopRow, 'id' | 'title' | 'problem' | 'goal' | 'programme'> & { people: number; seats: number }
> {
  requirePerson(actor, 'workshop.manage');
  const { id, title, problem, goal, programme } = await requireFacilitated(context.db, actor, workshopId);
  const people = (await listMembers(context.db, id)).filter(({ personId }) => personId !== actor.id).length;
  return { id, title, problem, goal, programme, people, seats: (await listSeats(context.db, id)).length };
}

/** Of which workshop one was made, for whoever is in both [WS141]. */
export async function findCopiedFrom(
  context: WorkshopContext,
  actor: Actor,
  workshop: Pick<WorkshopRow, 'copiedFrom'>,
): Promise<{ id: string; title: string } | null> {
  const original = workshop.copiedFrom && (await findWorkshop(context.db, { id: workshop.copiedFrom }));
  if (!original || (await participationOf(context.db, actor, original)) === 'none') return null;
  return { id: original.id, title: original.title };
}
