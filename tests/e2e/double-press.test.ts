import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/base/ids.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { Actor } from '#lib/people/person.ts';
import { EMPTY_VIEW } from '#lib/survey/wave/view.ts';
import { serve, type Running } from '#server/serve.ts';
import { pinTestInsight } from '../test-insight.ts';
import { uploadWave } from '../upload-wave.ts';
import { moveTo } from '../workshop-steps.ts';
import { PASSWORD } from './harness.ts';

/**
 * Presses every form action of every route that writes something new: two presses of the same moment,
 * and once more afterwards, have to leave what one press leaves, in every table. Long, since its list
 * names every action of the product; one that is missing fails.
 */
const ROUTES = join(import.meta.dirname, '..', '..', 'src', 'routes');
const SYSTEM: Actor = { kind: 'system', name: 'press' };

/** What is pressed: where, and with what in its fields. */
interface Press {
  path: string;
  fields: Record<string, string | Blob | readonly string[]>;
  /** Pressed by a visitor without an account. */
  isVisitor?: boolean;
}

let running: Running;
let dataDir = '';
let cookie = '';
/** Holds every role and is in nothing that Anna made. */
let strangerCookie = '';
let anna: Extract<Actor, { kind: 'person' }>;
let others: { id: string; name: string }[];
let count = 0;
/** A name that nothing has yet. */
const fresh = (word = 'Press'): string => `${word} ${++count}`;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-press-'));
  running = await serve({
    environment: { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    isDevelopment: false,
  });
  const { app } = running;
  const token = await app.access.renewSetUpToken();
  const email = 'anna@example.org';
  await app.access.setUp({
    token,
    organisation: 'Press',
    name: 'Anna',
    email,
    password: PASSWORD,
    locale: 'en',
  });
  const [me] = await app.people.listPeople(SYSTEM);
  const roles = ['admin', 'lead', 'analyst', 'mentor'];
  await app.people.changePerson(SYSTEM, {
    personId: me?.id,
    name: 'Anna',
    version: me?.version,
    isActive: true,
    roles,
  });
  for (const name of ['Mia', 'Olaf', 'Dana']) {
    const address = `${name.toLowerCase()}@example.org`;
    await app.people.addPerson(SYSTEM, { name, email: address, roles: name === 'Mia' ? ['mentor'] : [] });
  }
  const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
  const signIn = async (address: string): Promise<string> =>
    (await app.access.signIn({ email: address, password: PASSWORD }, visit))
      .map((line) => line.split(';')[0])
      .join('; ');
  cookie = await signIn(email);
  const strangerId = await app.people.addPerson(SYSTEM, {
    name: 'Stranger',
    email: 'stranger@example.org',
    roles: [...roles, 'director'],
  });
  const invitation = await app.access.invite(SYSTEM, strangerId);
  await app.access.acceptInvitation({ token: invitation, password: PASSWORD });
  strangerCookie = await signIn('stranger@example.org');
  const { actor } = await app.identify(new Headers({ cookie }), false);
  if (actor.kind !== 'person') throw new Error('Anna is not signed in');
  anna = actor;
  others = (await app.people.listPeople(SYSTEM)).filter(({ id }) => id !== anna.id);
}, 60_000);
afterAll(async () => {
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const idOf = (name: string): string => others.find((person) => person.name === name)?.id ?? '';

async function newWorkshop(stage?: Parameters<typeof moveTo>[3]): Promise<string> {
  const input = { title: fresh(), problem: 'Waiting', template: '5m', language: 'en' };
  const id = await running.app.workshop.createWorkshop(anna, input);
  if (stage) await moveTo(running.app, anna, id, stage);
  return id;
}

async function workshopPress(page: string, fields: Press['fields'], stage?: Parameters<typeof moveTo>[3]) {
  return { path: `/workshop/${await newWorkshop(stage)}${page}`, fields };
}

/** A board with one cause on it. */
async function boardPress(name: string, make: (causeId: string) => Press['fields']): Promise<Press> {
  const id = await newWorkshop('whys');
  let causeId = '';
  await running.app.sync.editDocument(`workshop/${id}/board`, (doc) => {
    const board = openFishbone(doc);
    const [bone] = readFishbone(board).fishbone.bones;
    if (!bone) throw new Error('no bone');
    causeId = addCause(createEditor(board, 'press'), { parent: bone.id, after: 'end' }, 'Cause', null);
  });
  return { path: `/workshop/${id}/board?/${name}`, fields: make(causeId) };
}

async function newProject(): Promise<string> {
  return running.app.projects.proposeProject(anna, projectFields());
}
const projectFields = (): Record<string, string> => ({
  title: fresh(),
  aim: 'Nobody waits',
  ownerId: anna.id,
  deputyId: idOf('Olaf'),
  budget: '1000',
  currency: 'PLN',
  startsOn: '2099-01-01',
  endsOn: '2099-03-01',
});
let week = 0;
/** A day of a week that lies ahead; the first is Monday, 5 January 2099. */
const dayOf = (weeks: number, days: number): string =>
  new Date(Date.UTC(2099, 0, 5 + 7 * weeks + days)).toISOString().slice(0, 10);

const roundFields = (): Record<string, string | string[]> => ({
  title: fresh(),
  // A week of its own: nobody looks after two rounds at the same hours.
  startsOn: dayOf(++week, 0),
  endsOn: dayOf(week, 1),
  startsAt: '08:00',
  endsAt: '16:00',
  places: '2',
  mentorIds: [idOf('Mia')],
});

async function roundPress(name: string, fields: Press['fields'], isSignedUp = true): Promise<Press> {
  const { shifts } = running.app;
  const id = await shifts.planRound(anna, roundFields());
  const shiftId = (await shifts.getRound(anna, id)).shifts[0]?.id ?? '';
  if (isSignedUp) await shifts.signUp(anna, { shiftId, scopes: ['chat'] });
  return { path: `/shifts/${id}?/${name}`, fields: { ...fields, shiftId } };
}

const newWave = (): Promise<string> =>
  uploadWave(running.app, anna, { channel: ['a', 'b'], waiting: ['1', '2'], waveName: fresh() });
const FIGURE = {
  question: { column: 'Waiting', label: 'Waiting', kind: 'mean', segment: null, weight: null },
  value: 3,
  interval: [2, 4],
  n: 40,
};

/** Actions that write something new, each with a press that is made anew. */
const PRESSES: Readonly<Record<string, () => Promise<Press>>> = {
  '/(app)/issues?/add': async () => ({ path: '/issues?/add', fields: { title: fresh() } }),
  '/(app)/issues/[id]?/rate': async () => ({
    path: `/issues/${await running.app.issues.addIssue(anna, { title: fresh() })}?/rate`,
    fields: { importance: '5', urgency: '4' },
  }),
  '/(app)/projects/new?/default': async () => ({ path: '/projects/new', fields: projectFields() }),
  '/(app)/projects/[id]?/change': async () => ({
    path: `/projects/${await newProject()}?/change`,
    fields: { ...projectFields(), version: '1' },
  }),
  '/(app)/projects/[id]?/report': async () => {
    const id = await newProject();
    // Approving is tried elsewhere; here it only has to run.
    await running.app.database.db
      .updateTable('project')
      .set({ state: 'running' })
      .where('id', '=', id)
      .execute();
    return { path: `/projects/${id}?/report`, fields: { health: 'on-track', text: 'Well' } };
  },
  '/(app)/shifts/new?/default': async () => ({ path: '/shifts/new', fields: roundFields() }),
  '/(app)/shifts/[id]?/signUp': () => roundPress('signUp', { scopes: ['chat'] }, false),
  '/(app)/shifts/[id]?/diary': () => roundPress('diary', { text: 'Seen' }),
  '/(app)/shifts/[id]?/finding': () => roundPress('finding', { kind: 'question', text: fresh('Finding') }),
  '/(app)/people?/add': async () => ({
    path: '/people?/add',
    fields: { name: fresh('Person'), email: `p${++count}@example.org`, roles: ['employee'] },
  }),
  '/(app)/people?/addDepartment': async () => ({
    path: '/people?/addDepartment',
    fields: { name: fresh(), part: '' },
  }),
  '/(app)/people?/invite': async () => {
    const fields = { name: fresh('Person'), email: `p${++count}@example.org`, roles: [] };
    const personId = await running.app.people.addPerson(SYSTEM, fields);
    return { path: '/people?/invite', fields: { personId, name: fields.name } };
  },
  '/(app)/people/import?/default': async () => ({
    path: '/people/import',
    fields: { file: new File([`name,email\nNew ${++count},n${count}@example.org\n`], 'people.csv') },
  }),
  '/(app)/workshop/new?/default': async () => ({
    path: '/workshop/new',
    fields: { title: fresh(), problem: 'Waiting', template: '5m', language: 'en' },
  }),
  '/(app)/workshop/[id]?/programme': () =>
    workshopPress('?/programme', { change: 'add', after: '', kind: 'whys', title: fresh(), minutes: '10' }),
  '/(app)/workshop/[id]?/invite': () => workshopPress('?/invite', { personIds: [idOf('Olaf')] }),
  '/(app)/workshop/[id]?/seat': () => workshopPress('?/seat', { seat: 'lawyer', personId: idOf('Olaf') }),
  '/(app)/workshop/[id]/prepare?/session': () =>
    workshopPress('/prepare?/session', {
      startsOn: '2099-01-05',
      startsAt: '09:00',
      minutes: '60',
      timeZone: 'UTC',
    }),
  '/(app)/workshop/[id]/prepare?/seat': () =>
    workshopPress('/prepare?/seat', { seat: 'lawyer', personId: idOf('Olaf') }),
  '/(app)/workshop/[id]/prepare?/invite': () =>
    workshopPress('/prepare?/invite', { personIds: [idOf('Olaf')] }),
  '/(app)/workshop/[id]/prepare?/pack': async () =>
    workshopPress('/prepare?/pack', { insightId: await pinTestInsight(running.app, anna) }),
  '/(app)/survey/[waveId]?/pin': async () => ({
    path: `/survey/${await newWave()}?/pin`,
    fields: { figure: JSON.stringify(FIGURE), title: fresh(), note: '' },
  }),
  '/(app)/survey/[waveId]?/saveView': async () => ({
    path: `/survey/${await newWave()}?/saveView`,
    fields: {
      name: fresh(),
      view: JSON.stringify(EMPTY_VIEW),
    },
  }),
  '/(app)/survey/[waveId]/comments?/addTag': async () => ({
    path: `/survey/${await newWave()}/comments?/addTag`,
    fields: { name: fresh('Tag'), phrases: '' },
  }),
  '/(app)/survey/[waveId]/comments?/pin': async () => ({
    path: `/survey/${await newWave()}/comments?/pin`,
    fields: { figure: JSON.stringify(FIGURE), title: fresh(), note: '' },
  }),
  '/(app)/survey/[waveId]/comments?/export': async () => ({
    path: `/survey/${await newWave()}/comments?/export`,
    fields: { what: 'comments-csv' },
  }),
  '/(app)/survey/[waveId]/report?/export': async () => ({
    path: `/survey/${await newWave()}/report?/export`,
    fields: { what: 'responses-csv' },
  }),
  '/(room)/workshop/[id]/board?/send': () => boardPress('send', (causeId) => ({ causeIds: [causeId] })),
  '/(room)/workshop/[id]/board?/evidence': () =>
    boardPress('evidence', (causeId) => ({ causeId, kind: 'note', text: 'Seen' })),
  '/(room)/workshop/[id]/board?/attach': () =>
    boardPress('attach', (causeId) => ({ causeId, text: '', file: new File(['seen'], 'seen.txt') })),
  '/(room)/workshop/[id]/board?/entry': () => boardPress('entry', () => ({ kind: 'parking', text: fresh() })),
  '/(room)/workshop/[id]/board?/handIn': () =>
    boardPress('handIn', (causeId) => ({
      changes: JSON.stringify([{ kind: 'change', causeId, text: 'Newer', was: 'Cause', under: '' }]),
    })),
  '/join/[code]?/guest': async () => {
    const id = await newWorkshop('whys');
    const { workshop } = await running.app.workshop.getWorkshop(anna, id);
    return {
      path: `/join/${workshop.joinCode}?/guest`,
      fields: { name: fresh('Guest'), department: 'IT' },
      isVisitor: true,
    };
  },
};

/** Their answers are kept nowhere: pressed again they say that this is stored. */
const SECRET = ['/(app)/people/import?/default', '/(app)/people?/invite'];

/** Actions that change, move, remove or read what is there; pressed twice there is nothing to be twice. */
const CHANGING: readonly string[] = [
  '/setup?/default',
  '/sign-in?/default',
  '/invite/[token]?/default',
  '/join?/default',
  '/join/[code]?/person',
  '/(app)/profile?/save',
  '/(app)/profile?/seen',
  '/(app)/people?/change',
  '/(app)/people?/changeDepartment',
  '/(app)/people?/mergeDepartments',
  '/(app)/people/[id]/off?/default',
  '/(app)/issues/[id]?/change',
  '/(app)/projects/[id]?/move',
  '/(app)/projects/[id]?/decide',
  '/(app)/shifts/[id]?/leave',
  '/(app)/workshop/[id]?/move',
  '/(app)/workshop/[id]?/metric',
  '/(app)/workshop/[id]?/appoint',
  '/(app)/workshop/[id]?/dismiss',
  '/(app)/workshop/[id]?/handOver',
  '/(app)/workshop/[id]?/reclaim',
  '/(app)/workshop/[id]?/renewCode',
  '/(app)/workshop/[id]?/removeGuest',
  '/(app)/workshop/[id]/prepare?/brief',
  '/(app)/workshop/[id]/prepare?/cancelSession',
  '/(app)/workshop/[id]/prepare?/movePacked',
  '/(app)/workshop/[id]/prepare?/unpack',
  '/(app)/workshop/[id]/prepare?/mail',
  '/(app)/survey/[waveId]?/renameView',
  '/(app)/survey/[waveId]?/removeView',
  '/(app)/survey/[waveId]/source?/undo',
  '/(app)/survey/[waveId]/source?/remove',
  '/(app)/survey/[waveId]/published?/publish',
  '/(app)/survey/[waveId]/comments?/changeTag',
  '/(app)/survey/[waveId]/comments?/removeTag',
  '/(app)/survey/[waveId]/comments?/mark',
  '/(app)/survey/[waveId]/questions?/confirm',
  '/(app)/survey/insights/[id]?/change',
  ...[
    ...['move', 'timer', 'hold', 'spotlight', 'signal', 'dots', 'rating', 'paper', 'removePaper'],
    ...[
      'removeEvidence',
      'choices',
      'footprint',
      'status',
      'changeEntry',
      'settle',
      'removeEntry',
      'approve',
    ],
    ...[
      'keep',
      'defining',
      'carry',
      'openPulse',
      'pulse',
      'closePulse',
      'icebreaker',
      'door',
      'admit',
      'showOut',
    ],
    ...['place', 'seen', 'review', 'own'],
  ].map((name) => `/(room)/workshop/[id]/board?/${name}`),
];

test('[FM2] every action of every route is pressed twice here, or said to write nothing new', async () => {
  const files = readdirSync(ROUTES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === '+page.server.ts')
    // The gallery answers in development alone, and has no action.
    .filter((entry) => !entry.parentPath.endsWith('gallery'))
    .map((entry) => entry.parentPath);
  const actions: string[] = [];
  for (const folder of files) {
    const page: { actions?: object } = await import(join(folder, '+page.server.ts'));
    for (const name of Object.keys(page.actions ?? {})) actions.push(`/${relative(ROUTES, folder)}?/${name}`);
  }
  expect([...Object.keys(PRESSES), ...CHANGING].sort()).toEqual(actions.sort());
});

/** What a press may leave more than once: the room writes its log by itself, and a visit is no record. */
const NOT_COUNTED = /^(doc_|login_|request_key|kysely_|signing_proof)/;

async function rowsOfAllTables(): Promise<Record<string, number>> {
  await running.app.jobs.settled(); // what a wave shows is worked out beside the presses
  const { db } = running.app.database;
  const rows: Record<string, number> = {};
  for (const { name } of await db.introspection.getTables()) {
    if (NOT_COUNTED.test(name)) continue;
    const { rows: found } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(
      db,
    );
    rows[name] = found[0]?.n ?? 0;
  }
  return rows;
}

function growth(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, n]) => [name, n - (before[name] ?? 0)] as const)
      .filter(([, more]) => more !== 0),
  );
}

