import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DOMAIN_EVENTS, type DomainEvent } from '#lib/live/domain-event.ts';
import { concerns } from '#lib/live/shown.ts';
import { ROUTE_ACCESS } from '#lib/people/route-access.ts';
import { LIVE_PAGES, type PageSubject } from '../src/routes/(app)/live-pages.ts';

const ROOT = join(import.meta.dirname, '..');
/** Every event that can be told, about things that all bear one id. */
const events = Object.entries(DOMAIN_EVENTS).flatMap(
  ([kind, actions]) => actions.map((action) => ({ kind, action, id: 'x', waveId: 'x' }) as DomainEvent), // of that table
);
const pageOf = (id: string): PageSubject => ({
  params: {
    id,
    pulseId: id,
    sessionId: id,
    waveId: id,
    findingId: id,
    areaId: id,
    seriesId: id,
    goalId: id,
    standardId: id,
    articleId: id,
    storyId: id,
  },
  issueId: id,
  decisionId: id,
  projectId: id,
  surveyId: id,
  originWorkshopId: id,
});
const subject = pageOf('x');

test('[LV1] every kind and action of event has a page that reads it', () => {
  const unread = events.filter((event) =>
    Object.values(LIVE_PAGES).every((page) => !page(subject).some((shown) => concerns(event, shown))),
  );
  expect(unread.map(({ kind, action }) => `${kind}.${action}`)).toEqual([]);
});

/** What the sources of the server tell, as `kind.action`. */
function toldByCommands(): Set<string> {
  const files = globSync('server/**/*.ts', { cwd: ROOT }).filter(
    (file) => !/\.test\.ts$|\/testing\/|server\/(live|demo)\//.test(file),
  );
  const told = new Set<string>();
  for (const file of files) {
    const source = readFileSync(join(ROOT, file), 'utf8');
    // Where one function tells for several commands, they name their action to it.
    const named = [
      ...source.matchAll(/\baction(?:: | = [^;]*?\? )'(\w+)'(?: : '(\w+)')?/g),
      ...source.matchAll(/changeWorkshop\(context, actor, '(\w+)'/g),
    ].flatMap(([, ...actions]) => actions.filter((action) => action !== undefined));
    const calls = [...source.matchAll(/bus\.tell\(\{\s*kind: '(\w+)',[^}]*?\baction\b([^}]*)/g)];
    for (const [, kind = '', rest = ''] of calls) {
      const written = [...rest.matchAll(/'(\w+)'/g)].map(([, action = '']) => action);
      for (const action of written.length > 0 ? written : named) told.add(`${kind}.${action}`);
    }
    // `change-workshop.ts` tells for whoever calls it.
    if (source.includes('changeWorkshop(context')) for (const action of named) told.add(`workshop.${action}`);
  }
  return told;
}

test('[LV1] every kind and action of event is told by a command', () => {
  const told = toldByCommands();
  const never = events.map(({ kind, action }) => `${kind}.${action}`).filter((name) => !told.has(name));
  expect(never).toEqual([]);
});

test('[LV1] the pages that read events are pages of the site, and say the same for any thing of theirs', () => {
  for (const route of Object.keys(LIVE_PAGES)) {
    expect([route, route in ROUTE_ACCESS, existsSync(join(ROOT, 'src', 'routes', route))]).toEqual([
      route,
      true,
      true,
    ]);
  }
});

test('[LV8] a page of one thing hears nothing of another', () => {
  const other = pageOf('y');
  // An insight may be asked again of any later wave of its survey; a series does not say of which area or goal it is.
  const ofAll = [
    '/(app)/survey/insights/[id]',
    '/(app)/survey/areas/[areaId]',
    '/(app)/issues/goals/[goalId]',
  ];
  const pages = Object.entries(LIVE_PAGES).filter(([route]) => route.includes('[') && !ofAll.includes(route));
  expect(pages.length).toBeGreaterThan(10);
  for (const [route, page] of pages) {
    const heard = events.filter((event) => page(other).some((shown) => concerns(event, shown)));
    expect([route, heard]).toEqual([route, []]);
  }
});

test('[LV1] nothing asks on a timer what the stream tells', () => {
  const asking = globSync('src/routes/**/*.{svelte,ts}', { cwd: ROOT }).filter((file) =>
    /setInterval\(/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(asking).toEqual([]);
});
