// Above 300 lines: one table of every page that others can change.
import type { Shown } from '#lib/live/shown.ts';

/** What of a page's address and data says which things it shows. */
export interface PageSubject {
  params: Readonly<Partial<Record<string, string>>>;
  /** The issue that is open: events say its id, addresses its number. */
  issueId?: string | undefined;
  decisionId?: string | undefined;
  projectId?: string | undefined;
  /** The survey of the wave that is open. */
  surveyId?: string | undefined;
  /** Its tables are being computed, and the page has nothing else to show. */
  isPending?: boolean;
  /** The workshop that the open issue came from. */
  originWorkshopId?: string | undefined;
}

/** What all tabs of a wave show of it. */
const wave = ({ params }: PageSubject): Shown => ({
  kind: 'wave',
  id: params.waveId,
  actions: ['import', 'restore', 'remove', 'decide'],
});

/** What is said about a thing stands at the foot of its panel: it moves nothing, and is shown at once. */
const talk = (id: string | undefined): Shown => ({
  kind: 'discussion',
  id,
  actions: ['change'],
  isAwaited: true,
});

/** What stands in the panel beside a thing: promises, what is asked regularly, decisions, and what is said. */
const beside = (id: string | undefined): readonly Shown[] => [
  { kind: 'commitment', id, actions: ['change'] },
  { kind: 'rhythm', id, actions: ['change'] },
  { kind: 'decision', id, actions: ['change'] },
  talk(id),
];

/**
 * What each page shows, as far as others can change it [LV1] [LV8]: an event about it is news on that page.
 * A test finds a page here for every event that there is.
 */
