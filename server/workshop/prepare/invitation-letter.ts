import type { Session } from '#lib/workshop/prepare/session.ts';
import type { Letter } from '#server/notify/mail.ts';
import type { Party } from '#lib/base/calendar/calendar-file.ts';
import { stepLines, writeCalendar, type Announcement } from './calendar.ts';

/** The mail that invites one person, with a calendar file for each session that it tells of [WS63]. */
export function writeLetter(
  sessions: readonly Session[],
  about: Announcement & { attendee: Party; isFirst: boolean },
): Letter {
  const { attendee, isFirst, workshop, texts } = about;
  const held = sessions.filter(({ isCancelled }) => !isCancelled);
  const off = sessions.filter(({ isCancelled }) => isCancelled);
  const paragraphs = [
    texts.t('prepare.mail.hello', { name: attendee.name }),
    texts.t(isFirst ? 'prepare.mail.invites' : 'prepare.mail.changed', {
      name: about.organiser.name,
      title: workshop.title,
    }),
    texts.t('prepare.mail.problem', { problem: workshop.problem }),
    about.brief.goal && texts.t('prepare.mail.goal', { goal: about.brief.goal }),
    ...held.map((session) => describeSession(session, about)),
    ...off.map((session) => texts.t('prepare.mail.off', { when: whenOf(session, about) })),
    held.length > 0 && texts.t('prepare.mail.board', { link: about.boardAddress }),
    texts.t('prepare.mail.calendar', { n: sessions.length }),
  ];
  return {
    to: { name: attendee.name, address: attendee.email },
    subject: texts.t(isFirst ? 'prepare.mail.subject' : 'prepare.mail.subjectChanged', {
      title: workshop.title,
    }),
    text: `${paragraphs.filter(Boolean).join('\n\n')}\n`,
    calendars: sessions.map((session) => {
      const method = session.isCancelled ? 'CANCEL' : 'REQUEST';
      return {
        fileName: `${session.startsOn}-${session.startsAt.replace(':', '')}.ics`,
        method,
        content: writeCalendar(method, [session], about),
      };
    }),
  };
}

function describeSession(session: Session, about: Announcement): string {
  const lines = [
    whenOf(session, about),
    session.place,
    ...stepLines(session, about).map((line) => `- ${line}`),
  ];
  return lines.filter(Boolean).join('\n');
}

function whenOf({ startsAtMs, minutes, timeZone }: Session, { texts }: Announcement): string {
  return texts.t('prepare.mail.when', {
    start: texts.date(startsAtMs, { dateStyle: 'full', timeStyle: 'short', timeZone }),
    end: texts.date(startsAtMs + minutes * 60_000, { timeStyle: 'short', timeZone }),
    zone: timeZone,
  });
}
