// Above 300 lines: one row for each kind of thing that waits, beside each other, so that they are told alike.
import { dayAfter, daysBetween } from '../base/days.ts';
import { lateText, nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import type { Glyph } from '../patterns/state-glyph.ts';
import { isSteering } from '../workshop/workshop.ts';
import type { Home, HomeDecision, HomeProject, HomeTour, HomeWorkshop } from './home.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't' | 'text'>;

export const DUE_GROUPS = ['late', 'soon', 'asked', 'waiting'] as const;
export type DueGroupName = (typeof DUE_GROUPS)[number];

/** One thing that waits for somebody, as its row says it. */
export interface DueRow {
  key: string;
  group: DueGroupName;
  glyph: Glyph;
  /** The glyph in words. */
  state: string;
  name: string;
  href: string;
  facts: string;
  time: string;
  timeKind: 'plain' | 'soon' | 'late';
  /** The day that it is due on, for the order; rows without one come last. */
  dueOn: string | null;
  /** What one does there. */
  doing?: string;
}

export interface DueGroup {
  name: DueGroupName;
  rows: readonly DueRow[];
}

/** A running project owes a report two weeks after the last one, or after its start [HM2]. */
export const REPORT_EVERY_DAYS = 14;
/** From so many days on others have been waited for too long. */
const LONG_WAIT_DAYS = 5;
/** What is due until then is said to be soon. */
const SOON_DAYS = 2;
/** What rating one issue takes: importance and urgency. */
const SECONDS_A_RATING = 20;

/** What waits for this reader in its groups; a group without rows is absent [HM3]. */
export function dueGroups(i18n: Texts, home: Home): DueGroup[] {
  const rows = [
    ...home.projects.flatMap((project) => rowsOfProject(i18n, home.today, project)),
    ...home.workshops.flatMap((workshop) => rowsOfWorkshop(i18n, home.today, workshop)),
    ...rowsOfRatings(i18n, home),
    ...rowsOfUploads(i18n, home),
    ...home.tours
      .filter(({ people }) => people.some(({ personId }) => personId === home.personId))
      .map((tour) => rowOfTour(i18n, home, tour)),
    ...home.waiting.map((project) => rowOfWaiting(i18n, home.today, project)),
  ];
  return DUE_GROUPS.map((name) => ({
    name,
    rows: rows.filter(({ group }) => group === name).toSorted(byDay),
  })).filter(({ rows: found }) => found.length > 0);
}

/** The first rows of all groups together, and how many are left out. */
export function firstRows(groups: readonly DueGroup[], most: number): { shown: DueGroup[]; left: number } {
  let room = most;
  const shown: DueGroup[] = [];
  for (const { name, rows } of groups) {
    const taken = rows.slice(0, room);
    room -= taken.length;
    if (taken.length > 0) shown.push({ name, rows: taken });
  }
  const all = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return { shown, left: all - (most - room) };
}

/** The workshop that somebody takes part in and does not lead, today or just now: it stands above everything. */
export function meetingOfToday({
  workshops,
  today,
}: Pick<Home, 'workshops' | 'today'>): HomeWorkshop | undefined {
  return workshops.find((workshop) => !isSteering(workshop.participation) && isToday(workshop, today));
}

/** Its next session is today; without sessions, it goes on. */
function isToday({ stage, next }: HomeWorkshop, today: string): boolean {
  return next ? next.startsOn === today : stage !== 'prepare';
}

function byDay(left: DueRow, right: DueRow): number {
  return (left.dueOn ?? '9').localeCompare(right.dueOn ?? '9');
}

/** Late by how much, else the day by its name; amber from two days before. */
function timeOf(
  i18n: Texts,
  dueOn: string,
  today: string,
): Pick<DueRow, 'group' | 'time' | 'timeKind' | 'dueOn'> {
  if (dueOn < today) return { group: 'late', time: lateText(i18n, dueOn, today), timeKind: 'late', dueOn };
  const isSoon = daysBetween(today, dueOn) <= SOON_DAYS;
  return { group: 'soon', time: nearDay(i18n, dueOn, today), timeKind: isSoon ? 'soon' : 'plain', dueOn };
}

const REPORT_GLYPHS = { 'on-track': 'progress', 'at-risk': 'risk', 'off-track': 'broken' } as const;

function rowsOfProject(i18n: Texts, today: string, project: HomeProject): DueRow[] {
  const { number, title, report } = project;
  const base = {
    href: `/projects/${number}`,
    state: i18n.t(`projects.state.${project.state}`),
    glyph: 'progress' as Glyph,
  };
  switch (project.state) {
    case 'sent-back':
      return [
        {
          ...base,
          key: `sent-back-${number}`,
          glyph: 'broken',
          group: 'asked',
          name: i18n.t('home.sentBack.name', { title }),
          facts: i18n.t('home.sentBack.facts'),
          time: '',
          timeKind: 'plain',
          dueOn: null,
        },
      ];
    case 'approved':
      return [
        {
          ...base,
          key: `start-${number}`,
          glyph: 'open',
          name: i18n.t('home.start.name', { title }),
          facts: i18n.t('home.start.facts'),
          ...timeOf(i18n, project.startsOn, today),
        },
      ];
    case 'on-hold':
      if (project.holdUntil === null) return [];
      return [
        {
          ...base,
          key: `resume-${number}`,
          glyph: 'hold',
          name: i18n.t('home.resume.name', { title }),
          facts: i18n.t('home.resume.facts'),
          ...timeOf(i18n, project.holdUntil, today),
        },
      ];
    case 'running': {
      const reportDue = dayAfter(report?.day ?? project.startsOn, REPORT_EVERY_DAYS);
      return [
        ...(project.endsOn < today
          ? [
              {
                ...base,
                key: `ended-${number}`,
                name: i18n.t('home.ended.name', { title }),
                facts: i18n.t('home.ended.facts', { day: i18n.day(project.endsOn) }),
                ...timeOf(i18n, project.endsOn, today),
              },
            ]
          : []),
        {
          ...base,
          key: `report-${number}`,
          glyph: report ? REPORT_GLYPHS[report.health] : 'open',
          state: i18n.t(report ? `projects.health.${report.health}` : 'projects.health.none'),
          name: i18n.t('home.report.name', { title }),
          facts: report
            ? i18n.t('home.report.last', {
                day: nearDay(i18n, report.day, today),
                health: i18n.t(`projects.health.${report.health}`),
              })
            : i18n.t('home.report.none'),
          ...timeOf(i18n, reportDue, today),
          doing: i18n.t('home.report.write'),
        },
      ];
    }
    default:
      return [];
  }
}

function rowsOfWorkshop(i18n: Texts, today: string, workshop: HomeWorkshop): DueRow[] {
  const { id, title, stage, next, ready, participation } = workshop;
  const base = { href: `/workshop/${id}`, state: i18n.t(`programme.stage.${stage}`) };
  const time = next
    ? {
        time: `${nearDay(i18n, next.startsOn, today)}, ${next.startsAt}`,
        timeKind: daysBetween(today, next.startsOn) <= SOON_DAYS ? ('soon' as const) : ('plain' as const),
        dueOn: next.startsOn,
      }
    : { time: '', timeKind: 'plain' as const, dueOn: null };
  if (!isSteering(participation)) {
    // The one of today stands above.
    if (isToday(workshop, today) || next === undefined) return [];
    const facts = [i18n.t('home.meeting.facilitator', { name: workshop.facilitatorName }), next.place];
    return [{ ...base, ...time, key: id, group: 'soon', glyph: 'open', name: title, facts: joined(facts) }];
  }
  if (stage === 'prepare') {
    const facts = [
      ready ? i18n.t('home.prepare.ready', ready) : '',
      next ? next.place : i18n.t('home.prepare.noSession'),
    ];
    return [
      {
        ...base,
        ...time,
        key: id,
        group: 'soon',
        glyph: 'open',
        name: i18n.t('home.prepare.name', { title }),
        facts: joined(facts),
        href: `/workshop/${id}/prepare`,
        doing: i18n.t('home.prepare.action'),
      },
    ];
  }
  return [
    {
      ...base,
      ...time,
      key: id,
      group: 'soon',
      glyph: 'progress',
      name: title,
      facts: joined([base.state, next?.place ?? '']),
      href: `/workshop/${id}/board`,
      doing: i18n.t('home.enter'),
    },
  ];
}

function rowsOfRatings(i18n: Texts, { unrated }: Home): DueRow[] {
  if (unrated === 0) return [];
  const href = '/issues?f.rating=missing';
  return [
    {
      key: 'rate',
      group: 'soon',
      glyph: 'open',
      state: i18n.t('glyph.open'),
      name: i18n.t('home.rate.name', { n: unrated }),
      href,
      facts: i18n.t('home.rate.minutes', { n: Math.ceil((unrated * SECONDS_A_RATING) / 60) }),
      time: '',
      timeKind: 'plain',
      dueOn: null,
      doing: i18n.t('home.rate.action'),
    },
  ];
}

function rowsOfUploads(i18n: Texts, { uploads, today }: Home): DueRow[] {
  const href = '/survey/import';
  return uploads.map(({ day }, index) => ({
    key: `upload-${index}`,
    group: 'soon',
    glyph: 'hold',
    state: i18n.t('glyph.hold'),
    name: i18n.t('home.upload.name'),
    href,
    facts: i18n.t('home.upload.facts'),
    time: nearDay(i18n, day, today),
    timeKind: 'plain',
    dueOn: null,
    doing: i18n.t('home.upload.action'),
  }));
}

function rowOfTour(i18n: Texts, { today, personId }: Home, tour: HomeTour): DueRow {
  const scopes = tour.people.find((person) => person.personId === personId)?.scopes ?? [];
  return {
    key: tour.shiftId,
    group: 'soon',
    glyph: 'open',
    state: i18n.t('glyph.open'),
    name: i18n.t('home.shift.name', { title: tour.roundTitle }),
    href: `/shifts/${tour.roundId}`,
    facts: joined([
      scopes.map((scope) => i18n.t(`shifts.scope.${scope}`)).join(', '),
      `${tour.startsAt}–${tour.endsAt}`,
    ]),
    time: nearDay(i18n, tour.day, today),
    timeKind: daysBetween(today, tour.day) <= SOON_DAYS ? 'soon' : 'plain',
    dueOn: tour.day,
  };
}

function rowOfWaiting(i18n: Texts, today: string, project: HomeDecision): DueRow {
  const days = daysBetween(project.submittedOn, today);
  const who = project.missing.map((part) => i18n.t(`projects.part.${part}`)).join(', ');
  return {
    key: `waiting-${project.number}`,
    group: 'waiting',
    glyph: 'waits',
    state: i18n.t('projects.state.submitted'),
    name: project.title,
    href: `/projects/${project.number}`,
    facts: i18n.t('home.waiting.missing', { who }),
    time: i18n.t('home.waiting.days', { n: days }),
    timeKind: days >= LONG_WAIT_DAYS ? 'soon' : 'plain',
    dueOn: project.submittedOn,
  };
}

function joined(facts: readonly string[]): string {
  return facts.filter(Boolean).join(' · ');
}
