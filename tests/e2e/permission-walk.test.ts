import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { DocumentName } from '#lib/sync/document-name.ts';
import { isPermitted, PERMISSIONS, type Permission, type Standing } from '#lib/people/permissions.ts';
import { ROUTE_ACCESS } from '#lib/people/route-access.ts';
import type { Actor } from '#lib/people/person.ts';
import { serve, type Running } from '#server/serve.ts';
import { moveTo } from '../workshop-steps.ts';
import { builtDoors } from './built-doors.ts';
import { PASSWORD } from './harness.ts';

/**
 * Walks every route, form action, API call and socket with every standing and with none, and compares
 * what happens with the permission table. A route or an action that is not listed fails the walk. Long,
 * since its two lists name every door of the product.
 */
const STANDINGS: readonly Standing[] = [
  'nobody',
  'guest',
  'employee',
  'mentor',
  'director',
  'analyst',
  'lead',
  'admin',
];
/** A lead with every other role as well, who is in none of the samples: whose object it is counts, too. */
const OUTSIDER = 'outsider';
const OUTSIDER_ROLES = ['mentor', 'director', 'analyst', 'lead', 'admin'] as const;
type Visitor = Standing | typeof OUTSIDER;
const SYSTEM: Actor = { kind: 'system', name: 'walk' };