async function send(
  press: Press,
  requestKey: string,
  sender = cookie,
): Promise<{ type: string; status?: number; location?: string; data?: string }> {
  const body = new FormData();
  body.set('requestKey', requestKey);
  for (const [name, value] of Object.entries(press.fields)) {
    if (typeof value === 'string' || value instanceof Blob) body.set(name, value);
    else for (const item of value) body.append(`${name}[]`, item);
  }
  const headers = new Headers({
    origin: running.address,
    accept: 'application/json',
    'x-sveltekit-action': 'true',
    ...(!press.isVisitor && { cookie: sender }),
  });
  const response = await fetch(new URL(press.path, running.address), { method: 'POST', body, headers });
  return response.json();
}

describe.each(Object.entries(PRESSES))('%s', (action, make) => {
  test('[FM2] pressed twice at once and once more, it stores what one press stores', async () => {
    const once = await make();
    const start = await rowsOfAllTables();
    const first = await send(once, newId());
    expect(['success', 'redirect'], JSON.stringify(first)).toContain(first.type);
    const single = growth(start, await rowsOfAllTables());

    const twice = await make();
    const before = await rowsOfAllTables();
    const key = newId();
    const answers = await Promise.all([send(twice, key), send(twice, key)]);
    answers.push(await send(twice, key));
    expect(growth(before, await rowsOfAllTables())).toEqual(single);
    const [answer, ...repeated] = answers;
    for (const other of repeated) {
      if (SECRET.includes(action) && other.type === 'failure')
        expect(other.data).toContain('form.storedBefore');
      else expect(other).toEqual(answer);
    }
  });
});

