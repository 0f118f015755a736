import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { ENDING_ACTIONS, UNDONE_ACTIONS } from '#lib/workshop/room/room-actions.ts';

const SOURCE = join(import.meta.dirname, '..', 'src');
const ROUTES = join(SOURCE, 'routes');
const BOARD = '/(room)/workshop/[id]/board';

/** How a press that ends something says what follows. */
type Way =
  /** Its button carries the question; `value` tells it from the form's other buttons [FM12]. */
  | { by: 'button'; value?: string }
  /** Its form stands in a dialog whose lead says it; `goingOn` sends what the same action does besides. */
  | { by: 'dialog'; goingOn?: string }
  /** It happens at once, and the toast after it takes it back [FM16]: by `undo`, or by an action of the page. */
  | { by: 'undo'; back?: string }
  /** Its page is about nothing else. */
  | { by: 'page' }
  /** The board asks, by the table of its actions [FM13], or offers back, by the other one [FM16]. */
  | { by: 'board' | 'board-undo' };

/** Every action that ends something, or can, and what leaves the house: publishing to people, mail. */
const ENDING: Readonly<Record<string, Way>> = {
  '/(app)/people?/changeMany': { by: 'undo' },
  '/(app)/people?/removeView': { by: 'undo' },
  '/(app)/people/departments?/close': { by: 'undo' },
  '/(app)/people/competences?/remove': { by: 'undo' },
  '/(app)/people/team?/removeMember': { by: 'undo' },
  '/(app)/people/team?/removeNeed': { by: 'undo' },
  '/(app)/people/team?/removeRequirement': { by: 'undo' },
  '/(app)/people/team/pulses/[pulseId]?/end': { by: 'undo' },
  '/(app)/people/team/standards/[standardId]?/decide': { by: 'undo' },
  '/(app)/survey/areas/series/[seriesId]?/remove': { by: 'undo' },
  '/(app)/survey/areas/series/[seriesId]?/unlink': { by: 'undo' },
  '/(app)/issues/goals/[goalId]?/unlink': { by: 'undo' },
  '/(app)/leave?/remove': { by: 'undo' },
  '/(app)/home/due?/keep': { by: 'undo' },
  '/(app)/home/due?/move': { by: 'undo' },
  '/(app)/home/due?/break': { by: 'undo' },
  '/(app)/home/due?/withdraw': { by: 'undo' },
  '/(app)/home/due?/endRhythm': { by: 'undo' },
  '/(app)/decisions/[id]?/decide': { by: 'undo' },
  '/(app)/decisions/[id]?/supersede': { by: 'undo' },
  '/(app)/decisions/[id]?/withdraw': { by: 'undo' },
  '/(app)/decisions/[id]?/closePoll': { by: 'button' },
  '/(app)/decisions/[id]?/cancelPoll': { by: 'button' },
  '/(app)/home/questions?/remove': { by: 'button' },
  '/(app)/inbox?/close': { by: 'undo' },
  '/(app)/inbox?/snooze': { by: 'undo' },
  '/(app)/inbox?/mute': { by: 'undo' },
  '/(app)/people/[id]/off?/default': { by: 'page' },
  '/(app)/settings/organisation?/removeLogo': { by: 'undo' },
  '/(app)/settings/organisation?/removeDemo': { by: 'button' },
  '/(app)/outside?/revoke': { by: 'undo' },
  '/(app)/profile?/revokeFeed': { by: 'undo' },
  '/(app)/people/team?/revokeFeed': { by: 'undo' },
  '/(app)/profile?/endSession': { by: 'button' },
  '/(app)/profile?/endOthers': { by: 'button' },
  '/(app)/settings/calendar?/removeDayOff': { by: 'undo' },
  '/(app)/settings/calendar?/removeSeason': { by: 'undo' },
  '/(app)/settings/signatures?/removeSubstitute': { by: 'undo' },
  '/(app)/issues?/setStates': { by: 'undo' },
  ...Object.fromEntries(
    [
      ...['triage', 'owner'].flatMap((name) => [`/(app)/issues?/${name}`, `/(app)/issues/[id]?/${name}`]),
      ...['triage', 'merge'].map((name) => `/(app)/issues/triage?/${name}`),
      ...['merge', 'apart'].map((name) => `/(app)/issues/duplicates?/${name}`),
      '/(app)/issues/[id]?/merge',
    ].map((action) => [action, { by: 'undo' } as const]),
  ),
  '/(app)/issues/ratings/[sessionId]?/reveal': { by: 'button' },
  '/(app)/issues/ratings/[sessionId]?/cancel': { by: 'button' },
  '/(app)/issues?/removeView': { by: 'undo' },
  '/(app)/projects?/removeView': { by: 'undo' },
  '/(app)/projects/[id]?/move': { by: 'dialog', goingOn: 'routes/(app)/projects/[id]/+page.svelte' },
  '/(app)/projects/[id]?/decide': { by: 'undo', back: 'withdraw' },
  '/(app)/projects/[id]/recovery/[recoveryId]?/send': { by: 'button' },
  '/(app)/projects/[id]/recovery/[recoveryId]?/close': { by: 'button' },
  '/(app)/projects/[id]/money?/removeCost': { by: 'undo' },
  '/(app)/projects/[id]?/settleStage': { by: 'undo' },
  '/(app)/projects/[id]?/withdrawStage': { by: 'undo' },
  '/(app)/projects/[id]?/decideLight': { by: 'undo', back: 'withdraw' },
  '/(app)/shifts/[id]?/leave': { by: 'undo' },
  '/(app)/shifts/[id]?/offer': { by: 'button', value: 'decline' },
  '/(app)/shifts/[id]?/stopWaiting': { by: 'button' },
  '/(app)/shifts/[id]?/agreeSwap': { by: 'button' },
  '/(app)/shifts/[id]?/answerProposal': { by: 'button', value: 'refuse' },
  '/(app)/shifts/[id]?/answerMove': { by: 'button', value: 'unfit' },
  '/(app)/shifts/[id]/tours/[tourId]?/cancel': { by: 'button' },
  '/(app)/shifts/[id]/tours/[tourId]?/dropDay': { by: 'button' },
  '/(app)/shifts/[id]/edit?/cancel': { by: 'button' },
  '/(app)/shifts/[id]/rota?/publishRota': { by: 'button' },
  '/(app)/shifts/[id]/rota?/discard': { by: 'button' },
  '/(app)/shifts/[id]/rota?/lock': { by: 'undo' },
  '/(app)/shifts/[id]/rota?/move': { by: 'undo' },
  '/(app)/shifts/[id]/tours/[tourId]/day?/cannotCome': { by: 'button' },
  '/(app)/shifts/[id]/tours/[tourId]/day?/sayCannotCome': { by: 'button' },
  '/(app)/shifts/[id]/tours/[tourId]/day?/removeTicket': { by: 'undo' },
  '/(app)/shifts/[id]/report?/publishReport': { by: 'button' },
  '/(app)/shifts/[id]/report?/dropContacts': { by: 'button' },
  '/(app)/shifts/[id]/report?/removeStory': { by: 'undo' },
  '/(app)/shifts/[id]/stories/[storyId]?/unpublishStory': { by: 'button' },
  '/(app)/shifts/[id]/stories/[storyId]?/consent': { by: 'button', value: 'no' },
  // What was answered is forgotten.
  '/(app)/shifts/[id]/stories/[storyId]/edit?/rewrite': { by: 'button' },
  '/(app)/shifts/[id]/stories/[storyId]?/askConsent': { by: 'button' },
  '/(app)/shifts/[id]/stories/[storyId]?/publishStory': { by: 'button' },
  // Where there are sums already, they go.
  '/(app)/shifts/[id]/report/contacts?/keep': { by: 'button' },
  '/(app)/shifts/checklists?/remove': { by: 'undo' },
  '/(app)/shifts/[id]/diary?/remove': { by: 'undo' },
  '/(app)/shifts/articles?/unlink': { by: 'undo' },
  '/(app)/shifts/programme?/withdrawAuthorisation': { by: 'button' },
  '/(app)/shifts/programme?/putInForce': { by: 'button' },
  '/(app)/shifts/programme?/discardDraft': { by: 'undo' },
  '/(app)/shifts/[id]/people?/endAuthorisation': { by: 'button' },
  '/(app)/shifts/volumes?/set': { by: 'button' },
  '/(app)/survey/[waveId]?/removeView': { by: 'undo' },
  '/(app)/survey/[waveId]/comments?/removeTag': { by: 'undo' },
  '/(app)/survey/[waveId]/source?/remove': { by: 'dialog' },
  '/(app)/survey/[waveId]/source?/undo': { by: 'button' },
  '/(app)/survey/[waveId]/published?/publish': { by: 'button' },
  '/(app)/workshop/[id]?/programme': { by: 'undo' },
  '/(app)/workshop/[id]?/markItem': { by: 'undo' },
  '/(app)/workshop/[id]/people?/dismiss': { by: 'undo' },
  '/(app)/workshop/[id]/people?/handOver': { by: 'button' },
  '/(app)/workshop/[id]/people?/removeGuest': { by: 'button' },
  '/(app)/workshop/[id]/people?/renewCode': { by: 'undo' },
  '/(app)/workshop/[id]/prepare?/cancelSession': { by: 'undo' },
  '/(app)/workshop/[id]/prepare?/mail': { by: 'button' },
  '/(app)/workshop/[id]/prepare?/unpack': { by: 'undo' },
  '/(app)/workshop/[id]/minutes?/mail': { by: 'button' },
  '/afterwards/[token]?/forget': { by: 'button' },
  '/(app)/workshop/templates?/remove': { by: 'undo' },
  ...Object.fromEntries(
    ['removeFile', 'showOut', 'closePulse', 'review'].map((name) => [
      `${BOARD}?/${name}`,
      { by: 'board' as const },
    ]),
  ),
  ...Object.fromEntries(
    ['removeEntry', 'removePaper', 'removeEvidence', 'markItem', 'decided'].map((name) => [
      `${BOARD}?/${name}`,
      { by: 'board-undo' as const },
    ]),
  ),
};

