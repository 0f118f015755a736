import type { Actor } from '#lib/people/person.ts';

import { openFishbone, resolveMerged } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { estimateCompleteness, type Completeness } from '#lib/workshop/minutes/completeness.ts';
import { shownMetric } from '#lib/workshop/evidence/head-metric.ts';
import { entriesOf, keptDefinition } from '#lib/workshop/entries/entry.ts';
import type { Minutes } from '#lib/workshop/minutes/minutes.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { WorkshopContext } from './workshop-context.ts';
import { boardName } from './board.ts';
import { readCauses } from './board-causes.ts';
import { getWorkshop } from './commands.ts';
import { describeEntries, listRoomEntries } from './entries/room-entries.ts';
import { listChecks } from './evidence/evidence-store.ts';
import { listShownEvidence } from './evidence/shown-evidence.ts';
import { hasFish } from '#lib/workshop/meeting-kind.ts';
import { listAgendaRows } from './meeting/agenda-store.ts';
import { describeAgenda, describeDecisions } from './meeting/describe-meeting.ts';
import { readNotesForSeal } from './meeting/notes.ts';
import { listWriters } from './write/writer-store.ts';
import { findMetric } from './evidence/metric-store.ts';
import { lastResults, listSeals } from './seals/seal-store.ts';
import { readBoardForSeal } from './seals/seal.ts';

/**
 * What happened in a workshop: who, what, votes, decisions and the diagram, for whoever may open it
 * [WS53]. What was sealed is taken from the seals, so that the minutes of a closed workshop stay as
 * they are; the diagram is the last sealed one once the workshop is closed.
 */
export async function getMinutes(context: WorkshopContext, actor: Actor, id: string): Promise<Minutes> {
  requirePermission(actor, 'workshop.takePart');
  const { workshop, members, guests, insight, access } = await getWorkshop(context, actor, id);
  const { seals, isWhole } = await listSeals(context.db, id);
  const entries = describeEntries(await listRoomEntries(context.db, id), [], false);
  const isClosed = workshop.stage === 'closed';
  const mayRead = access !== 'none';
  const last = isClosed ? seals.at(-1)?.content : undefined;
  const hasDiagram = mayRead && hasFish(workshop.kind);
  const { kind, title, problem, goal, facilitatorName, programme, createdAtMs, stage, language } = workshop;
  return {
    kind,
    title,
    problem,
    goal,
    language,
    stage,
    facilitatorName,
    createdAtMs,
    insight: insight?.figure ? { title: insight.title, waveName: insight.waveName, ...insight.figure } : null,
    metric: shownMetric(await findMetric(context.db, id)),
    people: [
      ...members.map(({ name, departmentName, enteredAtMs, isObserver }) => ({
        name,
        department: departmentName ?? '',
        isGuest: false,
        isAbsent: enteredAtMs === null,
        isObserver,
      })),
      ...guests.map(({ name, department, isObserver }) => ({
        name,
        department,
        isGuest: true,
        isAbsent: false,
        isObserver,
      })),
    ],
    definition: keptDefinition(entries)?.text ?? null,
    agenda: mayRead ? describeAgenda(await listAgendaRows(context.db, id)) : [],
    notes: mayRead ? (last ? (last.notes ?? '') : await readNotesForSeal(context.rooms, id)) : '',
    decisions: mayRead ? await describeDecisions(context.db, id) : [],
    tasks: entriesOf(entries, 'task'),
    parking: entriesOf(entries, 'parking'),
    steps: programme.map(({ kind, title: name, minutes, spentMs, isSkipped }) => ({
      kind,
      title: name,
      minutes,
      spentMs,
      isSkipped,
    })),
    board: hasDiagram ? (last?.board ?? (await readBoardForSeal(context.rooms, id))) : null,
    causes: hasDiagram
      ? (await context.rooms.read(boardName(id), readCauses)).map(({ id: causeId, text, path }) => ({
          id: causeId,
          text,
          path,
        }))
      : [],
    ...(await lastResults(context.db, {
      id: workshop.id,
      programme,
      position: isClosed ? 'closed' : workshop.position,
    })),
    checks: await listChecks(context.db, id),
    evidence: await listShownEvidence(context, id),
    completeness: (await estimateRound(context, id)) ?? null,
    seals: seals.map(({ number, hash, sealedAtMs, isFitting, content }) => ({
      number,
      hash,
      sealedAtMs,
      isFitting,
      title: content.step.title,
    })),
    isWhole,
    checkedAtMs: context.clock(),
  };
}

/** About how many causes the last silent round missed [WS52]: causes that were merged since count as one. */
async function estimateRound(
  context: WorkshopContext,
  workshopId: string,
): Promise<Completeness | undefined> {
  const marks = await listWriters(context.db, workshopId);
  const lastRound = marks.at(-1)?.stepId;
  const round = marks.filter(({ stepId }) => stepId === lastRound);
  if (round.length === 0) return undefined;
  const writersOf = await context.rooms.read(boardName(workshopId), (doc) => {
    const board = openFishbone(doc);
    const writers = new Map<string, Set<string>>();
    for (const { causeId, writer } of round) {
      const standing = resolveMerged(board, causeId);
      writers.set(standing, (writers.get(standing) ?? new Set()).add(writer));
    }
    return [...writers.values()].map((hands) => hands.size);
  });
  return estimateCompleteness(writersOf, new Set(round.map(({ writer }) => writer)).size);
}