export const LIVE_PAGES: Readonly<Record<string, (page: PageSubject) => readonly Shown[]>> = {
  '/(app)/home': () => [
    { kind: 'issue', actions: ['add', 'send', 'change'] },
    { kind: 'project', actions: ['move', 'decide', 'report', 'handOver'] },
    { kind: 'round', actions: ['plan', 'rota', 'handOver'] },
    { kind: 'workshop', actions: ['create', 'move', 'invite', 'handOver'] },
    { kind: 'insight', actions: ['pin'] },
    { kind: 'wave', actions: ['decide', 'remove'] },
    { kind: 'leave', actions: ['signer'] },
    { kind: 'commitment', actions: ['change'] },
    { kind: 'rhythm', actions: ['change'] },
    { kind: 'pulse', actions: ['change'] },
    { kind: 'ratings', actions: ['change'] },
    { kind: 'decision', actions: ['change'] },
    { kind: 'discussion', actions: ['change'] },
  ],
  '/(app)/home/due': () => [
    { kind: 'commitment', actions: ['change'] },
    { kind: 'rhythm', actions: ['change'] },
    { kind: 'pulse', actions: ['change'] },
  ],
  '/(app)/home/waiting': () => [{ kind: 'commitment', actions: ['change'] }],
  '/(app)/home/questions': () => [{ kind: 'discussion', actions: ['change'] }],
  '/(app)/outside': () => [{ kind: 'outside', actions: ['change'] }],
  '/(app)/inbox': () => [{ kind: 'notice', actions: ['add', 'change'] }],
  '/(app)/leave/team': () => [{ kind: 'leave', actions: ['change'] }],
  '/(app)/leave/everybody': () => [{ kind: 'leave', actions: ['change'] }],
  '/(app)/issues/goals': () => [
    { kind: 'goal', actions: ['change'] },
    { kind: 'series', actions: ['change'] },
  ],
  // What measures a goal does not say of which goal it is.
  '/(app)/issues/goals/[goalId]': ({ params }) => [
    { kind: 'goal', id: params.goalId, actions: ['change'] },
    { kind: 'series', actions: ['change'] },
    ...beside(params.goalId),
  ],
  '/(app)/issues/goals/[goalId]/edit': ({ params }) => [
    { kind: 'goal', id: params.goalId, actions: ['change'] },
  ],
  '/(app)/issues/years': () => [{ kind: 'issue', actions: ['add', 'send', 'change'] }],
  '/(app)/issues/ratings': () => [{ kind: 'ratings', actions: ['change', 'finish'] }],
  // A live session is looked at by a whole room: who has finished, and the reveal, are shown at once.
  '/(app)/issues/ratings/[sessionId]': ({ params }) => [
    { kind: 'ratings', id: params.sessionId, actions: ['change', 'finish'], isAwaited: true },
  ],
  '/(app)/issues/ratings/[sessionId]/rate': ({ params }) => [
    { kind: 'ratings', id: params.sessionId, actions: ['change'] },
  ],
  '/(app)/issues': () => [{ kind: 'issue', actions: ['add', 'send', 'rate', 'change'] }],
  // Of many that change at once the list is told, and whether this one is among them is seen when it is read.
  '/(app)/issues/[id]': ({ issueId, originWorkshopId }) => [
    { kind: 'issue', id: issueId, actions: ['rate', 'change'] },
    { kind: 'issue', id: 'issues', actions: ['change'] },
    ...beside(issueId),
    ...(originWorkshopId
      ? [{ kind: 'issue', id: originWorkshopId, actions: ['send'] } as const satisfies Shown]
      : []),
  ],
  '/(app)/decisions': () => [{ kind: 'decision', actions: ['change'] }],
  '/(app)/decisions/[id]': ({ decisionId }) => [...beside(decisionId)],
  '/(app)/decisions/[id]/edit': ({ decisionId }) => [
    { kind: 'decision', id: decisionId, actions: ['change'] },
  ],
  '/(app)/projects': () => [
    { kind: 'project', actions: ['propose', 'change', 'move', 'report', 'decide', 'handOver'] },
  ],
  '/(app)/projects/[id]': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move', 'report', 'decide', 'handOver'] },
    ...beside(projectId),
  ],
  '/(app)/projects/[id]/charter': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move', 'handOver'] },
    { kind: 'commitment', id: projectId, actions: ['change'] },
    { kind: 'rhythm', id: projectId, actions: ['change'] },
    { kind: 'decision', id: projectId, actions: ['change'] },
    talk(projectId),
  ],
  '/(app)/projects/[id]/charter/[section]': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move'] },
  ],
  '/(app)/projects/[id]/recovery/[recoveryId]': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move', 'handOver'] },
    ...beside(projectId),
  ],
  '/(app)/projects/[id]/people': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move', 'report', 'handOver'] },
    ...beside(projectId),
  ],
  '/(app)/projects/[id]/money': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move', 'handOver'] },
    ...beside(projectId),
  ],
  '/(app)/projects/[id]/stages/[stageId]': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move'] },
    { kind: 'outside', id: projectId, actions: ['change'] },
  ],
  '/(app)/projects/[id]/change': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move', 'decide'] },
  ],
  '/(app)/projects/[id]/edit': ({ projectId }) => [
    { kind: 'project', id: projectId, actions: ['change', 'move'] },
  ],
  '/(app)/shifts': () => [
    { kind: 'round', actions: ['plan', 'change', 'signUp', 'leave', 'rota', 'handOver'] },
  ],
  '/(app)/shifts/[id]/edit': ({ params }) => [{ kind: 'round', id: params.id, actions: ['change', 'rota'] }],
  '/(app)/shifts/[id]/tours/[tourId]': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['change', 'signUp', 'leave', 'line', 'swap', 'propose'] },
  ],
  '/(app)/shifts/[id]/rota': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['reckon'], isAwaited: true },
    {
      kind: 'round',
      id: params.id,
      actions: ['change', 'signUp', 'leave', 'line', 'swap', 'rota', 'handOver'],
    },
    ...beside(params.id),
  ],
  '/(app)/shifts/[id]/tours/[tourId]/day': ({ params }) => [
    {
      kind: 'round',
      id: params.id,
      actions: ['change', 'signUp', 'leave', 'line', 'propose', 'handOver', 'day'],
    },
  ],
  '/(app)/shifts/checklists': () => [{ kind: 'organisation', actions: ['change'] }],
  '/(app)/shifts/volumes': () => [{ kind: 'organisation', actions: ['change'] }],
  '/(app)/shifts/team': () => [{ kind: 'round', actions: ['signUp', 'leave', 'swap', 'object'] }],
  '/(app)/shifts/[id]': ({ params }) => [
    {
      kind: 'round',
      id: params.id,
      actions: ['change', 'signUp', 'leave', 'line', 'swap', 'propose', 'object', 'rota', 'handOver'],
    },
    ...beside(params.id),
  ],
  '/(app)/shifts/[id]/people': ({ params }) => [
    {
      kind: 'round',
      id: params.id,
      actions: ['change', 'signUp', 'leave', 'line', 'swap', 'propose', 'object', 'rota', 'handOver'],
    },
    ...beside(params.id),
  ],
  '/(app)/shifts/programme': () => [
    { kind: 'programme', actions: ['change'] },
    { kind: 'decision', actions: ['change'] },
  ],
  '/(app)/shifts/programme/edit': () => [{ kind: 'programme', actions: ['change'] }],
  '/(app)/shifts/articles': () => [{ kind: 'article', actions: ['change'] }],
  '/(app)/shifts/articles/[articleId]': ({ params }) => [
    { kind: 'article', id: params.articleId, actions: ['change'] },
    ...beside(params.articleId),
  ],
  '/(app)/shifts/articles/[articleId]/edit': ({ params }) => [
    { kind: 'article', id: params.articleId, actions: ['change'] },
  ],
  '/(app)/shifts/[id]/diary': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['diary'] },
    ...beside(params.id),
  ],
  '/(app)/shifts/[id]/findings': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['finding'] },
    ...beside(params.id),
  ],
  // Who is asked without a name is told by nobody's answer.
  '/(app)/shifts/[id]/feedback': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['change', 'signUp', 'leave'] },
    ...beside(params.id),
  ],
  '/(app)/shifts/[id]/report': ({ params }) => [
    {
      kind: 'round',
      id: params.id,
      actions: ['change', 'signUp', 'leave', 'swap', 'rota', 'handOver', 'finding', 'day', 'report', 'story'],
    },
    ...beside(params.id),
  ],
  '/(app)/shifts/[id]/stories/new': ({ params }) => [{ kind: 'round', id: params.id, actions: ['diary'] }],
  '/(app)/shifts/[id]/stories/[storyId]': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['story', 'report'] },
    ...beside(params.storyId),
  ],
  '/(app)/shifts/[id]/stories/[storyId]/edit': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['story'] },
  ],
  '/(app)/shifts/[id]/report/write': ({ params }) => [{ kind: 'round', id: params.id, actions: ['report'] }],
  '/(app)/shifts/[id]/report/contacts': ({ params }) => [
    { kind: 'round', id: params.id, actions: ['change', 'signUp', 'leave', 'swap', 'report'] },
  ],
  '/(app)/shifts/[id]/findings/[findingId]': ({ params }) => beside(params.findingId),
  '/(app)/survey': () => [{ kind: 'wave', actions: ['import', 'restore', 'remove', 'decide'] }],
  '/(app)/survey/areas': () => [
    { kind: 'area', actions: ['change'] },
    { kind: 'series', actions: ['change'] },
  ],
  // A change of what is measured does not say of which area it is.
  '/(app)/survey/areas/[areaId]': ({ params }) => [
    { kind: 'area', id: params.areaId, actions: ['change'] },
    { kind: 'series', actions: ['change'] },
    ...beside(params.areaId),
  ],
  '/(app)/survey/areas/series/[seriesId]': ({ params }) => [
    { kind: 'series', id: params.seriesId, actions: ['change'] },
    { kind: 'series', id: 'list', actions: ['change'] },
    ...beside(params.seriesId),
  ],
  '/(app)/survey/insights': () => [
    { kind: 'insight', actions: ['pin', 'change'] },
    { kind: 'wave', actions: ['remove', 'decide'] },
  ],
  '/(app)/survey/insights/[id]': ({ params }) => [
    { kind: 'insight', id: params.id, actions: ['change'] },
    ...beside(params.id),
    { kind: 'wave', actions: ['import', 'remove', 'decide'] },
  ],
  '/(app)/survey/[waveId]': (page) => [
    wave(page),
    { kind: 'insight', waveId: page.params.waveId, actions: ['pin', 'change'] },
  ],
  '/(app)/survey/[waveId]/published': ({ params, isPending = false }) => [
    { kind: 'wave', id: params.waveId, actions: ['import', 'restore', 'remove', 'publish'] },
    // The tables are there now, or cannot be made.
    { kind: 'wave', id: params.waveId, actions: ['decide'], isAwaited: isPending },
  ],
  '/(app)/survey/[waveId]/source': (page) => [wave(page)],
  '/(app)/survey/[waveId]/questions': (page) => [
    wave(page),
    { kind: 'wave', id: page.params.waveId, actions: ['linkColumns'] },
  ],
  '/(app)/survey/[waveId]/comments': (page) => [
    wave(page),
    { kind: 'wave', id: page.params.waveId, actions: ['tag'] },
    ...(page.surveyId
      ? [{ kind: 'survey', id: page.surveyId, actions: ['tags'] } as const satisfies Shown]
      : []),
  ],
  '/(app)/survey/[waveId]/drivers': (page) => [wave(page)],
  '/(app)/survey/[waveId]/segments': (page) => [wave(page)],
  '/(app)/survey/[waveId]/crosstab': (page) => [wave(page)],
  '/(app)/survey/[waveId]/report': (page) => [
    wave(page),
    { kind: 'insight', waveId: page.params.waveId, actions: ['pin', 'change'] },
  ],
  '/(app)/workshop': () => [
    {
      kind: 'workshop',
      actions: ['create', 'move', 'appoint', 'dismiss', 'handOver', 'reclaim', 'invite', 'join'],
    },
  ],
  '/(app)/workshop/templates': () => [{ kind: 'template', actions: ['change'] }],
  '/(app)/workshop/[id]/causes': ({ params }) => [
    { kind: 'issue', id: params.id, actions: ['send'] },
    ...beside(params.id),
  ],
  '/(app)/workshop/[id]': ({ params }) => [
    ...beside(params.id),
    {
      kind: 'workshop',
      id: params.id,
      actions: [
        'move',
        'agenda',
        'series',
        'programme',
        'handOver',
        'reclaim',
        'brief',
        'session',
        'cancelSession',
        'pack',
        'orderPack',
        'unpack',
        'metric',
      ],
    },
  ],
  '/(app)/workshop/[id]/people': ({ params }) => [
    ...beside(params.id),
    {
      kind: 'workshop',
      id: params.id,
      actions: [
        'move',
        'appoint',
        'dismiss',
        'handOver',
        'reclaim',
        'invite',
        'seat',
        'join',
        'admit',
        'removeGuest',
        'renewCode',
      ],
    },
  ],
  '/(app)/workshop/[id]/prepare': ({ params }) => [
    {
      kind: 'workshop',
      id: params.id,
      actions: [
        'programme',
        'brief',
        'leader',
        'session',
        'cancelSession',
        'pack',
        'orderPack',
        'unpack',
        'seat',
      ],
    },
    ...beside(params.id),
    // Mails on their way, and who has come: counts and marks beside names.
    { kind: 'workshop', id: params.id, actions: ['mailed', 'invite', 'join'], isAwaited: true },
  ],
  '/(app)/workshop/[id]/minutes': ({ params }) => [
    ...beside(params.id),
    { kind: 'workshop', id: params.id, actions: ['move', 'agenda', 'mailedMinutes', 'leaveAddress'] },
  ],
  '/(app)/workshop/[id]/ballots': ({ params }) => [{ kind: 'workshop', id: params.id, actions: ['move'] }],
  '/(app)/settings/organisation': () => [{ kind: 'organisation', actions: ['change'] }],
  '/(app)/settings/calendar': () => [{ kind: 'organisation', actions: ['change'] }],
  '/(app)/settings/signatures': () => [
    { kind: 'organisation', actions: ['change'] },
    { kind: 'leave', actions: ['signer'] },
  ],
  '/(app)/settings/projects': () => [{ kind: 'organisation', actions: ['change'] }],
  '/(app)/settings/thresholds': () => [{ kind: 'organisation', actions: ['change'] }],
  '/(app)/people': () => [
    { kind: 'person', actions: ['add', 'change', 'invite', 'switchOff', 'import'] },
    { kind: 'department', actions: ['add', 'change', 'merge', 'close'] },
  ],
  '/(app)/people/[id]': ({ params }) => [
    { kind: 'person', id: params.id, actions: ['change', 'switchOff'] },
    ...beside(params.id),
  ],
  '/(app)/people/departments': () => [
    { kind: 'person', actions: ['change', 'import'] },
    { kind: 'department', actions: ['add', 'change', 'merge', 'close'] },
  ],
  '/(app)/people/team': () => [
    { kind: 'team', actions: ['members', 'change'] },
    { kind: 'organisation', actions: ['change'] },
    { kind: 'pulse', actions: ['change'] },
  ],
  '/(app)/people/team/standards': () => [{ kind: 'standard', actions: ['change'] }],
  '/(app)/people/team/standards/[standardId]': ({ params }) => [
    { kind: 'standard', id: params.standardId, actions: ['change'] },
    ...beside(params.standardId),
  ],
  '/(app)/people/team/standards/[standardId]/edit': ({ params }) => [
    { kind: 'standard', id: params.standardId, actions: ['change'] },
  ],
  '/(app)/people/team/maturity': () => [{ kind: 'decision', actions: ['change'] }],
  '/(app)/people/team/pulses/[pulseId]': ({ params }) => [
    { kind: 'pulse', id: params.pulseId, actions: ['change'] },
  ],
};