/** Every other action: it adds, changes or reads, and what it changes is changed back in the same place. */
const GOING_ON: readonly string[] = [
  ...[
    '/setup',
    '/sign-in',
    '/invite/[token]',
    '/join',
    '/password',
    '/password/[token]',
    '/email/[token]',
    '/door/[token]',
    '/(app)/outside/new',
  ].map((path) => `${path}?/default`),
  ...['keep', 'reopen', 'answer', 'comment', 'askCode', 'settle'].map((name) => `/door/in/[id]?/${name}`),
  ...['guest', 'person'].map((name) => `/join/[code]?/${name}`),
  ...['leave', 'remove'].map((name) => `/(room)/workshop/[id]/afterwards?/${name}`),
  ...['template', 'scale', 'chooseProgramme', 'fillAgenda', 'agendaLine', 'series', 'next'].map(
    (name) => `/(app)/workshop/[id]?/${name}`,
  ),
  ...['issues', 'projects'].map((name) => `/(app)/workshop/[id]/causes?/${name}`),
  '/(app)/workshop/[id]/copy?/default',
  '/(app)/workshop/[id]/prepare?/leader',
  '/(app)/workshop/templates?/rename',
  ...[
    'save',
    'seen',
    'undo',
    'password',
    'email',
    'resendEmail',
    'cancelEmail',
    'zone',
    'letters',
    'digest',
  ].map((name) => `/(app)/profile?/${name}`),
  ...[
    ...['invite', 'previewInvitations', 'inviteMany', 'previewMany', 'saveView'],
    ...['approveEmail', 'refuseEmail'],
  ].map((name) => `/(app)/people?/${name}`),
  ...['new', '[id]/edit'].map((path) => `/(app)/people/${path}?/default`),
  ...['addDepartment', 'changeDepartment', 'previewClosing'].map(
    (name) => `/(app)/people/departments?/${name}`,
  ),
  ...['rate', 'add', 'rename'].map((name) => `/(app)/people/competences?/${name}`),
  ...['name', 'usual', 'addMember', 'addNeed', 'changeNeed', 'addRequirement', 'changeRequirement'].map(
    (name) => `/(app)/people/team?/${name}`,
  ),
  ...['profile', 'people/team'].flatMap((page) =>
    ['makeFeed', 'changeFeed'].map((name) => `/(app)/${page}?/${name}`),
  ),
  '/(app)/people/team?/read',
  '/(app)/people/team?/applicationPeople',
  ...['new', '[standardId]/edit'].map((page) => `/(app)/people/team/standards/${page}?/default`),
  ...['keep', 'ask', 'stopAsking'].map((name) => `/(app)/people/team/standards/[standardId]?/${name}`),
  '/(app)/people/team/maturity?/assess',
  ...['rateOwn', 'ratePeer'].map((name) => `/(app)/people/team?/${name}`),
  '/(app)/people/team/pulses/new?/default',
  '/(app)/people/team/pulses/[pulseId]?/answer',
  '/(app)/leave?/save',
  ...['make', 'take', 'change', 'answer', 'reopen', 'makeRhythm', 'changeRhythm', 'answerAsk'].map(
    (name) => `/(app)/home/due?/${name}`,
  ),
  ...['reopen', 'unmute'].map((name) => `/(app)/inbox?/${name}`),
  ...['preview', 'import'].flatMap((name) =>
    [
      'leave/calendar',
      'people/import',
      'issues/import',
      'survey/areas/import',
      'shifts/[id]/findings/tracker',
    ].map((page) => `/(app)/${page}?/${name}`),
  ),
  ...['save', 'setLogo'].map((name) => `/(app)/settings/organisation?/${name}`),
  ...['week', 'addDayOff', 'saveSeason'].map((name) => `/(app)/settings/calendar?/${name}`),
  ...['line', 'saveSubstitute'].map((name) => `/(app)/settings/signatures?/${name}`),
  ...['rules', 'envelope', 'application', 'opinion'].map((name) => `/(app)/settings/projects?/${name}`),
  '/(app)/settings/organisation?/tracker',
  ...['save', 'borders', 'steps'].map((name) => `/(app)/settings/thresholds?/${name}`),
  '/(app)/settings/mail?/test',
  ...['add', 'preview', 'saveView'].map((name) => `/(app)/issues?/${name}`),
  ...['rate', 'change', 'moveBand', 'moveBandBack'].map((name) => `/(app)/issues/[id]?/${name}`),
  '/(app)/issues/[id]/measure?/default',
  ...['addArea', 'addSeries'].map((name) => `/(app)/survey/areas?/${name}`),
  ...['change', 'addSeries'].map((name) => `/(app)/survey/areas/[areaId]?/${name}`),
  ...['change', 'enter', 'makeIssue', 'link'].map((name) => `/(app)/survey/areas/series/[seriesId]?/${name}`),
  ...['new', '[goalId]/edit'].map((page) => `/(app)/issues/goals/${page}?/default`),
  ...['link', 'makeIssue'].map((name) => `/(app)/issues/goals/[goalId]?/${name}`),
  '/(app)/issues/years?/plan',
  '/(app)/issues/ratings/new?/default',
  '/(app)/issues/ratings/[sessionId]?/again',
  '/(app)/issues/ratings/[sessionId]/rate?/rate',
  ...['compare', 'openPoll', 'vote', 'answer', 'read', 'tell', 'hold', 'reopen'].map(
    (name) => `/(app)/decisions/[id]?/${name}`,
  ),
  '/(app)/decisions/[id]/edit?/default',
  ...['decisions', 'projects', 'shifts', 'workshop'].map((place) => `/(app)/${place}/new?/default`),
  '/(app)/projects?/saveView',
  ...['write', 'answer', 'change', 'watch'].map((name) => `/(app)/home/questions?/${name}`),
  ...['report', 'withdraw', 'askOpinion', 'giveOpinion', 'askStage', 'moveStage', 'openRecovery'].map(
    (name) => `/(app)/projects/[id]?/${name}`,
  ),
  ...['change', 'action', 'status'].map((name) => `/(app)/projects/[id]/recovery/[recoveryId]?/${name}`),
  ...['read', 'takeOver', 'giveBack', 'handover', 'holders'].map(
    (name) => `/(app)/projects/[id]/people?/${name}`,
  ),
  ...['addCost', 'forecast'].map((name) => `/(app)/projects/[id]/money?/${name}`),
  ...['edit', 'change', 'effect', 'charter/[section]', 'stages/[stageId]'].map(
    (page) => `/(app)/projects/[id]/${page}?/default`,
  ),
  '/(app)/shifts?/ahead',
  ...['confirm', 'propose'].map((name) => `/(app)/shifts/programme?/${name}`),
  '/(app)/shifts/programme/edit?/default',
  ...['missing', 'link'].map((name) => `/(app)/shifts/articles?/${name}`),
  // An article is put back by the same hands that withdrew it.
  ...['withdraw', 'putBack'].map((name) => `/(app)/shifts/articles/[articleId]?/${name}`),
  ...['new', '[articleId]/edit'].map((page) => `/(app)/shifts/articles/${page}?/default`),
  '/(app)/shifts/team?/object',
  ...[
    ...['signUp', 'scopes', 'offerSwap', 'withdrawSwap', 'takeSwap'],
    ...['withdrawProposal', 'answerObjection', 'wish', 'decline'],
  ].map((name) => `/(app)/shifts/[id]?/${name}`),
  '/(app)/shifts/[id]/findings/[findingId]?/track',
  '/(app)/shifts/[id]/tours/[tourId]?/propose',
  ...['propose', 'stop', 'share'].map((name) => `/(app)/shifts/[id]/rota?/${name}`),
  ...[
    ...['presence', 'stepIn', 'propose', 'tick', 'addTicket', 'handTicket', 'close', 'promise'],
    ...['attendance', 'settleAttendance', 'ask', 'answer', 'gap'],
  ].map((name) => `/(app)/shifts/[id]/tours/[tourId]/day?/${name}`),
  '/(app)/shifts/checklists?/add',
  '/(app)/shifts/[id]/feedback?/answer',
  '/(app)/shifts/[id]/report?/decideNext',
  '/(app)/shifts/[id]/stories/new?/default',
  '/(app)/shifts/[id]/report/write?/default',
  '/(app)/shifts/[id]/tours/new?/default',
  ...['change', 'move', 'reopen'].map((name) => `/(app)/shifts/[id]/edit?/${name}`),
  ...['change', 'moveDay'].map((name) => `/(app)/shifts/[id]/tours/[tourId]?/${name}`),
  ...['save', 'publish', 'unpublish', 'takeAway', 'missing'].map(
    (name) => `/(app)/shifts/[id]/diary?/${name}`,
  ),
  ...['report', 'again', 'makeIssue'].map((name) => `/(app)/shifts/[id]/findings?/${name}`),
  '/(app)/workshop/[id]?/metric',
  ...['appoint', 'reclaim', 'invite', 'seat'].map((name) => `/(app)/workshop/[id]/people?/${name}`),
  ...['brief', 'session', 'seat', 'invite', 'pack', 'movePacked'].map(
    (name) => `/(app)/workshop/[id]/prepare?/${name}`,
  ),
  ...['pin', 'saveView', 'renameView'].map((name) => `/(app)/survey/[waveId]?/${name}`),
  '/(app)/survey/[waveId]/crosstab?/pin',
  ...['addTag', 'changeTag', 'mark', 'pin', 'export'].map(
    (name) => `/(app)/survey/[waveId]/comments?/${name}`,
  ),
  '/(app)/survey/[waveId]/report?/export',
  '/(app)/survey/[waveId]/questions?/confirm',
  '/(app)/survey/insights/[id]?/change',
  ...[
    ...[
      'send',
      'move',
      'timer',
      'hold',
      'spotlight',
      'openWall',
      'showOnWall',
      'endWalls',
      'signal',
      'dots',
      'rating',
      'paper',
      'evidence',
    ],
    ...['fillAgenda', 'agendaLine'],
    ...['choices', 'footprint', 'attach', 'status', 'entry', 'changeEntry', 'settle', 'approve', 'keep'],
    ...['defining', 'carry', 'openPulse', 'pulse', 'icebreaker', 'door', 'admit', 'place', 'seen'],
    ...['handIn', 'own', 'takeBack'],
  ].map((name) => `${BOARD}?/${name}`),
];

