import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, PASSWORD, removeData, startServer, type RunningServer } from './harness.ts';

/** The sign-in page as strangers reach it: by a form, with and without scripts, and by bare requests. */
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  const setUp = new URL(server.setUpLink ?? '');
  await post('/setup' + setUp.search, {
    token: setUp.searchParams.get('token') ?? '',
    organisation: 'Nordbank',
    name: 'Anna',
    email: 'anna@example.org',
    password: PASSWORD,
    locale: 'en',
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

const RIGHT = { email: 'anna@example.org', password: PASSWORD };

function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(server.address + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
    headers: { origin: server.address, accept: 'text/html', ...headers },
  });
}

test.each([
  '/%09/evil.example',
  '//evil.example',
  '/%5Cevil.example',
  '/.//evil.example',
  'https:evil.example',
])('[PE16] nobody leaves the site by signing in with next=%s', async (next) => {
  const signedIn = await post(`/sign-in?next=${next}`, RIGHT);
  expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/home']);
  const language = await post('/language', { locale: 'pl', next: decodeURIComponent(next) });
  expect([language.status, language.headers.get('location')]).toEqual([303, '/']);
});

test('[PE16] a page of ours is where signing in leads to, its filters included', async () => {
  const next = '/issues?q=a%2Fb&page=2';
  const answer = await post(`/sign-in?next=${encodeURIComponent(next)}`, RIGHT);
  expect(answer.headers.get('location')).toBe(next);
});

test('[PE16] whoever takes any answer gets the same place as JSON: an answer of 200 without a Location', async () => {
  const answer = await post('/sign-in?next=/%09/evil.example', RIGHT, { accept: '*/*' });
  expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
  expect(await answer.json()).toMatchObject({ type: 'redirect', location: '/home' });
});

test.each([true, false])(
  '[PE16] in a browser with scripts: %s, it leads to a page of ours',
  async (hasScripts) => {
    const context = await browser.newContext({
      baseURL: server.address,
      javaScriptEnabled: hasScripts,
      locale: 'en-GB',
    });
    const page = await context.newPage();
    for (const [next, path] of [
      ['/%09/evil.example', '/home'],
      ['/issues?q=x', '/issues'],
    ] as const) {
      await context.clearCookies();
      await page.goto(`/sign-in?next=${encodeURIComponent(decodeURIComponent(next))}`);
      await page.getByRole('textbox', { name: 'E-mail' }).fill(RIGHT.email);
      await page.locator('input[name=password]').fill(RIGHT.password);
      await page.locator('main button[type=submit]').click();
      await page.waitForURL((url) => url.origin === server.address && url.pathname === path);
    }
    await context.close();
  },
);

test('[PE9] who guesses is told with the page and in a header when to try again, a known device is let in', async () => {
  const known = await post('/sign-in', RIGHT);
  const device = known.headers.getSetCookie().find((cookie) => cookie.startsWith('herringbone.device='));
  expect(device).toMatch(/; HttpOnly/);
  let guess = await post('/sign-in', { ...RIGHT, password: 'guess' });
  expect(guess.status).toBe(403);
  for (let tries = 0; tries < 20 && guess.status === 403; tries++) {
    guess = await post('/sign-in', { ...RIGHT, password: 'guess' });
  }
  const seconds = guess.headers.get('retry-after') ?? '';
  expect([guess.status, Number(seconds) > 0 && Number(seconds) <= 60]).toEqual([429, true]);
  expect(await guess.text()).toContain(`values:{seconds:${seconds}}`);
  const cookie = device?.split(';')[0] ?? '';
  expect((await post('/sign-in', RIGHT, { cookie })).status).toBe(303);
});
