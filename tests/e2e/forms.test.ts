import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  joinAsGuest,
  addPersonByForm,
  launchBrowser,
  makeLead,
  openPerson,
  PASSWORD,
  removeData,
  setUpOrganisation,
  signIn,
  startServer,
  type RunningServer,
} from './harness.ts';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const { page, context } = await openPerson(browser, server.address);
  await setUpOrganisation(page, server.setUpLink ?? '');
  await makeLead(page);
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeData(server);
});

async function openLead(): Promise<Awaited<ReturnType<typeof openPerson>>> {
  const person = await openPerson(browser, server.address);
  await signIn(person.page, 'anna@example.org');
  return person;
}

async function openAddIssue(page: Page): Promise<void> {
  await page.goto('/issues');
  await page.getByRole('button', { name: 'Add an issue' }).click();
}

/** Holds back what the next form sends until `go` is called. */
async function holdPost(page: Page): Promise<{ sent: () => number; go: () => void }> {
  let count = 0;
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    count++;
    await gate;
    await route.continue();
  });
  return { sent: () => count, go };
}

test('[FM1] a form is busy while its press is under way, and a second press sends nothing', async () => {
  const { page, context } = await openLead();
  await openAddIssue(page);
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=title]').fill('Pressed twice');
  const post = await holdPost(page);
  const button = dialog.getByRole('button', { name: 'Add', exact: true });
  await button.dblclick();
  await dialog.locator('form[aria-busy=true]').waitFor();
  expect(await button.getAttribute('aria-busy')).toBe('true');
  await dialog.locator('[name=title]').press('Enter');
  post.go();
  await page.waitForURL(/issues\/\w+/);
  expect(post.sent()).toBe(1);
  await context.close();
});

test('[FM3] a stale form shows what changed, keeps what was typed, and its next press works', async () => {
  const first = await openLead();
  const second = await openLead();
  await openAddIssue(first.page);
  await first.page.getByRole('dialog').locator('[name=title]').fill('Waiting on the phone');
  await first.page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await first.page.waitForURL(/issues\/\w+/);
  const address = first.page.url();
  await second.page.goto(address);
  for (const { page } of [first, second]) await page.getByRole('button', { name: 'Edit' }).click();

  await first.page.getByRole('dialog').locator('[name=title]').fill('Waiting too long');
  await first.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await first.page.getByRole('dialog').waitFor({ state: 'detached' });

  const dialog = second.page.getByRole('dialog');
  await dialog.locator('[name=description]').fill('My own words');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const notice = dialog.getByRole('alert');
  await notice.getByText('You changed this in the meantime, in another window').waitFor();
  await notice.getByText('Waiting too long').waitFor();
  expect(await dialog.locator('[name=title]').inputValue()).toBe('Waiting too long');
  expect(await dialog.locator('[name=description]').inputValue()).toBe('My own words');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await second.page.getByText('My own words').waitFor();
  await second.page.getByRole('heading', { name: 'Waiting too long' }).waitFor();
  expect([...first.faults, ...second.faults]).toEqual([]);
  await first.context.close();
  await second.context.close();
});

