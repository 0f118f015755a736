import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { asId, newId } from '#lib/base/ids.ts';
import { plainLetters } from '#lib/base/words/fold-text.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { ContentLanguage } from '#lib/ishikawa/templates.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  builtInPlan,
  PROGRAMMES_OF,
  usualProgramme,
  planOf,
  type StepPlan,
} from '#lib/workshop/programme/template-programme.ts';
import { MEETING_KINDS, type MeetingKind } from '#lib/workshop/meeting-kind.ts';
import {
  MOST_TEMPLATES,
  TemplateForm,
  TemplateRename,
  type OwnTemplate,
  type OwnTemplateId,
} from '#lib/workshop/templates/own-template.ts';
import { SEATS } from '#lib/workshop/workshop.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePerson } from '#server/access/require-permission.ts';
import type { Context } from '#server/context.ts';
import type { Queries } from '#server/database/engine.ts';
import { holdOrganisation } from '#server/people/department-store.ts';
import { undoable } from '#server/undo/undoable.ts';
import { boardName } from '../board.ts';
import { requireFacilitated } from '../participation.ts';
import { listSeats } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { readBones } from './read-bones.ts';
import * as store from './template-store.ts';

/** The templates of the organisation, for everybody who prepares workshops [WS144]. */
export async function listTemplates(context: Context, actor: Actor): Promise<OwnTemplate[]> {
  requirePerson(actor, 'workshop.manage');
  return store.listTemplates(context.db);
}

/** Keeps the programme of a workshop under a name, for everybody who prepares workshops [WS144]. */
export async function saveTemplate(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<OwnTemplateId> {
  requirePerson(actor, 'workshop.manage');
  const form = parseInput(TemplateForm, input);
  await requireFacilitated(context.db, actor, form.workshopId);
  const bones = form.withBones ? await context.rooms.read(boardName(form.workshopId), readBones) : [];
  const id = newId<'workshopTemplate'>();
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    const workshop = await requireFacilitated(trx, actor, form.workshopId);
    if (workshop.programme.length === 0) throw new AppError('conflict', { reason: 'templates.noSteps' });
    await holdOrganisation(trx);
    await requireRoom(trx, form.name);
    await insert(trx, {
      id,
      name: form.name,
      kind: workshop.kind,
      language: workshop.language,
      categories: workshop.template,
      programme: workshop.programme.map(planOf),
      bones,
      seats: form.withSeats ? await listSeats(trx, workshop.id) : [],
      madeBy: actor.id,
      madeAtMs: atMs,
      version: 1,
    });
    await audit(context, trx, actor, 'save', { id, name: form.name });
  });
  tell(context, id);
  return id;
}

/** Gives a template another name. */
export async function renameTemplate(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'workshop.manage');
  const { templateId, version, name } = parseInput(TemplateRename, input);
  await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const template = await requireTemplate(trx, templateId);
    await requireFreeName(trx, name, templateId);
    if (!(await store.renameTemplate(trx, { id: templateId, version, name })))
      throw new AppError('stale', { current: template });
    await audit(context, trx, actor, 'rename', { id: templateId, name });
  });
  tell(context, templateId);
}

/** Takes a template away; the workshops that were made of it stay as they are. Can be taken back [WS145]. */
export async function removeTemplate(
  context: Context,
  actor: Actor,
  templateId: string,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'workshop.manage');
  const undoId = await context.database.transaction(async (trx) => {
    const template = await requireTemplate(trx, templateId);
    await store.deleteTemplate(trx, templateId);
    await audit(context, trx, actor, 'remove', template);
    const { makerName: _maker, programme, bones, seats, ...kept } = template;
    return TEMPLATE_UNDO.keep(context, trx, actor, {
      ...kept,
      programme: [...programme],
      bones: [...bones],
      seats: seats.map(({ seat, personId }) => ({ seat, personId })),
    });
  });
  tell(context, templateId);
  return { undoId };
}

export const TEMPLATE_UNDO = undoable(
  'workshop-template',
  v.object({
    ...store.StoredTemplate.entries,
    id: v.string(),
    name: v.string(),
    // What was removed before there were kinds was made of a workshop.
    kind: v.optional(v.picklist(MEETING_KINDS), 'workshop'),
    language: v.picklist(['en', 'pl']),
    categories: v.string(),
    madeBy: v.nullable(v.string()),
    madeAtMs: v.number(),
    seats: v.array(v.object({ seat: v.picklist(SEATS), personId: v.string() })),
    version: v.number(),
  }),
  async (context: Context, trx, actor, template) => {
    requirePerson(actor, 'workshop.manage');
    await holdOrganisation(trx);
    await requireRoom(trx, template.name);
    await insert(trx, { ...template, id: asId<'workshopTemplate'>(template.id) });
    await audit(context, trx, actor, 'save', template);
    return { after: () => tell(context, template.id) };
  },
);

/** What a workshop begins with: a programme of the product or of the organisation [WS142] [WS144]. */
export interface ChosenPlan {
  programme: readonly StepPlan[];
  own: store.TemplateRow | undefined;
}

/** Reads what was chosen for a kind of meeting: the name of a programme of the product, or the id of an own template. */
export async function findPlan(
  db: Queries,
  kind: MeetingKind,
  chosen: string,
  language: ContentLanguage,
): Promise<ChosenPlan> {
  const builtIn = PROGRAMMES_OF[kind].find((name) => name === (chosen || usualProgramme(kind)));
  if (builtIn) return { programme: builtInPlan(builtIn, language), own: undefined };
  const own = await requireTemplate(db, chosen);
  // A retrospective with the programme of a workshop would promise what it does not keep.
  if (own.kind !== kind) throw new AppError('conflict', { reason: 'templates.otherKind' });
  return { programme: own.programme, own };
}

async function requireTemplate(db: Queries, id: string): Promise<store.TemplateRow> {
  const [template] = await store.listTemplates(db, id);
  if (!template) throw new AppError('not-found', { reason: 'templates.gone' });
  return template;
}

/** Two of one name at the same moment, where none was there to be held, meet in the index. */
async function insert(trx: Queries, template: Parameters<typeof store.insertTemplate>[1]): Promise<void> {
  if (!(await store.insertTemplate(trx, template))) throw nameTaken();
}

function nameTaken(): AppError {
  return new AppError('conflict', { issues: [{ path: 'name', message: 'templates.taken' }] });
}

async function requireRoom(trx: Queries, name: string): Promise<void> {
  await requireFreeName(trx, name, null);
  if ((await store.listTemplates(trx)).length >= MOST_TEMPLATES)
    throw new AppError('conflict', { reason: 'templates.full', values: { limit: MOST_TEMPLATES } });
}

async function requireFreeName(trx: Queries, name: string, butFor: string | null): Promise<void> {
  const isTaken = (await store.listTemplates(trx)).some(
    (template) => template.id !== butFor && plainLetters(template.name) === plainLetters(name),
  );
  if (isTaken) throw nameTaken();
}

async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'template'>,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `template.${action}`,
    subject: { kind: 'template', id, name },
  });
}

function tell(context: Context, id: string): void {
  context.bus.tell({ kind: 'template', id, action: 'change' });
}
