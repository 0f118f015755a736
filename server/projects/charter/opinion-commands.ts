import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { optionalText, parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../../access/require-permission.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { isProjectOver } from '#lib/projects/project.ts';
import { audit } from '../move-project.ts';
import { readSight } from '../readers.ts';
import { readSigned } from '../signed-content.ts';
import * as projects from '../store.ts';
import { askOpinions, findUnheard, finishOpinions } from './opinion-rules.ts';
import * as store from './opinion-store.ts';

/** Everything that was asked and said about a project, and what is missing [PR30]. */
export interface SeenOpinions {
  opinions: (store.OpinionRow & {
    /** It was given on what is signed now. */
    isPresent: boolean;
    isLate: boolean;
  })[];
  /** Rules that could be asked for and were not. */
  askable: { id: string; name: string; giverName: string }[];
  /** Required ones that are missing, by name: the last signature waits for them. */
  missing: string[];
  /** What this reader is asked for. */
  mine: string[];
  mayAsk: boolean;
}

/** The opinions about a project; null for those who do not read inside [PR48]. */
export async function getOpinions(
  context: Context,
  actor: Actor,
  projectId: string,
): Promise<SeenOpinions | null> {
  requirePermission(actor, 'project.view');
  const project = await projects.findProject(context.db, projectId);
  if (!project) throw new AppError('not-found');
  if (!(await readSight(context.db, actor)).isInside(project)) return null;
  const { hash } = await readSigned(context.db, project);
  const opinions = await store.listOpinionsOf(context.db, projectId);
  const rules = await store.listOpinionRules(context.db);
  const today = dayAt(context.clock(), context.settings.timeZone);
  const isOpen = ['draft', 'sent-back', 'submitted'].includes(project.state);
  return {
    opinions: opinions.map((opinion) => ({
      ...opinion,
      isPresent: opinion.contentHash === hash,
      isLate: opinion.state === 'asked' && opinion.dueOn < today,
    })),
    askable: rules.flatMap(({ id, name, giverId, giverName, isUsed }) =>
      isOpen &&
      isUsed &&
      giverId !== null &&
      !opinions.some(({ ruleId, state }) => ruleId === id && state === 'asked')
        ? [{ id, name, giverName: giverName ?? '' }]
        : [],
    ),
    missing: isOpen ? (await findUnheard(context, context.db, project, hash)).map(({ name }) => name) : [],
    mine:
      actor.kind === 'person' && !isProjectOver(project.state)
        ? opinions
            .filter(({ giverId, state }) => giverId === actor.id && state === 'asked')
            .map(({ ruleId }) => ruleId)
        : [],
    mayAsk: isOpen && actor.kind === 'person' && asks(actor, project),
  };
}

function asks(
  actor: Extract<Actor, { kind: 'person' }>,
  { ownerId, deputyId, proposedBy }: projects.ProjectRow,
): boolean {
  return [ownerId, deputyId, proposedBy].includes(actor.id);
}

const AskForm = v.object({ projectId: v.string(), ruleId: v.string() });

/** Asks for an opinion that is not required, or earlier than it would be [PR29]. */
export async function askOpinion(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, ruleId } = parseInput(AskForm, input);
  const tell = await context.database.transaction(async (trx) => {
    const project = await projects.findProject(trx, projectId);
    if (!project) throw new AppError('not-found');
    if (!asks(actor, project)) throw new AppError('forbidden');
    if (!['draft', 'sent-back', 'submitted'].includes(project.state))
      throw new AppError('read-only', { reason: 'charter.opinion.tooLate' });
    const rule = (await store.listOpinionRules(trx)).find(({ id, isUsed }) => id === ruleId && isUsed);
    if (!rule) throw new AppError('not-found');
    if (rule.giverId === null)
      throw new AppError('conflict', { reason: 'charter.opinion.nobodyGives', values: { names: rule.name } });
    await audit(context, trx, actor, 'askOpinion', projectId);
    return askOpinions(context, trx, project, [rule], actor.id);
  });
  tell();
  context.bus.tell({ kind: 'project', id: projectId, action: 'change' });
}

const OpinionForm = v.pipe(
  v.object({
    projectId: v.string(),
    ruleId: v.string(),
    /** What its giver read. */
    contentHash: v.string('form.required'),
    answer: v.picklist(['given', 'refused'], 'form.required'),
    text: optionalText(2000),
  }),
  v.forward(
    v.check(({ answer, text }) => answer === 'given' || text !== '', 'projects.reasonNeeded'),
    ['text'],
  ),
);

/** Says what somebody was asked: for it, or against it with the reason; bound to what they read [PR30]. */
export async function giveOpinion(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, ruleId, contentHash, answer, text } = parseInput(OpinionForm, input);
  const tell = await context.database.transaction(async (trx) => {
    await projects.holdProject(trx, projectId);
    const project = await projects.findProject(trx, projectId);
    const opinion = (await store.listOpinionsOf(trx, projectId)).find((one) => one.ruleId === ruleId);
    if (!project || opinion?.giverId !== actor.id) throw new AppError('forbidden');
    if (isProjectOver(project.state)) throw new AppError('read-only', { reason: 'charter.opinion.tooLate' });
    const { hash } = await readSigned(trx, project);
    if (hash !== contentHash) throw new AppError('stale', { current: { version: project.version } });
    await store.answerOpinion(trx, {
      ...{ projectId, ruleId, text, contentHash },
      state: answer,
      answeredAtMs: context.clock(),
    });
    await audit(context, trx, actor, answer === 'given' ? 'giveOpinion' : 'refuseOpinion', projectId);
    return finishOpinions(context, trx, projectId);
  });
  tell();
  context.bus.tell({ kind: 'project', id: projectId, action: 'change' });
}