test('[FM15] a field that both changed shows both values, and its writer decides', async () => {
  const first = await openLead();
  const second = await openLead();
  await openAddIssue(first.page);
  const add = first.page.getByRole('dialog');
  await add.locator('[name=title]').fill('Calls that circle');
  await add.locator('[name=description]').fill('As it was');
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  await first.page.waitForURL(/issues\/\w+/);
  await second.page.goto(first.page.url());
  for (const { page } of [first, second]) await page.getByRole('button', { name: 'Edit' }).click();
  await first.page.getByRole('dialog').locator('[name=title]').fill('Calls go round');
  await first.page.getByRole('dialog').locator('[name=description]').fill('Their words');
  await first.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await first.page.getByRole('dialog').waitFor({ state: 'detached' });

  const dialog = second.page.getByRole('dialog');
  await dialog.locator('[name=title]').fill('Calls circle');
  await dialog.locator('[name=description]').fill('My words');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Yours: Calls circle. Now: Calls go round.').waitFor();
  await dialog.getByText('Yours: My words. Now: Their words.').waitFor();
  expect(await dialog.locator('[name=description]').inputValue()).toBe('My words');
  await dialog.getByRole('button', { name: 'Take Calls go round' }).click();
  expect(await dialog.locator('[name=title]').inputValue()).toBe('Calls go round');
  expect(await second.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title');
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await dialog.getByText('while you wrote').waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await second.page.getByText('My words').waitFor();
  await second.page.getByRole('heading', { name: 'Calls go round' }).waitFor();
  expect([...first.faults, ...second.faults]).toEqual([]);
  await first.context.close();
  await second.context.close();
});

test('[FM4] [FM12] a form that the newer state takes away says why, until it is read', async () => {
  const first = await openLead();
  const second = await openLead();
  await first.page.goto('/workshop/new');
  await first.page.getByLabel('Title').fill('Two who show somebody out');
  await first.page.getByLabel('Problem or goal').fill('Waiting');
  await first.page.getByRole('button', { name: 'Create the workshop' }).click();
  await first.page.getByRole('link', { name: 'Open the board' }).waitFor();
  await first.page.goto(`${first.page.url()}/people`);
  const address = first.page.url();
  const code =
    (await first.page
      .getByText(/^[A-Z0-9]{4}-?[A-Z0-9]{4}$/)
      .first()
      .textContent()) ?? '';
  const guest = await openPerson(browser, server.address);
  await joinAsGuest(guest.page, `/join/${code}`, 'Gustav');
  const remove = (page: Page) => page.getByRole('button', { name: 'Show out: Gustav' });
  const confirm = (page: Page) =>
    page.getByRole('dialog').getByRole('button', { name: 'Show out', exact: true });
  for (const { page } of [first, second]) {
    await page.goto(address);
    await remove(page).click();
    await page.getByText('Gustav leaves the workshop at once').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await confirm(page).waitFor({ state: 'detached' });
    await remove(page).click();
    await confirm(page).waitFor();
  }
  await confirm(first.page).click();
  await remove(first.page).waitFor({ state: 'detached' });

  await confirm(second.page).click();
  await remove(second.page).waitFor({ state: 'detached' });
  const message = second.page.locator('.toast.danger');
  expect(await message.locator('span').textContent()).not.toBe('');
  await message.getByRole('button', { name: 'Close' }).click();
  await message.waitFor({ state: 'detached' });
  for (const { context, faults } of [first, second, guest]) {
    expect(faults).toEqual([]);
    await context.close();
  }
});

test('[FM5] [FM6] Escape, a link and a reload throw nothing away; what was sent is not offered again', async () => {
  const { page, context } = await openLead();
  await openAddIssue(page);
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=description]').fill('Half a thought');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Add an issue' }).click();
  await dialog.getByText('and did not send it').waitFor();
  expect(await dialog.locator('[name=description]').inputValue()).toBe('Half a thought');

  await page.reload();
  await page.getByRole('button', { name: 'Add an issue' }).click();
  await dialog.getByText('and did not send it').waitFor();
  await dialog.locator('[name=title]').fill('A whole thought');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForURL(/issues\/\w+/);
  await page.getByText('Half a thought').waitFor();
  await openAddIssue(page);
  await dialog.locator('[name=title]').fill('x');
  expect(await dialog.locator('[name=description]').inputValue()).toBe('');

  await dialog.locator('[name=description]').fill('Thrown away');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add an issue' }).click();
  await dialog.getByRole('button', { name: 'Discard it' }).click();
  expect(await dialog.locator('[name=description]').inputValue()).toBe('');
  await context.close();
});

