import { daysBetween } from '../base/days.ts';
import type { Translator } from '../i18n/translator.ts';
import { timeOf, type DueRow } from './due-row.ts';
import type { HomeDecision, HomeProject } from './home.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't' | 'text'>;

/** From so many days on others have been waited for too long. */
const LONG_WAIT_DAYS = 5;

/** What its owner and deputy have to do about a project; that it is asked for its status is said by its rhythm. */
export function rowsOfProject(i18n: Texts, today: string, project: HomeProject): DueRow[] {
  const { number, title } = project;
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
    case 'running':
      if (project.endsOn >= today) return [];
      return [
        {
          ...base,
          key: `ended-${number}`,
          name: i18n.t('home.ended.name', { title }),
          facts: i18n.t('home.ended.facts', { day: i18n.day(project.endsOn) }),
          ...timeOf(i18n, project.endsOn, today),
        },
      ];
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
