import type { Locale } from '../base/locale.ts';
import type after from './en/after.json';
import type analysis from './en/analysis.json';
import type asking from './en/asking.json';
import type tracker from './en/tracker.json';
import type volumes from './en/volumes.json';
import type areas from './en/areas.json';
import type base from './en/base.json';
import type comments from './en/comments.json';
import type commitments from './en/commitments.json';
import type rhythms from './en/rhythms.json';
import type decisions from './en/decisions.json';
import type discussion from './en/discussion.json';
import type evidence from './en/evidence.json';
import type feeds from './en/feeds.json';
import type goals from './en/goals.json';
import type ishikawa from './en/ishikawa.json';
import type issues from './en/issues.json';
import type join from './en/join.json';
import type knowing from './en/knowing.json';
import type roundfeedback from './en/roundfeedback.json';
import type roundreport from './en/roundreport.json';
import type serving from './en/serving.json';
import type leave from './en/leave.json';
import type mail from './en/mail.json';
import type notify from './en/notify.json';
import type organisation from './en/organisation.json';
import type outside from './en/outside.json';
import type people from './en/people.json';
import type prepare from './en/prepare.json';
import type projects from './en/projects.json';
import type room from './en/room.json';
import type rota from './en/rota.json';
import type shifts from './en/shifts.json';
import type survey from './en/survey.json';
import type tourday from './en/tourday.json';
import type trail from './en/trail.json';
import type wall from './en/wall.json';
import type meeting from './en/meeting.json';
import type workshop from './en/workshop.json';

/** Every text of the product, by key, as typed from the English catalogues. */
export type MessageKey =
  | keyof typeof base
  | keyof typeof people
  | keyof typeof organisation
  | keyof typeof leave
  | keyof typeof notify
  | keyof typeof survey
  | keyof typeof analysis
  | keyof typeof areas
  | keyof typeof comments
  | keyof typeof ishikawa
  | keyof typeof workshop
  | keyof typeof meeting
  | keyof typeof join
  | keyof typeof room
  | keyof typeof wall
  | keyof typeof evidence
  | keyof typeof prepare
  | keyof typeof after
  | keyof typeof issues
  | keyof typeof projects
  | keyof typeof shifts
  | keyof typeof rota
  | keyof typeof tourday
  | keyof typeof knowing
  | keyof typeof roundfeedback
  | keyof typeof roundreport
  | keyof typeof serving
  | keyof typeof asking
  | keyof typeof volumes
  | keyof typeof tracker
  | keyof typeof trail
  | keyof typeof commitments
  | keyof typeof rhythms
  | keyof typeof decisions
  | keyof typeof discussion
  | keyof typeof feeds
  | keyof typeof goals
  | keyof typeof outside
  | keyof typeof mail;

/** The parts that a page can ask for; each domain has its own file per language. */
export const NAMESPACES = [
  'base',
  'people',
  'organisation',
  'leave',
  'notify',
  'survey',
  'analysis',
  'areas',
  'comments',
  'ishikawa',
  'workshop',
  'meeting',
  'join',
  'room',
  'wall',
  'evidence',
  'prepare',
  'after',
  'issues',
  'projects',
  'shifts',
  'rota',
  'tourday',
  'knowing',
  'roundfeedback',
  'roundreport',
  'serving',
  'asking',
  'volumes',
  'tracker',
  'trail',
  'commitments',
  'rhythms',
  'decisions',
  'discussion',
  'feeds',
  'goals',
  'outside',
] as const;

/** The parts that only the server reads; no page loads them. */
export const SERVER_NAMESPACES = ['mail'] as const;
export type Namespace = (typeof NAMESPACES)[number] | (typeof SERVER_NAMESPACES)[number];

export type Messages = Readonly<Record<string, string>>;

