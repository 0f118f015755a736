import { writeCalendarFile, type Party, type WrittenEvent } from '#lib/base/calendar/calendar-file.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Brief } from '#lib/workshop/prepare/brief.ts';
import { sessionSteps, type Session } from '#lib/workshop/prepare/session.ts';
import type { WorkshopRow } from '../store.ts';
import { sessionTime, sessionUid } from './dated-source.ts';

/** What calendars and letters tell of a workshop, in the reader's language. */
export interface Announcement {
  workshop: Pick<WorkshopRow, 'id' | 'title' | 'problem' | 'programme'>;
  brief: Pick<Brief, 'goal'>;
  organiser: Party;
  /** The whole address of the board. */
  boardAddress: string;
  texts: Translator;
  nowMs: number;
}

/** An iCalendar file with an event for each session [WS63], under the UID that feeds give it [CF4]. */
export function writeCalendar(
  method: Parameters<typeof writeCalendarFile>[0],
  sessions: readonly Session[],
  about: Announcement & { attendee?: Party },
): string {
  const { nowMs, texts } = about;
  return writeCalendarFile(
    method,
    sessions.map((session) => describeSession(session, about)),
    { nowMs, locale: texts.locale },
  );
}

/** The lines of a session's part of the programme: each step with its minutes. */
export function stepLines(session: Session, { workshop, texts }: Announcement): string[] {
  return sessionSteps(session, workshop.programme).map(
    ({ title, minutes }) => `${title} (${texts.t('programme.lasts', { n: minutes })})`,
  );
}

function describeSession(session: Session, about: Announcement & { attendee?: Party }): WrittenEvent {
  const { workshop, brief, organiser, attendee, boardAddress, texts } = about;
  const paragraphs = [
    workshop.problem,
    brief.goal && texts.t('prepare.mail.goal', { goal: brief.goal }),
    stepLines(session, about).join('\n'),
    boardAddress,
  ];
  return {
    uid: sessionUid(session.id),
    sequence: session.version - 1,
    time: sessionTime(session),
    title: workshop.title,
    description: paragraphs.filter(Boolean).join('\n\n'),
    place: session.place,
    url: boardAddress,
    isCancelled: session.isCancelled,
    changedAtMs: null,
    organiser,
    ...(attendee && { attendee: { ...attendee, isAsked: true } }),
  };
}
