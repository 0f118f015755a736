import { subjectKey, type Subject } from '#lib/base/subject.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { mayAnswerAsk, mayKeepRhythm, type Rhythm, type RhythmStance } from '#lib/rhythms/rhythm.ts';
import { askDayOf } from '#lib/rhythms/timing.ts';
import type { Context } from '../context.ts';
import { readWorkCalendar } from '../organisation/commands.ts';
import { listLastAsks, type AskRow } from './ask-store.ts';
import type { RhythmRow } from './rhythm-store.ts';

/** The day on the organisation's calendar. */
export function rhythmDay({ clock, settings }: Context): string {
  return dayAt(clock(), settings.timeZone);
}

/** How an actor stands to a rhythm and its asks [RH7]. */
export function rhythmStance(
  actor: Actor,
  rhythm: Pick<RhythmRow, 'makerId' | 'asked'>,
  subject: Subject,
  asks: readonly AskRow[],
): RhythmStance {
  const id = 'id' in actor ? actor.id : '';
  const isOf = (personId: string | null | undefined): boolean => personId === id && id !== '';
  return {
    isAsked: isOf(rhythm.asked?.id) || asks.some(({ state, askedId }) => state === 'open' && isOf(askedId)),
    isMaker: isOf(rhythm.makerId),
    isOfSubject: isOf(subject.ownerId) || isOf(subject.deputyId),
    isLead: isPermitted(standingsOf(actor), 'rhythm.manage'),
  };
}

/** Rhythms as an actor sees them, without those whose subject they may not see. */
export async function showRhythms(
  context: Context,
  actor: Actor,
  rows: readonly RhythmRow[],
): Promise<Rhythm[]> {
  if (rows.length === 0) return [];
  const subjects = await context.subjects.find(
    actor,
    rows.map(({ subject }) => subject),
  );
  const asks = await listLastAsks(
    context.db,
    rows.map(({ id }) => id),
  );
  const calendar = await readWorkCalendar(context, context.db);
  return rows.flatMap((row): Rhythm[] => {
    const subject = subjects.get(subjectKey(row.subject));
    if (!subject) return [];
    const last = asks.get(row.id) ?? [];
    const next = askDayOf(calendar, row.nextTurn);
    const stance = rhythmStance(actor, row, subject, last);
    return [
      {
        id: row.id,
        subject: { ...row.subject, title: subject.title, href: subject.href, ownerId: subject.ownerId },
        purpose: row.purpose,
        question: row.question,
        asked: row.asked,
        unit: row.unit,
        every: row.every,
        startsOn: row.startsOn,
        deputyAfter: row.deputyAfter,
        leadAfter: row.leadAfter,
        makerName: row.makerName,
        nextOn: next.season || subject.isResting ? null : next.day,
        pausedBy: next.season?.name ?? null,
        asks: last.map(({ id, dueOn, state, askedName, answer }) => ({
          ...{ id, dueOn, state, askedName },
          answer: answer && {
            text: answer.text,
            isNothingNew: answer.isNothingNew,
            byName: answer.byName,
            day: answer.day,
          },
        })),
        version: row.version,
        mayKeep: mayKeepRhythm(stance),
        mayAnswer: mayAnswerAsk(stance),
      },
    ];
  });
}