async function actionsOfRoutes(): Promise<string[]> {
  const folders = readdirSync(ROUTES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === '+page.server.ts')
    // These pages answer in development alone, and have no action.
    .filter((entry) => !/\/dev(\/|$)/.test(entry.parentPath))
    .map((entry) => entry.parentPath);
  const actions: string[] = [];
  for (const folder of folders) {
    const page: { actions?: object } = await import(join(folder, '+page.server.ts'));
    for (const name of Object.keys(page.actions ?? {})) actions.push(`/${relative(ROUTES, folder)}?/${name}`);
  }
  return actions;
}

/** A button that sends a form: to which action, and how it says what follows. */
interface Sender {
  file: string;
  action: string;
  value: string | undefined;
  asks: boolean;
  isInDialog: boolean;
}

type Component = AST.Component;

/** The written value of an attribute: a text, or the source of an expression. */
function attributeOf(component: Component, name: string, source: string): string | undefined {
  const attribute = component.attributes.find((each) => each.type === 'Attribute' && each.name === name);
  return attribute && source.slice(attribute.start + name.length + 1, attribute.end);
}

/** All components below a node, each with those that it stands in. */
function* walkComponents(
  node: unknown,
  around: readonly Component[] = [],
): Generator<[Component, readonly Component[]]> {
  if (Array.isArray(node)) {
    for (const child of node) yield* walkComponents(child, around);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const isComponent = 'type' in node && node.type === 'Component';
  if (isComponent) yield [node as Component, around]; // by its type
  const inner = isComponent ? [...around, node as Component] : around;
  for (const child of Object.values(node)) yield* walkComponents(child, inner);
}

function sendersOf(file: string): Sender[] {
  const source = readFileSync(join(SOURCE, file), 'utf8');
  if (!source.includes('<ActionForm')) return [];
  const { fragment } = parse(source, { modern: true, filename: file });
  return [...walkComponents(fragment)].flatMap(([button, around]) => {
    const form = around.findLast(({ name }) => name === 'ActionForm');
    if (!form || attributeOf(button, 'type', source) !== '"submit"') return [];
    const action =
      attributeOf(button, 'formaction', source) ?? attributeOf(form, 'action', source) ?? '?/default';
    const dialog = around.find(({ name }) => name === 'Dialog');
    return [
      {
        file,
        action: /(\w+)\W*$/.exec(action)?.[1] ?? action,
        value: attributeOf(button, 'value', source),
        asks: attributeOf(button, 'data-asks', source) !== undefined,
        isInDialog: dialog !== undefined && attributeOf(dialog, 'lead', source) !== undefined,
      },
    ];
  });
}

/** The first folder of a page's route, in the frame of the product or outside of it. */
const domainOf = (action: string): string => /^\/(?:\(app\)\/)?(\w+)/.exec(action)?.[1] ?? '';

const isOfDomain = (file: string, domain: string): boolean =>
  file.startsWith(`lib/${domain}/`) ||
  file.startsWith(`routes/(app)/${domain}/`) ||
  file.startsWith(`routes/${domain}/`) ||
  (domain === 'home' && file.startsWith('lib/discussion/')) || // sends to a page of Home
  (domain === 'profile' && file.startsWith('lib/people/account/')); // the page of one's own account

const senders = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.svelte'))
  .flatMap((entry) => sendersOf(relative(SOURCE, join(entry.parentPath, entry.name))));

/** The actions by which toasts take something back. */
const undoForms = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.svelte'))
  .flatMap((entry) => [
    ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/<UndoForm[^>]*action="([^"]+)"/g),
  ])
  .map(([, action = '']) => action);