/** Which permission each form action needs; null for those that anybody may try. */
const ACTIONS: Readonly<Record<string, Permission | null>> = {
  '/setup?/default': null,
  '/sign-in?/default': null,
  '/invite/[token]?/default': null,
  '/join?/default': null,
  '/join/[code]?/guest': null,
  '/(app)/survey/[waveId]/published?/publish': 'survey.publish',
  '/(app)/survey/[waveId]/source?/undo': 'survey.import',
  '/(app)/survey/[waveId]/source?/remove': 'survey.import',
  '/(app)/survey/[waveId]/questions?/confirm': 'survey.import',
  '/join/[code]?/person': 'workshop.list',
  '/(room)/workshop/[id]/board?/send': 'issue.manage',
  '/(room)/workshop/[id]/board?/move': 'workshop.steer',
  '/(room)/workshop/[id]/board?/timer': 'workshop.steer',
  '/(room)/workshop/[id]/board?/hold': 'workshop.steer',
  '/(room)/workshop/[id]/board?/spotlight': 'workshop.steer',
  '/(room)/workshop/[id]/board?/signal': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/dots': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/rating': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/evidence': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/removeEvidence': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/attach': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/choices': 'insight.view',
  '/(room)/workshop/[id]/board?/footprint': 'insight.view',
  '/(room)/workshop/[id]/board?/status': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/own': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/entry': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/changeEntry': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/settle': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/removeEntry': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/approve': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/pulse': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/place': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/keep': 'workshop.steer',
  '/(room)/workshop/[id]/board?/defining': 'workshop.steer',
  '/(room)/workshop/[id]/board?/carry': 'workshop.steer',
  '/(room)/workshop/[id]/board?/openPulse': 'workshop.steer',
  '/(room)/workshop/[id]/board?/closePulse': 'workshop.steer',
  '/(room)/workshop/[id]/board?/icebreaker': 'workshop.steer',
  '/(room)/workshop/[id]/board?/door': 'workshop.steer',
  '/(room)/workshop/[id]/board?/admit': 'workshop.steer',
  '/(room)/workshop/[id]/board?/showOut': 'workshop.steer',
  '/(room)/workshop/[id]/board?/seen': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/handIn': 'workshop.takePart',
  '/(room)/workshop/[id]/board?/review': 'workshop.steer',
  '/(room)/workshop/[id]/board?/paper': 'workshop.steer',
  '/(room)/workshop/[id]/board?/removePaper': 'workshop.steer',
  '/(app)/profile?/save': 'profile.edit',
  '/(app)/profile?/seen': 'profile.edit',
  '/(app)/people?/add': 'people.manage',
  '/(app)/people?/change': 'people.manage',
  '/(app)/people?/invite': 'people.manage',
  '/(app)/people?/addDepartment': 'people.manage',
  '/(app)/people?/changeDepartment': 'people.manage',
  '/(app)/people?/mergeDepartments': 'people.manage',
  '/(app)/people/[id]/off?/default': 'people.manage',
  '/(app)/people/import?/default': 'people.manage',
  '/(app)/survey/[waveId]?/pin': 'insight.pin',
  '/(app)/survey/[waveId]?/saveView': 'survey.viewRows',
  '/(app)/survey/[waveId]?/renameView': 'survey.viewRows',
  '/(app)/survey/[waveId]?/removeView': 'survey.viewRows',
  '/(app)/survey/[waveId]/comments?/addTag': 'comment.tag',
  '/(app)/survey/[waveId]/comments?/changeTag': 'comment.tag',
  '/(app)/survey/[waveId]/comments?/removeTag': 'comment.tag',
  '/(app)/survey/[waveId]/comments?/mark': 'comment.tag',
  '/(app)/survey/[waveId]/comments?/pin': 'insight.pin',
  '/(app)/survey/[waveId]/comments?/export': 'survey.viewRows',
  '/(app)/survey/[waveId]/report?/export': 'survey.viewRows',
  '/(app)/survey/insights/[id]?/change': 'insight.pin',
  '/(app)/workshop/new?/default': 'workshop.manage',
  '/(app)/workshop/[id]?/move': 'workshop.steer',
  '/(app)/workshop/[id]?/metric': 'workshop.steer',
  '/(app)/workshop/[id]?/programme': 'workshop.steer',
  '/(app)/workshop/[id]?/appoint': 'workshop.steer',
  '/(app)/workshop/[id]?/dismiss': 'workshop.steer',
  '/(app)/workshop/[id]?/handOver': 'workshop.steer',
  '/(app)/workshop/[id]?/reclaim': 'workshop.steer',
  '/(app)/workshop/[id]?/invite': 'workshop.manage',
  '/(app)/workshop/[id]?/seat': 'workshop.manage',
  '/(app)/workshop/[id]?/renewCode': 'workshop.manage',
  '/(app)/workshop/[id]?/removeGuest': 'workshop.steer',
  '/(app)/workshop/[id]/prepare?/brief': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/session': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/cancelSession': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/seat': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/invite': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/pack': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/movePacked': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/unpack': 'workshop.manage',
  '/(app)/workshop/[id]/prepare?/mail': 'workshop.manage',
  '/(app)/issues?/add': 'issue.manage',
  '/(app)/issues/[id]?/rate': 'issue.rate',
  '/(app)/issues/[id]?/change': 'issue.manage',
  '/(app)/projects/new?/default': 'project.propose',
  '/(app)/projects/[id]?/move': 'project.report',
  '/(app)/projects/[id]?/decide': 'project.decide',
  '/(app)/projects/[id]?/change': 'project.propose',
  '/(app)/projects/[id]?/report': 'project.report',
  '/(app)/shifts/new?/default': 'shift.manage',
  '/(app)/shifts/[id]?/signUp': 'shift.signUp',
  '/(app)/shifts/[id]?/leave': 'shift.signUp',
  '/(app)/shifts/[id]?/diary': 'shift.writeDiary',
  '/(app)/shifts/[id]?/finding': 'finding.report',
};

/** What each API call needs, by method and route. */
const CALLS: Readonly<Record<string, Permission | null>> = {
  'POST /language': null,
  'POST /sign-out': null,
  'GET /healthz': null,
  'GET /clock': null,
  'GET /join/standing': null,
  'GET /api/search': 'profile.edit',
  'GET /(app)/survey/[waveId]/file': 'survey.viewRows',
  'GET /(room)/workshop/[id]/board/files/[evidenceId]': 'workshop.takePart',
  'GET /(app)/workshop/[id]/calendar': 'workshop.list',
  'GET /(app)/workshop/[id]/replay/frames': 'workshop.list',
  'POST /api/survey/uploads': 'survey.import',
  'PUT /api/survey/uploads/[blobId]/[position]': 'survey.import',
  'POST /api/survey/waves': 'survey.import',
};