/** What belongs to those who are in it, whatever role somebody else has. */
const OF_ITS_PEOPLE =
  /^\/\((app|room)\)\/(workshop\/\[id\]|projects\/\[id\]\?\/report|shifts\/\[id\]\?\/(diary|finding))/;

test('[PE2] [WS5] the same valid press of a stranger to the object is refused and stores nothing', async () => {
  const theirs = Object.entries(PRESSES).filter(([action]) => OF_ITS_PEOPLE.test(action));
  expect(theirs.length).toBeGreaterThan(10);
  for (const [action, make] of theirs) {
    const press = await make();
    const before = await rowsOfAllTables();
    const answer = await send(press, newId(), strangerCookie);
    expect([action, answer.type, [403, 404].includes(answer.status ?? 0)]).toEqual([action, 'failure', true]);
    expect([action, growth(before, await rowsOfAllTables())]).toEqual([action, {}]);
  }
});

test('[FM2] an import that is sent again gives the wave that it made', async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { survey } = running.app;
  const { blobId } = await survey.startUpload(anna, { byteSize: bytes.length, sha256 });
  await survey.uploadChunk(anna, { blobId, position: 0, bytes });
  const body = JSON.stringify({
    surveyName: 'Again',
    waveName: fresh(),
    fieldedOn: '2026-01-01',
    fileName: 'again.csv',
    blobId,
    rows: { read: 1, imported: 1, rejected: 0, excluded: 0 },
    columns: [{ name: 'a', label: 'a', role: 'nps', naCodes: [] }],
    figures: [],
  });
  const post = async (): Promise<unknown> => {
    const headers = { origin: running.address, 'content-type': 'application/json', cookie };
    const response = await fetch(new URL('/api/survey/waves', running.address), {
      method: 'POST',
      body,
      headers,
    });
    return response.json();
  };
  const waves = (await survey.listWaves(anna)).length;
  const answers = [...(await Promise.all([post(), post()])), await post()];
  expect(answers).toEqual(Array.from({ length: 3 }, () => ({ waveId: expect.any(String) })));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await survey.listWaves(anna)).length).toBe(waves + 1);
});