test('[FM13] every action of every route is said to end something, or not', async () => {
  const actions = await actionsOfRoutes();
  expect([...Object.keys(ENDING), ...GOING_ON].sort()).toEqual(actions.sort());
});

const undone = Object.entries(ENDING).flatMap(([action, way]) =>
  way.by === 'undo' ? [[action, way.back] as const] : [],
);

test.each(undone)('[FM16] %s happens at once and is offered back', async (action, back) => {
  const [route = '', name = ''] = action.split('?/');
  const domain = domainOf(action);
  const mine = senders.filter((sender) => sender.action === name && isOfDomain(sender.file, domain));
  expect(mine.filter(({ asks }) => asks)).toEqual([]);
  if (back === undefined) {
    expect(undoForms).toContain('/profile?/undo');
    return;
  }
  expect(await actionsOfRoutes()).toContain(`${route}?/${back}`);
  expect(undoForms).toContain(`?/${back}`);
});

const sent = Object.entries(ENDING).filter(([, { by }]) => by === 'button' || by === 'dialog');

test.each(sent)('[FM12] %s goes from no page at one press', (action, way) => {
  const name = action.split('?/')[1];
  const domain = domainOf(action);
  const mine = senders.filter((sender) => {
    const isHere = isOfDomain(sender.file, domain);
    const isMeant = way.by !== 'button' || way.value === undefined || sender.value === `"${way.value}"`;
    const goesOn = way.by === 'dialog' && way.goingOn === sender.file;
    return sender.action === name && isHere && isMeant && !goesOn;
  });
  expect(mine.length).toBeGreaterThan(0);
  const silent = mine.filter(({ asks, isInDialog }) => (way.by === 'dialog' ? !isInDialog : !asks));
  expect(silent.map(({ file }) => file)).toEqual([]);
});

test.each([
  ['board', ENDING_ACTIONS],
  ['board-undo', UNDONE_ACTIONS],
] as const)('[FM13] [FM16] the presses of the board that end something are known: %s', (way, known) => {
  const board = Object.entries(ENDING).flatMap(([action, { by }]) =>
    by === way ? [action.replace(`${BOARD}?/`, '')] : [],
  );
  expect([...known].sort()).toEqual(board.sort());
});

test('[FM13] the board sends a press through its question only', () => {
  // Whoever sends by RoomActs itself passes the question by: the page for what it asks, a cause for what it
  // reads; what came too late adds to the tray. `action` is act() of BoardPage, and the port that it sends by.
  const passing = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .flatMap((source) =>
      [...source.matchAll(/(?:\bacts|#ports)\.send\(([^,]+),/g)].map(([, action]) => action),
    );
  expect(passing.sort()).toEqual(["'handIn'", "'own'", "'seen'", 'action', 'action']);
});