let running: Running;
let dataDir = '';
const cookies = new Map<Visitor, string>();
/** Their ids as authors of drafts. */
const participants = new Map<Visitor, string>();
const samples: Record<string, string> = { '[token]': 'unknown', '[code]': 'ZZZZZZZZ', '[position]': '0' };

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-walk-'));
  running = await serve({
    environment: { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    isDevelopment: false,
  });
  const { app } = running;
  const token = await app.access.renewSetUpToken();
  await app.access.setUp({
    token,
    organisation: 'Walk',
    name: 'First',
    email: 'first@example.org',
    password: PASSWORD,
    locale: 'en',
  });
  const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
  const actors = new Map<Visitor, Actor>();
  for (const role of ['employee', 'mentor', 'director', 'analyst', 'lead', 'admin', OUTSIDER] as const) {
    const email = `${role}@example.org`;
    const id = await app.people.addPerson(SYSTEM, {
      name: role,
      email,
      roles: role === 'employee' ? [] : role === OUTSIDER ? [...OUTSIDER_ROLES] : [role],
    });
    await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, id), password: PASSWORD });
    const [cookie = ''] = await app.access.signIn({ email, password: PASSWORD }, visit);
    cookies.set(role, cookie.split(';')[0] ?? '');
    actors.set(role, (await app.identify(new Headers({ cookie: cookies.get(role) ?? '' }), false)).actor);
  }
  await makeSamples(actors);
  for (const visitor of cookies.keys()) {
    const actor = await actorOf(visitor);
    if ('id' in actor) participants.set(visitor, actor.id);
  }
}, 60_000);
afterAll(async () => {
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One thing of every kind, so that each route with an id has one to show. */
async function makeSamples(actors: ReadonlyMap<Visitor, Actor>): Promise<void> {
  const { app } = running;
  const as = (standing: Standing): Actor => actors.get(standing) ?? SYSTEM;
  const workshopId = await app.workshop.createWorkshop(as('lead'), {
    title: 'Walk',
    problem: 'Walk',
    template: '5m',
    language: 'en',
  });
  await moveTo(app, as('lead'), workshopId, 'whys');
  await app.workshop.saveSession(as('lead'), {
    workshopId,
    startsOn: '2099-01-05',
    startsAt: '09:00',
    minutes: 60,
    timeZone: 'UTC',
  });
  const { joinCode } = (await app.workshop.getWorkshop(as('lead'), workshopId)).workshop;
  const guest = await app.workshop.joinAsGuest(
    { code: joinCode, name: 'Guest', department: 'IT' },
    { locale: 'en', address: '127.0.0.1' },
  );
  cookies.set('guest', `herringbone.guest=${guest.token}`);
  const issueId = await app.issues.addIssue(as('lead'), { title: 'Walk' });
  const people = await app.people.listPeople(SYSTEM);
  const idOf = (name: string): string => people.find((person) => person.name === name)?.id ?? '';
  const projectId = await app.projects.proposeProject(as('lead'), {
    title: 'Walk',
    aim: 'Walk',
    ownerId: idOf('employee'),
    deputyId: idOf('analyst'),
    budget: 1,
    currency: 'PLN',
    startsOn: '2099-01-01',
    endsOn: '2099-02-01',
  });
  const roundId = await app.shifts.planRound(as('mentor'), {
    title: 'Walk',
    startsOn: '2099-01-05',
    endsOn: '2099-01-06',
    startsAt: '08:00',
    endsAt: '16:00',
    places: 1,
    mentorIds: [idOf('mentor')],
  });
  const { createHash } = await import('node:crypto');
  const bytes = new Uint8Array([1, 2, 3]);
  const { blobId } = await app.survey.startUpload(as('analyst'), {
    byteSize: 3,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  await app.survey.uploadChunk(as('analyst'), { blobId, position: 0, bytes });
  const waveId = await app.survey.importWave(as('analyst'), {
    surveyName: 'Walk',
    waveName: 'Walk',
    fieldedOn: '2026-01-01',
    fileName: 'walk.csv',
    blobId,
    rows: { read: 1, imported: 1, rejected: 0, excluded: 0 },
    columns: [{ name: 'a', label: 'a', role: 'nps', naCodes: [] }],
    figures: [],
  });
  const insightId = await app.survey.pinInsight(as('analyst'), {
    waveId,
    question: { column: 'a', label: 'a', kind: 'nps', segment: null, weight: null },
    title: 'Walk',
    value: 0,
    interval: [-1, 1],
    n: 5,
  });
  Object.assign(samples, {
    '/(app)/survey/insights/[id]': insightId,
    '[waveId]': waveId,
    '[blobId]': blobId,
    '/(app)/workshop/[id]': workshopId,
    '/(app)/workshop/[id]/minutes': workshopId,
    '/(app)/workshop/[id]/ballots': workshopId,
    '/(app)/workshop/[id]/prepare': workshopId,
    '/(app)/workshop/[id]/calendar': workshopId,
    '/(app)/workshop/[id]/replay': workshopId,
    '/(app)/workshop/[id]/replay/frames': workshopId,
    '/(room)/workshop/[id]/board': workshopId,
    '/(room)/workshop/[id]/board/files/[evidenceId]': workshopId,
    '[evidenceId]': await hangFile(as('lead'), workshopId),
    '/(app)/issues/[id]': issueId,
    '/(app)/projects/[id]': projectId,
    '/(app)/shifts/[id]': roundId,
    '/(app)/people/[id]/off': idOf('mentor'),
  });
}

/** A cause with a file on it; gives the id of the evidence. */
async function hangFile(lead: Actor, workshopId: string): Promise<string> {
  const { app } = running;
  let causeId = '';
  await app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
    const board = openFishbone(doc);
    const [bone] = readFishbone(board).fishbone.bones;
    if (!bone) throw new Error('no bone');
    causeId = addCause(createEditor(board, 'walk'), { parent: bone.id, after: 'end' }, 'Walk', null);
  });
  await app.workshop.attachFile(lead, {
    workshopId,
    causeId,
    text: '',
    file: new File(['walk'], 'walk.txt'),
  });
  const { evidence } = await app.workshop.getMinutes(lead, workshopId);
  return evidence[causeId]?.[0]?.id ?? '';
}

/** The address of a route, with real ids in it. */
function addressOf(routeId: string): string {
  return (
    routeId
      .replaceAll(/\/\([^)]+\)/g, '')
      .replaceAll(/\[[^\]]+\]/g, (name) => samples[name] ?? samples[routeId] ?? 'unknown') || '/'
  );
}

