import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayAfter } from '#lib/base/days.ts';
import { serve, type Running } from '#server/serve.ts';
import { atRest, launchBrowser, openPerson, signIn } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

const PASSWORD = 'when would you serve';
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let running: Running;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-rota-'));
  await prepareDemoPages(dataDir, PASSWORD);
  const environment = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await serve({ environment, isDevelopment: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(who: string, path: string, viewport?: typeof PHONE) {
  const opened = await openPerson(browser, running.address, {
    locale: 'en-GB',
    ...(viewport && { viewport }),
  });
  await signIn(opened.page, `${who}@example.org`, PASSWORD);
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened;
}

async function actorOf(who: string) {
  const people = await running.app.people.listPeople({ kind: 'system', name: 'rota' });
  const person = people.find(({ email }) => email === `${who}@example.org`);
  if (!person) throw new Error(`The demo has no ${who}.`);
  return { kind: 'person' as const, ...person, sessionId: null };
}

/** A round of three days far ahead, one seat each, that asks from today on. */
async function askingRound(): Promise<{ id: string; tourIds: string[] }> {
  const { app } = running;
  const lead = await actorOf('lead');
  const id = await app.shifts.planRound(lead, {
    ...{ title: 'Autumn 2098', startsOn: '2098-09-08', endsOn: '2098-09-10', places: '1' },
    ...{ startsAt: '08:00', endsAt: '16:00', mode: 'rota', closesOn: '2098-09-01' },
    mentorIds: [(await actorOf('mentor')).id],
  });
  return { id, tourIds: (await app.shifts.getRound(lead, id)).tours.map((tour) => tour.id) };
}

test('[SH31] [SH33] [SH34] [SH36] people answer, a lead proposes, holds one fast and publishes, and an illness changes least', async () => {
  const { app } = running;
  const { id, tourIds } = await askingRound();
  // Nobody of them has served before: what they said decides.
  const [guestName, otherName, lastName] = await Promise.all(
    ['marketing', 'it', 'admin'].map(async (who) => (await actorOf(who)).name),
  );
  const answer = async (who: string, said: readonly string[]): Promise<void> =>
    app.shifts.saveWish(await actorOf(who), {
      ...{ roundId: id, version: 0, maxTours: 1, scopes: ['chat'] },
      choices: Object.fromEntries(tourIds.map((tourId, at) => [tourId, said[at]])),
    });
  await answer('analyst', ['2', '1', '3']);
  await answer('it', ['3', '2', '1']);
  await answer('admin', ['4', '4', '4']);

  const guest = await open('marketing', `/shifts/${id}`, PHONE);
  await guest.page.getByRole('button', { name: /^(I would serve|Chcę mieć dyżur)$/ }).click();
  const monday = guest.page.getByRole('group', { name: /\b8 (września|Sep)/ });
  await monday.getByRole('radio', { name: /^1:/ }).check({ force: true });
  await guest.page
    .getByRole('group', { name: /\b10 (września|Sep)/ })
    .getByRole('radio', { name: /^(Cannot|Nie mogę):/ })
    .check({ force: true });
  await guest.page.getByRole('button', { name: /^(Save my answer|Zapisz odpowiedź)$/ }).click();
  await guest.page.getByText(/^(Your answer is stored|Zapisano odpowiedź)$/).waitFor();
  await guest.page.getByText(/(on 2 tours of 3|możliwe tury: 2 z 3)/).waitFor();

  const lead = await open('lead', `/shifts/${id}/rota`);
  await lead.page.getByText(/(4 people have answered|Odpowiedziały 4 osoby)/).waitFor();
  const { round } = await app.shifts.getRound(await actorOf('lead'), id);
  await app.shifts.changeRound(await actorOf('lead'), {
    ...{ roundId: id, title: round.title, goal: round.goal, version: String(round.version) },
    ...{ mode: 'rota', closesOn: dayAfter(app.today(), -1) },
  });
  await lead.page.reload();
  await lead.page.getByRole('button', { name: /^(Propose a rota|Zaproponuj grafik)$/ }).click();
  await lead.page
    .getByText(/^(Proven: no rota is better|Udowodnione: żaden grafik nie jest lepszy)/)
    .waitFor();
  await lead.page.getByRole('button', { name: new RegExp(`^${guestName}, .*\\b8 `) }).click();
  await lead.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Lock|Zablokuj)$/ })
    .click();
  const locked = lead.page.getByRole('button', { name: new RegExp(`^${guestName}, (locked|blokada), `) });
  await locked.waitFor();
  // A change by hand is taken back by the press that its message offers, and made again.
  await lead.page.getByRole('button', { name: /^(Undo|Cofnij)/ }).click();
  await locked.waitFor({ state: 'detached' });
  await lead.page.getByRole('button', { name: new RegExp(`^${guestName}, .*\\b8 `) }).click();
  await lead.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Lock|Zablokuj)$/ })
    .click();
  await locked.waitFor();
  await lead.page.getByRole('button', { name: /^(Publish|Ogłoś)$/ }).click();
  const question = lead.page.getByRole('dialog');
  await question.getByText(/(3 people are told|3 osoby dowiedzą się)/).waitFor();
  await question.getByRole('button', { name: /^(Publish|Ogłoś)$/ }).click();
  await lead.page.getByText(/^(Published: 3 seats given|Ogłoszono. Przydzielone miejsca: 3)/).waitFor();

  // Whose tour is on the second day falls ill, and the one who had got none comes instead.
  await app.leave.saveLeave(await actorOf('analyst'), {
    ...{ kind: 'sick', startsOn: '2098-09-09', endsOn: '2098-09-09' },
  });
  expect((await app.shifts.listMyShifts(await actorOf('analyst'))).map(({ day }) => day)).toContain(
    '2098-09-09',
  );
  await lead.page.reload();
  await lead.page.getByRole('button', { name: /^(Propose again|Zaproponuj ponownie)$/ }).click();
  await lead.page.getByRole('button', { name: new RegExp(`^${lastName}, (new|nowe), .*\\b9 `) }).waitFor();
  await lead.page.getByRole('button', { name: /^(Publish|Ogłoś)$/ }).click();
  await lead.page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Publish|Ogłoś)$/ })
    .click();
  await lead.page.getByText(/(1 seat given, 1 taken|Przydzielone miejsca: 1, odebrane: 1)/).waitFor();
  const { tours } = await app.shifts.getRound(await actorOf('lead'), id);
  expect(tours.map(({ signUps }) => signUps.map(({ name }) => name))).toEqual([
    [guestName],
    [lastName],
    [otherName],
  ]);
  await guest.page.reload();
  await guest.page.getByRole('button', { name: /^(Leave|Wypisz się): .*\b8 /i }).waitFor();
  // Whose tour it is reads why, and nothing of anybody else.
  const own = guest.page.locator('details').filter({ hasText: /Why this tour\?|Dlaczego ta tura\?/ });
  await own.locator('summary').press('Enter');
  await own.getByText(/(You have|Masz turę) /).waitFor();
  expect(await own.innerText()).not.toMatch(new RegExp(`${otherName}|${lastName}`));

  for (const { page, faults } of [lead, guest]) {
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([overflow, faults]).toEqual([0, []]);
  }
  for (const { context } of [lead, guest]) await context.close();
});
