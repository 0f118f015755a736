import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIVE_PATH } from '#lib/live/live-path.ts';
import { isPermitted, PERMISSIONS, type Permission, type Standing } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { mayOpen, ROUTE_ACCESS } from '#lib/people/route-access.ts';
import { builtDoors } from './built-doors.ts';
import { ALL_ACTIONS } from './presses/all.ts';
import { ALL_CALLS, type KnownCall } from './presses/calls.ts';
import { DOCUMENT_KINDS, documentName, joinDocument, type DocumentKind } from './presses/documents.ts';
import { pathOf, type Standpoint, type Visitor } from './presses/press.ts';
import { makeSamples, WORKSHOP_TITLE, type Samples } from './presses/samples.ts';
import { openWorld, STANDINGS, SYSTEM, type World } from './presses/world.ts';

/**
 * Opens every page, makes every API call and joins every kind of document as everybody there is and as
 * nobody, and compares what happens with the permission table. A route or a call of the build that is not
 * listed fails the walk; its form actions are walked by `action-walk.test.ts`.
 */
let world: World;
let samples: Samples;

const doors = await builtDoors();
const pages = doors.routes.filter(
  (route) => ROUTE_ACCESS[route] !== 'public' && !doors.calls.some((call) => call.endsWith(` ${route}`)),
);

beforeAll(async () => {
  world = await openWorld();
  samples = await makeSamples(world);
}, 60_000);
afterAll(() => world?.close());

/** Answered beside the pages, and walked by itself. */
const BESIDE_PAGES: readonly string[] = [LIVE_PATH];

test('[PE2] every route of the build is in the table, and nothing else is', () => {
  const listed = Object.keys(ROUTE_ACCESS).filter((route) => !BESIDE_PAGES.includes(route));
  expect(listed.sort()).toEqual(doors.routes);
});

test('[PE2] every API call of the build is walked, and nothing else is', () => {
  expect(Object.keys(ALL_CALLS).sort()).toEqual(doors.calls);
});

/** A word of what a page sends to some of those who may open it, and the permission that this part needs. */
const PARTS_OF_PAGES: Readonly<Record<string, { page: string; needs: Permission }>> = {
  'A need of the walk': { page: '/people/team', needs: 'team.viewGaps' },
  'A decision of the walk': { page: '/decisions', needs: 'decision.viewAll' },
  // The money of a year.
  '7,654,321': { page: '/projects', needs: 'project.viewEnvelope' },
};

/** Makes these parts, once. */
async function makeParts(): Promise<void> {
  const { decisions, people } = world.app;
  const { actor } = world.maker;
  const [need = '', question = ''] = Object.keys(PARTS_OF_PAGES);
  const { lists } = await people.getTeam(actor);
  if (lists?.needs.some(({ name }) => name === need)) return;
  await people.addTeamNeed(SYSTEM, { name: need, wanted: 2 });
  await decisions.makeDecision(actor, { question, deciderIds: [actor.id] });
  const { year } = await world.app.projects.getProjectSettings(SYSTEM);
  await world.app.projects.saveEnvelope(SYSTEM, { year, currency: 'EUR', amount: '7654321' });
}

test('[PE2] every permission of the table is asked for somewhere in the walk', () => {
  const known = [...Object.values(ALL_ACTIONS), ...Object.values(ALL_CALLS)];
  const asked = new Set<string | null>([
    ...Object.values(ROUTE_ACCESS),
    ...known.map(({ needs }) => needs),
    ...Object.values(PARTS_OF_PAGES).map(({ needs }) => needs),
  ]);
  expect(Object.keys(PERMISSIONS).filter((name) => !asked.has(name))).toEqual([]);
});

function isAllowed({ actor }: Visitor, route: string, needs: Permission | null): boolean {
  return needs === null || (isPermitted(standingsOf(actor), needs) && mayOpen(actor, route));
}

/** The guest of the pages and of the documents is the one in the workshop. */
function inside(standing: Standing): Visitor {
  return standing === 'guest' ? samples.guestInIt : world.visitor(standing);
}

const IN_THE_WORKSHOP: readonly Standing[] = ['lead', 'guest'];

function ask({ cookie }: Visitor, address: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (cookie) headers.set('cookie', cookie);
  return fetch(new URL(address, world.running.address), { redirect: 'manual', ...init, headers });
}

function documentOf(kind: DocumentKind, visitor: Visitor): string {
  return documentName(samples.workshopId, kind, visitor);
}

function join(visitor: Visitor, document: string, origin?: string | null): Promise<'open' | number | string> {
  return joinDocument(world.running.address, visitor, document, origin);
}

/** The address of a page, with what was made for the walk. */
function addressOf(route: string): string {
  const [, folder = ''] = /^\/\([^)]+\)\/([^/]+)/.exec(route) ?? [];
  return pathOf(route, samples.ids[folder] ?? {});
}

