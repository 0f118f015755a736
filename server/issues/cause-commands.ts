import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { CausesForm } from '#lib/issues/issue-forms.ts';
import { withCauses, type CauseOfIssue, type IssueOrigin } from '#lib/issues/issue.ts';
import { newId } from '#lib/base/ids.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Queries } from '../database/engine.ts';
import { holdNumbers } from '../database/number-store.ts';
import { listCauses, type FoundCause } from '../workshop/commands.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';
import { insertIssue } from './commands.ts';
import { settleStanding } from './settle-standing.ts';
import * as store from './cause-store.ts';

/** An issue as it is named where causes were sent. */
export type CauseIssue = Pick<store.CauseIssue, 'id' | 'number' | 'title' | 'state' | 'triage'>;

/** What came of sending causes: the issues that are new, and those that they were in already [WS155]. */
export interface TakenCauses {
  added: CauseIssue[];
  known: CauseIssue[];
}

/** Causes as a command found them on the board, before its transaction. */
export interface ChosenCauses {
  workshop: { id: string; title: string; insightId: string | null };
  causes: readonly FoundCause[];
}

/**
 * Sends causes of a workshop to the list, one issue each or one together, each with its path on the diagram and
 * what the room found [IS7] [IS10] [WS153]. Sent again, what the room found since is taken over.
 */
export async function sendCauses(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<TakenCauses> {
  requirePerson(actor, 'issue.manage');
  const form = parseInput(CausesForm, input);
  const chosen = await readChosen(context, actor, form);
  const taken = await context.database.transaction((trx) =>
    takeCauses(context, trx, actor, { ...chosen, ...form }),
  );
  context.bus.tell({ kind: 'issue', id: form.workshopId, action: 'send' });
  return taken;
}

/** The chosen causes that stand on the board and say something, in the board's order; refused when none is there. */
export async function readChosen(
  context: WorkshopContext,
  actor: Actor,
  { workshopId, causeIds }: { workshopId: string; causeIds: readonly string[] },
): Promise<ChosenCauses> {
  const { workshop, causes } = await listCauses(context, actor, workshopId);
  const chosen = causes.filter(({ id }) => causeIds.includes(id));
  if (chosen.length === 0) throw new AppError('not-found', { reason: 'issues.causes.gone' });
  return { workshop, causes: chosen.filter(({ text }) => text.trim() !== '') };
}

/**
 * Puts causes on the list in a transaction that is under way. A cause is in one issue: those that are in one
 * already stay in it, whatever is asked, and only the others become new ones [WS153].
 */
export async function takeCauses(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  { workshop, causes, as, title }: ChosenCauses & { as: 'each' | 'together'; title?: string },
): Promise<TakenCauses> {
  await holdNumbers(trx, 'issue'); // two presses at once: the later one finds what the first made
  const ids = causes.map(({ id }) => id);
  const inIssues = await store.listIssuesOfCauses(trx, workshop.id, ids);
  const known = new Map([...inIssues.values()].map((issue) => [issue.id, issue]));
  for (const issue of known.values()) {
    const theirs = causes.filter(({ id }) => inIssues.get(id)?.id === issue.id);
    await store.writeOrigin(trx, issue.id, withCauses(issue.origin, theirs.map(toCauseOfIssue)));
    await settleStanding(context, trx, issue.id);
  }
  const fresh = causes.filter(({ id }) => !inIssues.has(id));
  const groups = as === 'together' && fresh.length > 0 ? [byWeight(fresh)] : fresh.map((cause) => [cause]);
  const added: CauseIssue[] = [];
  for (const group of groups)
    added.push(await addTogether(context, trx, actor, { workshop, group, title: title ?? '' }));
  return { added, known: [...known.values()] };
}

async function addTogether(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  {
    workshop,
    group,
    title,
  }: Pick<ChosenCauses, 'workshop'> & { group: readonly FoundCause[]; title: string },
): Promise<CauseIssue> {
  const [first, ...others] = group.map(toCauseOfIssue);
  if (!first) throw new Error('An issue of no cause.');
  const origin: IssueOrigin = {
    kind: 'cause',
    workshopId: workshop.id,
    workshopTitle: workshop.title,
    ...first,
    ...(others.length > 0 && { others }),
  };
  const texts = group.map(({ text }) => text.trim());
  const issue = {
    id: newId<'issue'>(),
    title: (group.length > 1 && title ? title : texts.join('; ')).slice(0, 300),
    description: describe(group).slice(0, 4000),
  };
  const number = await insertIssue(context, trx, actor, {
    ...issue,
    origin,
    originKey: `cause:${workshop.id}/${first.causeId}`,
    insightId: workshop.insightId,
  });
  const causeIds = group.map(({ id }) => id);
  await store.insertIssueCauses(trx, { workshopId: workshop.id, issueId: issue.id, causeIds });
  return { id: issue.id, number, title: issue.title, state: 'open', triage: 'accepted' };
}

/** The note of a single cause; of several, each with its own. */
function describe(group: readonly FoundCause[]): string {
  if (group.length === 1) return group[0]?.note ?? '';
  return group.map(({ text, note }) => [`- ${text.trim()}`, note].filter(Boolean).join('\n  ')).join('\n');
}

/** The one that the room gave most dots to stands for all of them. */
function byWeight(causes: readonly FoundCause[]): FoundCause[] {
  const dots = ({ result }: FoundCause): number => result.vote?.dots ?? 0;
  return causes.toSorted((one, other) => dots(other) - dots(one));
}

function toCauseOfIssue({ id, text, path, result }: FoundCause): CauseOfIssue {
  return { causeId: id, text: text.trim(), path, result };
}

/** A cause of a workshop with the issue that it is in, for whoever decides what becomes of it. */
export interface SendableCause extends FoundCause {
  issue: CauseIssue | null;
}

/** The causes of a workshop with what became of each so far [WS155]. */
export async function listSendable(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<SendableCause[]> {
  requirePermission(actor, 'issue.manage');
  const { causes } = await listCauses(context, actor, workshopId);
  const inIssues = await store.listIssuesOfCauses(context.db, workshopId);
  return causes
    .filter(({ text }) => text.trim() !== '')
    .map((cause) => {
      const issue = inIssues.get(cause.id);
      if (!issue) return { ...cause, issue: null };
      const { id, number, title, state, triage } = issue;
      return { ...cause, issue: { id, number, title, state, triage } };
    });
}
