import { randomBytes, randomInt } from 'node:crypto';
import { asId, makeId, newId } from '#lib/base/ids.ts';
import type { CauseId } from '#lib/ishikawa/cause.ts';
import { createEditor, pasteBranches } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { documentName, parseDocumentName } from '#lib/sync/document-name.ts';
import { assignCauses, MAX_IDEA_LENGTH, MAX_IDEAS, readIdeas } from '#lib/workshop/write/draft-doc.ts';
import type { Context } from '#server/context.ts';
import { isNamelessKind } from '#lib/workshop/meeting-kind.ts';
import { boardName } from '../board.ts';
import { insertWriters, listWriters } from './writer-store.ts';
import type { WorkshopStep } from '#lib/workshop/step.ts';
import type { WorkshopRow } from '../store.ts';

/** One idea on its way to the board. */
interface RevealedIdea {
  causeId: CauseId;
  bone: string;
  text: string;
  authorId: string;
}

/**
 * Puts what everybody wrote in silence on the board: as new causes of the server, in random order
 * and under new ids, so that neither id nor place nor writer betrays an author [WS21]. Can be called
 * again at any time: what is on the board already is passed over, what was cut off is finished.
 * Returns how many causes came onto the board.
 */
export async function revealDrafts(context: Context, workshop: WorkshopRow): Promise<number> {
  const ideas: RevealedIdea[] = [];
  // An id says when it was made. One moment for all, or the causes of one draft would stand together.
  const atMs = context.clock();
  for (const { name, participant } of await listDrafts(context, workshop.id)) {
    await context.rooms.edit(name, (doc) => assignCauses(doc, () => makeId(atMs, randomBytes(10))));
    for (const idea of (await context.rooms.read(name, readIdeas)).slice(0, MAX_IDEAS)) {
      if (idea.causeId === null) continue;
      const text = idea.text.trim().slice(0, MAX_IDEA_LENGTH);
      ideas.push({ causeId: asId(idea.causeId), bone: idea.bone, text, authorId: participant });
    }
  }
  const isNameless = isNamelessKind(workshop.kind);
  // What was written and taken back again lies in a draft, too.
  if (ideas.length === 0 && isNameless) await eraseDrafts(context, workshop.id);
  if (ideas.length === 0) return 0;
  const written = lastSilentStep(workshop);
  const isNamed = written?.settings.isAnonymous === false && !isNameless;
  const shown = await putOnBoard(context, workshop.id, shuffle(ideas), isNamed);
  // Which lines came from one hand would tell whose, of a dozen people who know one another; and so would a draft.
  if (isNameless) await eraseDrafts(context, workshop.id);
  else if (written && shown.length > 0) await markWriters(context, workshop.id, written.id, { ideas, shown });
  return shown.length;
}

/** The silent round that the room entered last; undefined when there was none. */
export function lastSilentStep({ programme }: Pick<WorkshopRow, 'programme'>): WorkshopStep | undefined {
  return programme
    .filter(({ kind, enteredAtMs }) => kind === 'write' && enteredAtMs !== null)
    .toSorted((left, right) => (right.enteredAtMs ?? 0) - (left.enteredAtMs ?? 0))[0];
}

/**
 * The pseudonym under which somebody's causes of the last silent round are kept: told from their own draft,
 * a new one when nothing of theirs is on the board; null when there was no round.
 */
export async function handOf(
  context: Pick<Context, 'db' | 'rooms'>,
  workshop: Pick<WorkshopRow, 'id' | 'programme'>,
  participant: string,
): Promise<string | null> {
  const step = lastSilentStep(workshop);
  if (!step) return null;
  const name = documentName({ kind: 'draft', workshop: workshop.id, participant });
  const own = (await context.rooms.read(name, readIdeas)).map(({ causeId }) => causeId);
  const marks = await listWriters(context.db, workshop.id);
  const known = marks.find(({ stepId, causeId }) => stepId === step.id && own.includes(causeId));
  return known?.writer ?? newId();
}

/** Adds what the board does not have yet; returns it. */
async function putOnBoard(
  context: Context,
  workshopId: string,
  ideas: readonly RevealedIdea[],
  isNamed: boolean,
): Promise<RevealedIdea[]> {
  let added: RevealedIdea[] = [];
  await context.rooms.edit(boardName(workshopId), (doc) => {
    const board = openFishbone(doc);
    added = ideas.filter(({ causeId }) => !board.causes.has(causeId));
    const { bones } = readFishbone(board).fishbone;
    for (const bone of bones) {
      // What was written for a bone that is gone goes to the first one: nothing is lost.
      const isHere = (idea: RevealedIdea): boolean =>
        idea.bone === bone.id || (bone === bones[0] && !bones.some(({ id }) => id === idea.bone));
      const here = added.filter(isHere);
      for (const group of isNamed ? here.map((idea) => [idea]) : [here]) {
        const ids = group.map(({ causeId }) => causeId);
        const editor = { ...createEditor(board, 'reveal'), newId: () => ids.shift() ?? newId() };
        const branches = group.map(({ text }) => ({ text, children: [] }));
        const author = isNamed ? (group[0]?.authorId ?? null) : null;
        if (branches.length > 0) pasteBranches(editor, { parent: bone.id, after: 'end' }, branches, author);
      }
    }
  });
  return added;
}

/**
 * Keeps which causes came from one hand without saying whose: for the estimate of how many causes
 * the room did not name [WS50]. The pseudonyms are made here, at random, and kept nowhere else. Whoever has
 * causes of the same step on the board, since the room came back to it, stays one hand.
 */
async function markWriters(
  context: Context,
  workshopId: string,
  stepId: string,
  { ideas, shown }: { ideas: readonly RevealedIdea[]; shown: readonly RevealedIdea[] },
): Promise<void> {
  const known = await listWriters(context.db, workshopId);
  const pseudonyms = new Map<string, string>();
  for (const { causeId, authorId } of ideas) {
    const mark = known.find((each) => each.stepId === stepId && each.causeId === causeId);
    if (mark) pseudonyms.set(authorId, mark.writer);
  }
  const marks = shown.map(({ causeId, authorId }) => {
    const writer = pseudonyms.get(authorId) ?? newId();
    pseudonyms.set(authorId, writer);
    return { causeId, writer };
  });
  await context.database.transaction((trx) => insertWriters(trx, workshopId, stepId, marks));
}

/** Once its lines are on the board a draft is erased with its history: it has a name, and they have none [MT31]. */
async function eraseDrafts(context: Context, workshopId: string): Promise<void> {
  for (const { name } of await listDrafts(context, workshopId)) await context.rooms.erase(name);
}

async function listDrafts(
  context: Context,
  workshopId: string,
): Promise<{ name: string; participant: string }[]> {
  const names = await context.rooms.list(`workshop/${workshopId}/draft/`);
  return names.flatMap((name) => {
    const document = parseDocumentName(name);
    return document?.kind === 'draft' ? { name, participant: document.participant } : [];
  });
}

/** Fisher and Yates, with the randomness of the system: the order must say nothing. */
function shuffle<Item>(items: readonly Item[]): Item[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    const [a, b] = [shuffled[i], shuffled[j]];
    if (a !== undefined && b !== undefined) [shuffled[i], shuffled[j]] = [b, a];
  }
  return shuffled;
}