/** The status with which a page comes; of the board, which is drawn in the browser, that of its data. */
async function statusOf(visitor: Visitor, route: string): Promise<number | string> {
  const address = addressOf(route);
  if (!route.endsWith('/board') || visitor.name === 'nobody') {
    const response = await ask(visitor, address);
    await response.arrayBuffer();
    const { status } = response;
    return status === 303 ? `to ${response.headers.get('location')?.split('?')[0]}` : status;
  }
  const response = await ask(visitor, `${address}/__data.json`);
  const answer: { nodes?: ({ type: string; status?: number } | null)[] } = await response.json();
  return answer.nodes?.find((node) => node?.type === 'error')?.status ?? response.status;
}

/** Pages of one workshop. */
const isOfWorkshop = (route: string): boolean => route.includes('/workshop/[id]');

/** Pages on which a project is written and changed: for its owner, deputy and proposer, of whom nobody walks. */
const isOfItsPeople = (route: string): boolean =>
  ['/(app)/projects/[id]/charter/[section]', '/(app)/projects/[id]/change'].includes(route);
/** What was approved, and plans for what went wrong, are for those who read inside a project [PR48]; to the others they are not there. */
const isHiddenFrom = (standing: Standing, route: string): boolean =>
  ['/(app)/projects/[id]/versions/[number]', '/(app)/projects/[id]/recovery/[recoveryId]'].includes(route) &&
  !['lead', 'director'].includes(standing);

describe.each(STANDINGS)('%s', (standing) => {
  test('[PE2] [WS5] opens the pages that the table says', async () => {
    const visitor = inside(standing);
    const faults: string[] = [];
    for (const route of pages) {
      const isBound = (isOfWorkshop(route) && !IN_THE_WORKSHOP.includes(standing)) || isOfItsPeople(route);
      const refusal = standing === 'nobody' ? 'to /sign-in' : 403;
      const opened = isHiddenFrom(standing, route) ? 404 : 200;
      const expected = mayOpen(visitor.actor, route) && !isBound ? opened : refusal;
      const status = await statusOf(visitor, route);
      if (status !== expected) faults.push(`${route}: ${status} for ${expected}`);
    }
    expect(faults).toEqual([]);
  });

  test('[PE2] [CX10] [DE3] is sent of a page what the table says', async () => {
    const visitor = inside(standing);
    await makeParts();
    for (const [name, { page, needs }] of Object.entries(PARTS_OF_PAGES)) {
      const text = await (await ask(visitor, page)).text();
      expect([name, text.includes(name)]).toEqual([name, isAllowed(visitor, `/(app)${page}`, needs)]);
    }
  });

  test('[PE2] makes the API calls that the table says', async () => {
    const faults: string[] = [];
    for (const [call, { needs, place }] of Object.entries(ALL_CALLS)) {
      const visitor = world.visitor(standing);
      const isDone = isAllowed(visitor, call.split(' ')[1] ?? '', needs);
      faults.push(...(await faultOfCall(call, visitor, { standpoint: place, isDone })));
    }
    expect(faults).toEqual([]);
  });

  test('[LV3] has a stream of events with an account of their own, and no other', async () => {
    const visitor = inside(standing);
    const idOf = ({ actor }: Visitor): string => ('id' in actor ? actor.id : 'unknown');
    const other = world.visitor(standing === 'lead' ? 'admin' : 'lead');
    const statuses: number[] = [];
    for (const id of [idOf(visitor), idOf(other)]) {
      const response = await ask(visitor, `${LIVE_PATH}?for=${id}`);
      await response.body?.cancel();
      statuses.push(response.status);
    }
    const refused = standing === 'nobody' ? 401 : 403;
    expect(statuses).toEqual([mayOpen(visitor.actor, LIVE_PATH) ? 200 : refused, refused]);
  });

  test('[WS5] [WS20] reaches the sockets of every kind of document as its rights say', async () => {
    const refused = standing === 'nobody' ? 4401 : 4403;
    const visitor = inside(standing);
    const isIn = IN_THE_WORKSHOP.includes(standing);
    const outcomes: unknown[] = [];
    for (const kind of DOCUMENT_KINDS) outcomes.push([kind, await join(visitor, documentOf(kind, visitor))]);
    const isOpen: Record<DocumentKind, boolean> = {
      board: isIn,
      notes: isIn,
      control: isIn,
      // Of those in the workshop, the lead steers.
      wall: standing === 'lead',
      backstage: standing === 'lead',
      draft: isIn,
    };
    expect(outcomes).toEqual(DOCUMENT_KINDS.map((kind) => [kind, isOpen[kind] ? 'open' : refused]));
    // Somebody else's draft is nobody's business, not even of who steers.
    const other = inside(standing === 'lead' ? 'guest' : 'lead');
    expect(await join(visitor, documentOf('draft', other))).toBe(refused);
    expect(await join(visitor, 'workshop/unknown/board')).toBe(refused);
  });
});