function ask(standing: Visitor, address: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const cookie = cookies.get(standing);
  if (cookie) headers.set('cookie', cookie);
  return fetch(new URL(address, running.address), { redirect: 'manual', ...init, headers });
}

const doors = await builtDoors();
const routeIds = doors.routes;

test('[PE2] every route of the build is in the table, and nothing else is', () => {
  expect(Object.keys(ROUTE_ACCESS).sort()).toEqual(routeIds);
});

test('[PE2] every form action and API call of the build is walked, and nothing else is', () => {
  expect(doors.actions).toEqual(Object.keys(ACTIONS).sort());
  expect(doors.calls).toEqual(Object.keys(CALLS).sort());
});

test('[PE2] every permission of the table is asked for somewhere in the walk', () => {
  const asked = new Set<string>(
    [...Object.values(ROUTE_ACCESS), ...Object.values(ACTIONS), ...Object.values(CALLS)].map(String),
  );
  const insideCommands = ['insight.view', 'survey.viewRows', 'workshop.takePart'];
  const missing = Object.keys(PERMISSIONS).filter(
    (name) => !asked.has(name) && !insideCommands.includes(name),
  );
  expect(missing).toEqual([]);
});

function mayOpen(standing: Standing, routeId: string): boolean {
  const access = ROUTE_ACCESS[routeId];
  if (access === 'public') return true;
  if (access === undefined) return false;
  if (access === 'account') return standing !== 'nobody' && standing !== 'guest';
  return allowed(standing, access);
}

/** Everybody with an account is an employee as well. */
function allowed(standing: Standing, permission: Permission): boolean {
  const hasAccount = standing !== 'nobody' && standing !== 'guest';
  return isPermitted(hasAccount ? [standing, 'employee'] : [standing], permission);
}

/** The board of one workshop opens for those in it; the sample belongs to the lead, and the guest joined it. */
const IN_THE_WORKSHOP: readonly Standing[] = ['lead', 'guest'];
const BOUND_TO_WORKSHOP = [
  '/(app)/workshop/[id]',
  '/(app)/workshop/[id]/minutes',
  '/(app)/workshop/[id]/ballots',
  '/(app)/workshop/[id]/prepare',
  '/(app)/workshop/[id]/calendar',
  '/(app)/workshop/[id]/replay',
  '/(app)/workshop/[id]/replay/frames',
  '/(room)/workshop/[id]/board',
  '/(room)/workshop/[id]/board/files/[evidenceId]',
];

