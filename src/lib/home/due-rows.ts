import { daysBetween } from '../base/days.ts';
import { nearDay } from '../i18n/near-day.ts';
import { tourHref } from './tour-href.ts';
import type { Translator } from '../i18n/translator.ts';
import { minutesOfRating, STANDING_SESSION } from '../issues/ratings/rating-session.ts';
import { isSteering } from '../workshop/workshop.ts';
import { rowsOfAsks, rowsOfPulses } from './ask-rows.ts';
import { rowsOfCommitments } from './commitment-rows.ts';
import { DUE_GROUPS, SOON_DAYS, type DueGroupName, type DueRow } from './due-row.ts';
import type { Home, HomeTour, HomeWorkshop } from './home.ts';
import { duringLeave, rowsOfLeave } from './leave-rows.ts';
import { rowOfWaiting, rowsOfProject } from './project-rows.ts';
import { rowsOfConfirming, rowsOfRounds } from './round-rows.ts';
import { rowsOfDecisions, rowsOfQuestions } from './talk-rows.ts';

type Texts = Pick<Translator, 'date' | 'day' | 'dayOf' | 't' | 'text'>;

export interface DueGroup {
  name: DueGroupName;
  rows: readonly DueRow[];
}

/** What waits for this reader in its groups; a group without rows is absent [HM3]. */
export function dueGroups(i18n: Texts, home: Home): DueGroup[] {
  const rows = [
    ...home.projects.flatMap((project) =>
      rowsOfProject(i18n, home.today, project).map((row) => duringLeave(i18n, project, row)),
    ),
    ...rowsOfCommitments(i18n, home),
    ...rowsOfAsks(i18n, home),
    ...rowsOfPulses(i18n, home),
    ...rowsOfQuestions(i18n, home),
    ...rowsOfDecisions(i18n, home),
    ...rowsOfLeave(i18n, home),
    ...home.workshops.flatMap((workshop) => rowsOfWorkshop(i18n, home.today, workshop)),
    ...rowsOfRatings(i18n, home),
    ...rowsOfUploads(i18n, home),
    ...rowsOfMeasurements(i18n, home),
    ...home.tours
      .filter(({ people }) => people.some(({ personId }) => personId === home.personId))
      .map((tour) => rowOfTour(i18n, home, tour)),
    ...rowsOfRounds(i18n, home),
    ...rowsOfConfirming(i18n, home),
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

/** What waits in sessions, each with its day, and then what waits in the standing one. */
function rowsOfRatings(i18n: Texts, { unrated, ratings, today }: Home): DueRow[] {
  const rows = ratings.map(({ sessionId, title, isSecond, isLive, endsOn, issues }): DueRow => {
    const name = i18n.t('home.rate.session', { title });
    const facts = [
      isSecond ? i18n.t('home.rate.second') : '',
      i18n.t('home.rate.count', { n: issues }),
      i18n.t('home.rate.minutes', { n: minutesOfRating(issues) }),
      isLive ? i18n.t('home.rate.live') : '',
    ];
    const isSoon = endsOn !== null && daysBetween(today, endsOn) <= SOON_DAYS;
    return {
      ...{ key: `rate ${sessionId}`, group: 'soon', glyph: 'open', state: i18n.t('glyph.open'), name },
      ...{ href: `/issues/ratings/${sessionId}/rate`, facts: joined(facts), dueOn: endsOn },
      time: endsOn === null ? '' : nearDay(i18n, endsOn, today),
      timeKind: isSoon ? 'soon' : 'plain',
      doing: i18n.t('home.rate.action'),
    };
  });
  if (unrated === 0) return rows;
  const href = `/issues/ratings/${STANDING_SESSION}/rate`;
  return [
    ...rows,
    {
      key: 'rate',
      group: 'soon',
      glyph: 'open',
      state: i18n.t('glyph.open'),
      name: i18n.t('home.rate.name', { n: unrated }),
      href,
      facts: i18n.t('home.rate.minutes', { n: minutesOfRating(unrated) }),
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

/** The agreed wave is here: whoever sees responses can say whether a project worked [HM3]. */
function rowsOfMeasurements(i18n: Texts, { measurements }: Home): DueRow[] {
  return measurements.map(({ number, title, waveName }) => ({
    ...{ key: `measure ${number}`, group: 'soon', glyph: 'open', state: i18n.t('glyph.open') },
    name: i18n.t('home.measure.name', { title }),
    href: `/projects/${number}/effect`,
    facts: i18n.t('home.measure.facts', { wave: waveName }),
    ...{ time: '', timeKind: 'plain', dueOn: null, doing: i18n.t('home.measure.action') },
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
    href: tourHref(tour, today),
    facts: joined([
      scopes.map((scope) => i18n.t(`shifts.scope.${scope}`)).join(', '),
      `${tour.startsAt}–${tour.endsAt}`,
    ]),
    time: nearDay(i18n, tour.day, today),
    timeKind: daysBetween(today, tour.day) <= SOON_DAYS ? 'soon' : 'plain',
    dueOn: tour.day,
  };
}

function joined(facts: readonly string[]): string {
  return facts.filter(Boolean).join(' · ');
}
