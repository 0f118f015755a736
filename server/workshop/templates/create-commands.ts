import { AppError } from '#lib/base/errors.ts';
import { subjectKey } from '#lib/base/subject.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { newId } from '#lib/base/ids.ts';
import { hasFish, hasSubject } from '#lib/workshop/meeting-kind.ts';
import { readSubjectKey } from '#lib/workshop/meeting-subject.ts';
import { LONGEST_MINUTES, type SessionPlan } from '#lib/workshop/prepare/session.ts';
import {
  builtInPlan,
  planOf,
  usualProgramme,
  type StepPlan,
} from '#lib/workshop/programme/template-programme.ts';
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
import { fillByItself } from '../meeting/fill-agenda.ts';
import { insertSeries } from '../meeting/series-store.ts';
import { findBrief, insertSession } from '../prepare/prepare-store.ts';
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
  const form = parseInput(WorkshopForm, input);
  const { kind, title, goal, language } = form;
  const bones = form.boneNames
    .map((name, index) => ({ name, question: form.boneQuestions[index] ?? '' }))
    .filter(({ name }) => name !== '');
  const insight = form.insightId ? await findRoomInsight(context, form.insightId) : undefined;
  if (form.insightId && !insight) throw new AppError('not-found');
  const about = readSubjectKey(form.about);
  if (about) await context.subjects.require(actor, about);
  const plan = await findPlan(context.db, kind, form.programme, language);
  const figure = insight?.figure;
  const packed = insight && figure ? await snapshotOf(context, { ...insight, figure }) : undefined;
  const series = form.everyWeeks > 0 ? { id: newId<'meetingSeries'>(), number: 1 } : null;
  const session = firstSession(context, form, plan.programme);
  const id = await makeWorkshop(context, actor, {
    about: {
      ...{ kind, title, goal, language, about, insightId: form.insightId || null },
      problem: form.problem || title,
      template: form.template ?? (hasFish(kind) ? 'retro' : 'own'),
    },
    series,
    programme: plan.programme,
    bones: bones.length > 0 ? bones : (plan.own?.bones ?? []),
    seats: plan.own?.seats ?? [],
    async also(trx, workshopId, atMs) {
      if (packed) await insertPacked(trx, workshopId, packed, { position: 0, atMs });
      if (series) await insertSeries(trx, series.id, form.everyWeeks, atMs);
      if (session) await insertSession(trx, workshopId, { ...session, id: newId<'session'>() }, atMs);
    },
  });
  const made = hasSubject(kind) ? await findWorkshop(context.db, { id }) : undefined;
  if (made) await fillByItself(context, actor, made);
  return id;
}

/** The sitting of a meeting of which a day and a time are known when it is made. */
function firstSession(
  { settings }: WorkshopContext,
  { startsOn, startsAt }: { startsOn: string; startsAt: string },
  programme: readonly StepPlan[],
): SessionPlan | undefined {
  if (startsOn === '' || startsAt === '') return undefined;
  const minutes = programme.reduce((sum, step) => sum + step.minutes, 0);
  return {
    ...{ startsOn, startsAt, timeZone: settings.timeZone, place: '', steps: [] },
    minutes: Math.min(LONGEST_MINUTES, Math.max(5, minutes)),
  };
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
  const { template, language, programme, kind, about } = original;
  return makeWorkshop(context, actor, {
    about: {
      ...{ title: form.title, problem: form.problem, goal: form.goal },
      ...{ template, language, kind, about, insightId: null },
    },
    programme: takes('programme') ? programme.map(planOf) : builtInPlan(usualProgramme(kind), language),
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

/** What a meeting is about, for whoever may see that thing [MT5]. */
export async function findSubject(
  context: WorkshopContext,
  actor: Actor,
  workshop: Pick<WorkshopRow, 'about'>,
): Promise<{ title: string; href: string } | null> {
  if (workshop.about === null) return null;
  const found = (await context.subjects.find(actor, [workshop.about])).get(subjectKey(workshop.about));
  return found ? { title: found.title, href: found.href } : null;
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