/** What is wrong with a call that has to be done, or to be refused without a trace. */
async function faultOfCall(
  call: string,
  visitor: Visitor,
  { standpoint, isDone }: { standpoint: Standpoint; isDone: boolean },
): Promise<string[]> {
  const known = ALL_CALLS[call];
  if (!known) throw new Error(`${call} is not known.`);
  const [method = '', route = ''] = call.split(' ');
  const { ids: named, query = '', body, cookie } = await known.make(world, visitor, standpoint);
  await world.written();
  const caller = cookie === undefined ? visitor : { ...visitor, cookie };
  const response = await ask(caller, `${pathOf(route, named ?? {})}${query}`, {
    method,
    ...(body !== undefined && { body }),
    headers: {
      origin: world.running.address,
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    },
  });
  await response.arrayBuffer();
  const written = Object.keys(await world.written());
  const { status } = response;
  const isSentToSignIn = visitor.name === 'nobody' && status === 303;
  // What somebody owns is not even there for strangers.
  const isHidden = standpoint === 'stranger' && status === 404;
  const isRefused = status === 401 || status === 403 || isSentToSignIn || isHidden;
  const isRight = isDone ? status === (known.status ?? 200) : isRefused;
  return [
    ...(isRight ? [] : [`${call}: ${status}`]),
    ...(isExpectedTrace(known, isDone, written.length > 0) ? [] : [`${call}: wrote ${written.join()}`]),
  ];
}

/** A call that is refused leaves no trace, and one that is done those that it has to. */
function isExpectedTrace({ writes }: KnownCall, isDone: boolean, hasWritten: boolean): boolean {
  return isDone && writes === 'at times' ? true : hasWritten === (isDone && writes === 'always');
}

describe('[WS5] a stranger to the object', () => {
  test('with every role opens no page of a workshop', async () => {
    for (const route of pages.filter(isOfWorkshop))
      expect([route, await statusOf(world.outsider, route)]).toEqual([route, 403]);
  });

  test('with every role reads its name on no page and finds it nowhere, where its lead does', async () => {
    const pagesThatNameIt = async (visitor: Visitor): Promise<string[]> => {
      const naming: string[] = [];
      for (const route of [...pages, '/api/search']) {
        // Without its last word: the page of search says again what was asked.
        const asked = encodeURIComponent(WORKSHOP_TITLE.replace(/ \S+$/, ''));
        const query = route.endsWith('/search') ? `?q=${asked}` : '';
        const text = await (await ask(visitor, `${addressOf(route)}${query}`)).text();
        if (text.includes(WORKSHOP_TITLE)) naming.push(route);
      }
      return naming;
    };
    expect(await pagesThatNameIt(world.outsider)).toEqual([]);
    expect(await pagesThatNameIt(world.visitor('lead'))).toEqual(
      expect.arrayContaining([
        '/(app)/workshop',
        '/(app)/workshop/[id]',
        '/(app)/survey/insights/[id]',
        '/(app)/search',
        '/api/search',
      ]),
    );
  });

  test('with every role makes the calls that are anybody’s, and none on what belongs to somebody', async () => {
    const faults: string[] = [];
    for (const [call, { place }] of Object.entries(ALL_CALLS)) {
      const isDone = place === 'anybody';
      faults.push(...(await faultOfCall(call, world.outsider, { standpoint: 'stranger', isDone })));
    }
    expect(faults).toEqual([]);
  });

  test('as a guest of another workshop opens no page and no document of this one', async () => {
    const elsewhere = world.visitor('guest');
    expect(await statusOf(elsewhere, '/(room)/workshop/[id]/board')).toBe(403);
    for (const kind of DOCUMENT_KINDS) {
      expect(await join(elsewhere, documentOf(kind, elsewhere))).toBe(4403);
      expect(await join(elsewhere, documentOf(kind, samples.guestInIt))).toBe(4403);
    }
  });

  test.each(['board', 'control', 'wall', 'backstage', 'draft'] as const)(
    'with every role is refused at the socket of a %s',
    async (kind) => {
      expect(await join(world.outsider, documentOf(kind, world.outsider))).toBe(4403);
      expect(await join(world.outsider, documentOf(kind, inside('lead')))).toBe(4403);
    },
  );
});

test('a write from a foreign origin is refused, whatever its body', async () => {
  for (const contentType of [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ]) {
    for (const origin of ['https://evil.example', 'null']) {
      const response = await ask(world.visitor('analyst'), '/api/survey/uploads', {
        method: 'POST',
        body: '{}',
        headers: { origin, 'content-type': contentType },
      });
      expect([contentType, origin, response.status]).toEqual([contentType, origin, 403]);
    }
  }
});

test('a socket from a foreign origin is refused before it opens', async () => {
  const board = `workshop/${samples.workshopId}/board`;
  expect(await join(inside('lead'), board, 'https://evil.example')).toBe('refused 403');
  expect(await join(inside('lead'), board, null)).toBe('refused 403');
});