test('[FM7] a session that ended is said in the form, leads to signing in and back, and the text is there', async () => {
  const { page, context } = await openLead();
  await page.goto('/projects/new');
  await page.locator('[name=title]').fill('Written for half an hour');
  await page.locator('[name=aim]').fill('A long aim');
  for (const name of ['ownerId', 'deputyId']) await page.locator(`[name=${name}]`).selectOption({ index: 1 });
  await page.locator('[name=budget]').fill('1000');
  await page.locator('[name=endsOn]').fill('2099-01-01');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByText('Your session has ended').waitFor();
  expect(await page.locator('[name=title]').inputValue()).toBe('Written for half an hour');
  await page.getByRole('link', { name: 'Sign in and come back' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('anna@example.org');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL('**/projects/new');
  await page.getByText('and did not send it').waitFor();
  expect(await page.locator('[name=aim]').inputValue()).toBe('A long aim');
  await context.close();
});

test.each([
  [
    'a proxy refuses with a page of its own',
    { status: 403, contentType: 'text/html', body: '<h1>Forbidden</h1>' },
  ],
  [
    'a proxy refuses with JSON of its own',
    { status: 502, contentType: 'application/json', body: '{"message":"x"}' },
  ],
  ['there is no network', null],
])('[FM8] when %s, the form says so and keeps the text', async (_what, answer) => {
  const { page, context } = await openLead();
  await openAddIssue(page);
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=title]').fill('Into nowhere');
  await page.route('**/issues?/add', (route) => (answer ? route.fulfill(answer) : route.abort()));
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('This did not reach Herringbone').waitFor();
  expect(await dialog.locator('[name=title]').inputValue()).toBe('Into nowhere');
  await page.unroute('**/issues?/add');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForURL(/issues\/\w+/);
  await context.close();
});

test('[FM6] signing out erases what was typed, and a password is never kept', async () => {
  const { page, context } = await openLead();
  await openAddIssue(page);
  await page.getByRole('dialog').locator('[name=title]').fill('Left behind');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Anna Admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await page.locator('input[name=password]').fill('never kept');
  expect(await draftsOn(page)).toEqual([]);
  await context.close();
});

/** Everything that the device keeps of forms. */
function draftsOn(page: Page): Promise<unknown[]> {
  return page.evaluate(
    () =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open('herringbone-drafts');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => resolve(all.result);
        };
      }),
  );
}

test('[FM9] a dialog opens with the cursor in its first field, and the palette takes typing at once', async () => {
  const { page, context } = await openLead();
  await openAddIssue(page);
  await page.keyboard.type('Typed at once');
  expect(await page.getByRole('dialog').locator('[name=title]').inputValue()).toBe('Typed at once');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('proj');
  expect(await page.getByRole('combobox').inputValue()).toBe('proj');
  await context.close();
});

test('[FM11] the palette finds pages, actions and titles of what its reader may see', async () => {
  const lead = await openLead();
  await openAddIssue(lead.page);
  await lead.page.getByRole('dialog').locator('[name=title]').fill('Kolejka na łączu');
  await lead.page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await lead.page.waitForURL(/issues\/\w+/);
  const { pathname } = new URL(lead.page.url());
  await lead.page.getByRole('link', { name: 'Home' }).click();
  await lead.page.waitForURL('**/home');
  await lead.page.keyboard.press('Control+k');
  await lead.page.keyboard.type('lacz kol');
  await lead.page
    .getByRole('option')
    .filter({ hasText: /Kolejka na łączu\s*Issue/ })
    .waitFor();
  await lead.page.keyboard.press('Enter');
  await lead.page.waitForURL(`**${pathname}`);
  await lead.page.keyboard.press('Control+k');
  await lead.page.keyboard.type('add an issue');
  await lead.page.keyboard.press('Enter');
  await lead.page.getByRole('dialog', { name: 'Add an issue' }).waitFor();
  expect((await fetch(new URL('/api/search?q=kolejka', server.address), { redirect: 'manual' })).status).toBe(
    303,
  );
  expect(lead.faults).toEqual([]);
  await lead.context.close();
});