const LOADERS: Record<string, () => Promise<{ default: Messages }>> = {
  'en/base': () => import('./en/base.json', { with: { type: 'json' } }),
  'en/organisation': () => import('./en/organisation.json', { with: { type: 'json' } }),
  'en/leave': () => import('./en/leave.json', { with: { type: 'json' } }),
  'en/notify': () => import('./en/notify.json', { with: { type: 'json' } }),
  'en/people': () => import('./en/people.json', { with: { type: 'json' } }),
  'en/survey': () => import('./en/survey.json', { with: { type: 'json' } }),
  'en/analysis': () => import('./en/analysis.json', { with: { type: 'json' } }),
  'en/areas': () => import('./en/areas.json', { with: { type: 'json' } }),
  'en/comments': () => import('./en/comments.json', { with: { type: 'json' } }),
  'en/ishikawa': () => import('./en/ishikawa.json', { with: { type: 'json' } }),
  'en/workshop': () => import('./en/workshop.json', { with: { type: 'json' } }),
  'en/meeting': () => import('./en/meeting.json', { with: { type: 'json' } }),
  'en/join': () => import('./en/join.json', { with: { type: 'json' } }),
  'en/wall': () => import('./en/wall.json', { with: { type: 'json' } }),
  'en/room': () => import('./en/room.json', { with: { type: 'json' } }),
  'en/evidence': () => import('./en/evidence.json', { with: { type: 'json' } }),
  'en/prepare': () => import('./en/prepare.json', { with: { type: 'json' } }),
  'en/after': () => import('./en/after.json', { with: { type: 'json' } }),
  'en/issues': () => import('./en/issues.json', { with: { type: 'json' } }),
  'en/projects': () => import('./en/projects.json', { with: { type: 'json' } }),
  'en/rota': () => import('./en/rota.json', { with: { type: 'json' } }),
  'en/asking': () => import('./en/asking.json', { with: { type: 'json' } }),
  'en/tracker': () => import('./en/tracker.json', { with: { type: 'json' } }),
  'en/volumes': () => import('./en/volumes.json', { with: { type: 'json' } }),
  'en/knowing': () => import('./en/knowing.json', { with: { type: 'json' } }),
  'en/roundfeedback': () => import('./en/roundfeedback.json', { with: { type: 'json' } }),
  'en/roundreport': () => import('./en/roundreport.json', { with: { type: 'json' } }),
  'en/serving': () => import('./en/serving.json', { with: { type: 'json' } }),
  'en/shifts': () => import('./en/shifts.json', { with: { type: 'json' } }),
  'en/tourday': () => import('./en/tourday.json', { with: { type: 'json' } }),
  'en/trail': () => import('./en/trail.json', { with: { type: 'json' } }),
  'en/commitments': () => import('./en/commitments.json', { with: { type: 'json' } }),
  'en/rhythms': () => import('./en/rhythms.json', { with: { type: 'json' } }),
  'en/decisions': () => import('./en/decisions.json', { with: { type: 'json' } }),
  'en/discussion': () => import('./en/discussion.json', { with: { type: 'json' } }),
  'en/feeds': () => import('./en/feeds.json', { with: { type: 'json' } }),
  'en/goals': () => import('./en/goals.json', { with: { type: 'json' } }),
  'en/outside': () => import('./en/outside.json', { with: { type: 'json' } }),
  'en/mail': () => import('./en/mail.json', { with: { type: 'json' } }),
  'pl/base': () => import('./pl/base.json', { with: { type: 'json' } }),
  'pl/organisation': () => import('./pl/organisation.json', { with: { type: 'json' } }),
  'pl/leave': () => import('./pl/leave.json', { with: { type: 'json' } }),
  'pl/notify': () => import('./pl/notify.json', { with: { type: 'json' } }),
  'pl/people': () => import('./pl/people.json', { with: { type: 'json' } }),
  'pl/survey': () => import('./pl/survey.json', { with: { type: 'json' } }),
  'pl/analysis': () => import('./pl/analysis.json', { with: { type: 'json' } }),
  'pl/areas': () => import('./pl/areas.json', { with: { type: 'json' } }),
  'pl/comments': () => import('./pl/comments.json', { with: { type: 'json' } }),
  'pl/ishikawa': () => import('./pl/ishikawa.json', { with: { type: 'json' } }),
  'pl/workshop': () => import('./pl/workshop.json', { with: { type: 'json' } }),
  'pl/meeting': () => import('./pl/meeting.json', { with: { type: 'json' } }),
  'pl/join': () => import('./pl/join.json', { with: { type: 'json' } }),
  'pl/wall': () => import('./pl/wall.json', { with: { type: 'json' } }),
  'pl/room': () => import('./pl/room.json', { with: { type: 'json' } }),
  'pl/evidence': () => import('./pl/evidence.json', { with: { type: 'json' } }),
  'pl/prepare': () => import('./pl/prepare.json', { with: { type: 'json' } }),
  'pl/after': () => import('./pl/after.json', { with: { type: 'json' } }),
  'pl/issues': () => import('./pl/issues.json', { with: { type: 'json' } }),
  'pl/projects': () => import('./pl/projects.json', { with: { type: 'json' } }),
  'pl/rota': () => import('./pl/rota.json', { with: { type: 'json' } }),
  'pl/asking': () => import('./pl/asking.json', { with: { type: 'json' } }),
  'pl/tracker': () => import('./pl/tracker.json', { with: { type: 'json' } }),
  'pl/volumes': () => import('./pl/volumes.json', { with: { type: 'json' } }),
  'pl/knowing': () => import('./pl/knowing.json', { with: { type: 'json' } }),
  'pl/roundfeedback': () => import('./pl/roundfeedback.json', { with: { type: 'json' } }),
  'pl/roundreport': () => import('./pl/roundreport.json', { with: { type: 'json' } }),
  'pl/serving': () => import('./pl/serving.json', { with: { type: 'json' } }),
  'pl/shifts': () => import('./pl/shifts.json', { with: { type: 'json' } }),
  'pl/tourday': () => import('./pl/tourday.json', { with: { type: 'json' } }),
  'pl/trail': () => import('./pl/trail.json', { with: { type: 'json' } }),
  'pl/commitments': () => import('./pl/commitments.json', { with: { type: 'json' } }),
  'pl/rhythms': () => import('./pl/rhythms.json', { with: { type: 'json' } }),
  'pl/decisions': () => import('./pl/decisions.json', { with: { type: 'json' } }),
  'pl/discussion': () => import('./pl/discussion.json', { with: { type: 'json' } }),
  'pl/feeds': () => import('./pl/feeds.json', { with: { type: 'json' } }),
  'pl/goals': () => import('./pl/goals.json', { with: { type: 'json' } }),
  'pl/outside': () => import('./pl/outside.json', { with: { type: 'json' } }),
  'pl/mail': () => import('./pl/mail.json', { with: { type: 'json' } }),
};

/** The texts of some parts in one language, as one catalogue. */
export async function loadMessages(locale: Locale, namespaces: readonly Namespace[]): Promise<Messages> {
  const parts = await Promise.all(
    namespaces.map(async (namespace) => {
      const load = LOADERS[`${locale}/${namespace}`];
      return load ? (await load()).default : {};
    }),
  );
  return Object.assign({}, ...parts) as Messages; // each part is one flat catalogue
}