/** By type: a new kind of document has to be walked as well. */
type DocumentKind = DocumentName['kind'];
const DOCUMENT_KINDS = Object.keys({
  board: true,
  control: true,
  backstage: true,
  draft: true,
} satisfies Record<DocumentKind, true>) as DocumentKind[]; // the keys are these kinds

describe.each(STANDINGS)('%s', (standing) => {
  test.each(routeIds.filter((routeId) => ROUTE_ACCESS[routeId] !== 'public'))(
    'opens %s as the table says',
    async (routeId) => {
      const method =
        Object.keys(CALLS)
          .find((call) => call.endsWith(` ${routeId}`))
          ?.split(' ')[0] ?? 'GET';
      if (method !== 'GET') return; // walked with the calls below
      const response = await ask(standing, addressOf(routeId));
      if (standing === 'nobody') {
        expect([routeId, response.status, response.headers.get('location')?.startsWith('/sign-in')]).toEqual([
          routeId,
          303,
          true,
        ]);
        return;
      }
      const isBound = BOUND_TO_WORKSHOP.includes(routeId) && !IN_THE_WORKSHOP.includes(standing);
      const isOpen = mayOpen(standing, routeId) && !isBound;
      // The board is drawn in the browser: its page comes, the data behind it are refused.
      const address = routeId.endsWith('/board') ? `${addressOf(routeId)}/__data.json` : addressOf(routeId);
      const { status } = routeId.endsWith('/board') ? await dataStatus(standing, address) : response;
      expect([routeId, status]).toEqual([routeId, isOpen ? 200 : 403]);
    },
  );

  test.each(Object.entries(ACTIONS).filter(([, permission]) => permission !== null))(
    '%s needs %s',
    async (action, permission) => {
      const [routeId = '', name = ''] = action.split('?');
      const address = `${addressOf(routeId)}${name === '/default' ? '' : `?${name}`}`;
      const response = await ask(standing, address, {
        method: 'POST',
        body: new URLSearchParams({ version: '0' }),
        headers: { origin: running.address, accept: 'application/json', 'x-sveltekit-action': 'true' },
      });
      const answer: { status?: number; type?: string } = await response.json();
      const status = response.ok ? (answer.status ?? 200) : response.status;
      if (permission !== null && allowed(standing, permission) && mayOpen(standing, routeId)) {
        expect([action, status === 401]).toEqual([action, false]);
      } else {
        expect([action, [401, 403].includes(status)]).toEqual([action, true]);
      }
    },
  );

  test.each(Object.entries(CALLS).filter(([, permission]) => permission !== null))(
    '%s needs %s',
    async (call, permission) => {
      const [method = '', routeId = ''] = call.split(' ');
      const response = await ask(standing, addressOf(routeId), {
        method,
        ...(method === 'GET' ? {} : { body: '{}' }),
        headers: { origin: running.address, 'content-type': 'application/json' },
      });
      await response.arrayBuffer();
      const isBound = BOUND_TO_WORKSHOP.includes(routeId) && !IN_THE_WORKSHOP.includes(standing);
      const isAllowed = permission !== null && allowed(standing, permission) && !isBound;
      const isRefused = [303, 401, 403].includes(response.status);
      expect([call, isRefused]).toEqual([call, !isAllowed]);
    },
  );

  test('[WS5] [WS20] reaches the sockets of every kind of document as its rights say', async () => {
    const refused = standing === 'nobody' ? 4401 : 4403;
    const isIn = IN_THE_WORKSHOP.includes(standing);
    for (const kind of DOCUMENT_KINDS) {
      const isOpen: Record<DocumentKind, boolean> = {
        board: isIn,
        control: isIn,
        // Of those in the sample, the lead steers.
        backstage: standing === 'lead',
        draft: isIn,
      };
      expect([kind, await socketOutcome(standing, documentOf(kind, standing))]).toEqual([
        kind,
        isOpen[kind] ? 'open' : refused,
      ]);
    }
    // Somebody else's draft is nobody's business, not even of who steers.
    const other = standing === 'lead' ? 'guest' : 'lead';
    expect(await socketOutcome(standing, documentOf('draft', other))).toBe(refused);
    expect(await socketOutcome(standing, 'workshop/unknown/board')).toBe(refused);
  });
});

