import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalEventData,
} from 'ical-generator';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Brief } from '#lib/workshop/prepare/brief.ts';
import { sessionSteps, type Session } from '#lib/workshop/prepare/session.ts';
import type { WorkshopRow } from '../store.ts';

const MINUTE_MS = 60_000;
const METHODS = {
  PUBLISH: ICalCalendarMethod.PUBLISH,
  REQUEST: ICalCalendarMethod.REQUEST,
  CANCEL: ICalCalendarMethod.CANCEL,
};

/** Somebody with an address. */
export interface Party {
  name: string;
  email: string;
}

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

/**
 * An iCalendar file (RFC 5545) with an event for each session [WS63]. Times are moments (UTC), so that no
 * description of a zone has to travel along; a calendar shows them on its reader's own clock.
 */
export function writeCalendar(
  method: keyof typeof METHODS,
  sessions: readonly Session[],
  about: Announcement & { attendee?: Party },
): string {
  return ical({
    prodId: { company: 'Herringbone', product: 'Herringbone', language: about.texts.locale.toUpperCase() },
    method: METHODS[method],
    events: sessions.map((session) => describeEvent(session, about)),
  }).toString();
}

/** The lines of a session's part of the programme: each step with its minutes. */
export function stepLines(session: Session, { workshop, texts }: Announcement): string[] {
  return sessionSteps(session, workshop.programme).map(
    ({ title, minutes }) => `${title} (${texts.t('programme.lasts', { n: minutes })})`,
  );
}

function describeEvent(session: Session, about: Announcement & { attendee?: Party }): ICalEventData {
  const { workshop, brief, organiser, attendee, boardAddress, texts, nowMs } = about;
  const paragraphs = [
    workshop.problem,
    brief.goal && texts.t('prepare.mail.goal', { goal: brief.goal }),
    stepLines(session, about).join('\n'),
    boardAddress,
  ];
  return {
    id: `workshop-session-${session.id}@herringbone`,
    sequence: session.version - 1,
    stamp: new Date(nowMs),
    start: new Date(session.startsAtMs),
    end: new Date(session.startsAtMs + session.minutes * MINUTE_MS),
    summary: workshop.title,
    description: paragraphs.filter(Boolean).join('\n\n'),
    location: session.place || null,
    url: boardAddress,
    status: session.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: organiser,
    ...(attendee && {
      attendees: [
        {
          ...attendee,
          rsvp: true,
          role: ICalAttendeeRole.REQ,
          status: ICalAttendeeStatus.NEEDSACTION,
        },
      ],
    }),
  };
}
