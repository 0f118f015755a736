import { dayAfter, daysBetween } from '../base/days.ts';
import { nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import { timeOf, type DueRow } from './due-row.ts';
import type { HomeDecision, HomeProject } from './home.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't' | 'text'>;

/** A running project owes a report two weeks after the last one, or after its start [HM2]. */
const REPORT_EVERY_DAYS = 14;
/** From so many days on others have been waited for too long. */
const LONG_WAIT_DAYS = 5;

const REPORT_GLYPHS = { 'on-track': 'progress', 'at-risk': 'risk', 'off-track': 'broken' } as const;

/** What its owner and deputy have to do about a project [HM2]. */
export function rowsOfProject(i18n: Texts, today: string, project: HomeProject): DueRow[] {
  const { number, title, report } = project;
  const base: Pick<DueRow, 'href' | 'state' | 'glyph'> = {
    href: `/projects/${number}`,
    state: i18n.t(`projects.state.${project.state}`),
    glyph: 'progress',
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

/** A project that waits for signatures of others. */
export function rowOfWaiting(i18n: Texts, today: string, project: HomeDecision): DueRow {
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