test('[FM16] [PE15] departments that were merged come apart by one press', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await signIn(page, 'anna@example.org');
  await page.goto('/people/departments');
  for (const name of ['Care', 'Service']) {
    await page.getByRole('button', { name: 'Add a department' }).click();
    await page.getByLabel('Name of the department').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Edit: Service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change department' });
  await dialog.getByLabel('Into').selectOption({ label: 'Care' });
  await dialog.getByRole('button', { name: 'Show what changes' }).click();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await page.getByRole('button', { name: 'Edit: Service' }).waitFor({ state: 'detached' });
  await page.getByText('The departments are merged.').waitFor();
  // It is offered on whatever page one is by then.
  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await page.getByRole('link', { name: 'Add a person' }).waitFor();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByText('The department is back, and nobody with it.').waitFor();
  await page.goto('/people/departments');
  await page.getByRole('button', { name: 'Edit: Service' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('[PE14] switching somebody off shows what follows and asks who takes over', async () => {
  const { page, context, faults } = await openPerson(browser, server.address);
  await signIn(page, 'anna@example.org');
  for (const name of ['Olga Off', 'Ewa Next'])
    await addPersonByForm(page, { name, email: `${name.split(' ')[0]?.toLowerCase()}@example.org` });
  await page.goto('/projects/new');
  await page.locator('[name=title]').fill('Handed over');
  await page.getByLabel('Aim').fill('Customers reach a person');
  await page.getByLabel('Owner').selectOption({ label: 'Olga Off' });
  await page.getByLabel('Deputy').selectOption({ label: 'Anna Admin' });
  await page.getByLabel('Budget').fill('1.234,50');
  await page.getByLabel('Ends').fill('2099-06-30');
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByText('PLN 1,234.50').waitFor();
  const project = new URL(page.url()).pathname;
  await page.goto('/people');
  await page.getByRole('link', { name: 'Olga Off' }).click();
  await page.getByRole('link', { name: 'Switch off' }).click();
  await page.getByRole('link', { name: 'Owner of the project “Handed over”' }).waitFor();
  await page.getByLabel('Who takes over').selectOption({ label: 'Anna Admin' });
  await page.getByRole('button', { name: 'Switch the account off' }).click();
  await page.getByText('already is owner or deputy of “Handed over”').waitFor();
  await page.getByLabel('Who takes over').selectOption({ label: 'Ewa Next' });
  await page.getByRole('button', { name: 'Switch the account off' }).click();
  await page.waitForURL('**/people');
  await page.goto(project);
  await page.getByText('Ewa Next').first().waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

const status = (page: Page) => page.locator('[data-status]');

test('[FM19] how things stand is said in one place: saving, saved, and nothing of what was saved elsewhere', async () => {
  const { page, context } = await openLead();
  await openAddIssue(page);
  const heading = page.getByRole('heading', { level: 1 });
  const before = await heading.boundingBox();
  expect(await status(page).getAttribute('data-status')).toBe('idle');
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=title]').fill('Slow letters');
  const post = await holdPost(page);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('[data-status=saving]').waitFor();
  expect(await heading.boundingBox()).toEqual(before);
  post.go();
  await page.waitForURL(/issues\/\w+/);
  await page.locator('[data-status=saved]').getByText('Saved').waitFor();
  await page.getByRole('link', { name: 'Issues', exact: true }).first().click();
  await page.locator('[data-status=idle]').waitFor({ state: 'attached' });
  await context.close();
});

test('[FM19] without a network a text waits, on every page, until it is sent or discarded', async () => {
  const { page, context } = await openLead();
  await openAddIssue(page);
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name=title]').fill('Typed on a train');
  await context.setOffline(true);
  await page.locator('[data-status=offline]').getByText('Offline', { exact: true }).first().waitFor();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('[data-status=offline]').getByText('Offline, 1 answer not sent').first().waitFor();
  await context.setOffline(false);
  await page.goto('/projects');
  await page.getByRole('button', { name: '1 answer not sent' }).click();
  const list = page.getByRole('dialog', { name: '1 answer not sent' });
  await list.getByText('Typed on a train').waitFor();
  await list.getByRole('link', { name: 'Issues' }).click();
  await page.waitForURL(/\/issues$/);
  await page.getByRole('button', { name: 'Add an issue' }).click();
  const again = page.getByRole('dialog', { name: 'Add an issue' });
  await expect.poll(() => again.locator('[name=title]').inputValue()).toBe('Typed on a train');
  await again.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForURL(/issues\/\w+/);
  await page.locator('[data-status=saved]').waitFor();

  await openAddIssue(page);
  await page.getByRole('dialog').locator('[name=title]').fill('Never to be sent');
  await context.setOffline(true);
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('[data-status=offline]').getByText('Offline, 1 answer not sent').first().waitFor();
  await context.setOffline(false);
  await page.goto('/projects');
  await page.getByRole('button', { name: '1 answer not sent' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard it' }).click();
  await page.locator('[data-status=idle]').waitFor({ state: 'attached' });
  await context.close();
});