describe('[WS5] a stranger to the object, with every role', () => {
  test.each(BOUND_TO_WORKSHOP)('is refused at %s', async (routeId) => {
    const address = addressOf(routeId);
    const { status } = routeId.endsWith('/board')
      ? await dataStatus(OUTSIDER, `${address}/__data.json`)
      : await ask(OUTSIDER, address);
    expect(status).toBe(403);
  });

  test('sends no cause of it to the issue list, where its lead does', async () => {
    const { causes } = await running.app.workshop.listCauses(await actorOf('lead'), sampleWorkshop());
    const form = new URLSearchParams(causes.map(({ id }) => ['causeIds[]', id]));
    const send = async (visitor: Visitor): Promise<number> => {
      const response = await ask(visitor, `${addressOf('/(room)/workshop/[id]/board')}?/send`, {
        method: 'POST',
        body: form,
        headers: { origin: running.address, accept: 'application/json', 'x-sveltekit-action': 'true' },
      });
      const answer: { status?: number } = await response.json();
      return answer.status ?? response.status;
    };
    expect([causes.length, await send(OUTSIDER), await send('lead')]).toEqual([1, 403, 200]);
  });

  test.each(DOCUMENT_KINDS)('is refused at the socket of a %s', async (kind) => {
    expect(await socketOutcome(OUTSIDER, documentOf(kind, OUTSIDER))).toBe(4403);
    expect(await socketOutcome(OUTSIDER, documentOf(kind, 'lead'))).toBe(4403);
  });
});

test('a write from a foreign origin is refused, whatever its body', async () => {
  for (const contentType of [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ]) {
    for (const origin of ['https://evil.example', 'null']) {
      const response = await ask('analyst', '/api/survey/uploads', {
        method: 'POST',
        body: '{}',
        headers: { origin, 'content-type': contentType },
      });
      expect([contentType, origin, response.status]).toEqual([contentType, origin, 403]);
    }
  }
});

test('a socket from a foreign origin is refused before it opens', async () => {
  const board = `workshop/${samples['/(app)/workshop/[id]']}/board`;
  expect(await socketOutcome('lead', board, 'https://evil.example')).toBe('refused 403');
  expect(await socketOutcome('lead', board, null)).toBe('refused 403');
});

async function dataStatus(standing: Visitor, address: string): Promise<{ status: number }> {
  const response = await ask(standing, address);
  const answer: { nodes?: ({ type: string; status?: number } | null)[] } = await response.json();
  const failed = answer.nodes?.find((node) => node?.type === 'error');
  return { status: failed?.status ?? response.status };
}

function sampleWorkshop(): string {
  return samples['/(app)/workshop/[id]'] ?? '';
}

async function actorOf(visitor: Visitor): Promise<Actor> {
  return (await running.app.identify(new Headers({ cookie: cookies.get(visitor) ?? '' }), false)).actor;
}

/** The name of a document of the sample; a draft is the one of this visitor. */
function documentOf(kind: DocumentKind, visitor: Visitor): string {
  const name = `workshop/${sampleWorkshop()}/${kind}`;
  return kind === 'draft' ? `${name}/${participants.get(visitor) ?? 'unknown'}` : name;
}

/** 'open' once the server speaks, else the close code, else the refusal of the upgrade. */
function socketOutcome(
  standing: Visitor,
  document: string,
  origin: string | null = running.address,
): Promise<'open' | number | string> {
  return new Promise((resolve) => {
    const cookie = cookies.get(standing);
    const socket = new WebSocket(`${running.address.replace('http', 'ws')}/sync/${document}`, {
      headers: cookie ? { cookie } : {},
      ...(origin === null ? {} : { origin }),
    });
    socket.once('message', () => {
      socket.close();
      resolve('open');
    });
    socket.once('close', (code) => resolve(code));
    socket.once('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`));
    socket.once('error', () => undefined); // the events above say it better
  });
}
