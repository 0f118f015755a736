import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atRest, launchBrowser, openPerson, PASSWORD } from './harness.ts';
import type { Visitor } from './presses/press.ts';
import { openWorld, signInAs, type World } from './presses/world.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function open({ cookie }: Pick<Visitor, 'cookie'>, path: string): Promise<Page> {
  const { address } = world.running;
  const opened = await openPerson(browser, address);
  await opened.context.addCookies(
    cookie.split('; ').map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name, value: value.join('='), url: address };
    }),
  );
  await opened.page.goto(path);
  await atRest(opened.page);
  return opened.page;
}

test('[CX15] [CX16] [CX17] a lead proposes a standard, two directors approve it, and an employee reads it', async () => {
  const { app } = world.running;
  const { id: departmentId } = (await app.people.listDepartments(world.maker.actor)).find(
    ({ part }) => part === 'customer-service',
  ) ?? { id: '' };
  const other = await signInAs(app, {
    ...{ name: 'Second director', email: 'second.director@example.org', roles: ['director'], departmentId },
  });

  const lead = await open(world.visitor('lead'), '/people/team/standards');
  await lead.getByRole('link', { name: 'New standard' }).click();
  await lead.getByLabel('Title').fill('How we answer');
  await lead.getByLabel('Text').fill('# In one day\n\n- by **name**\n- in plain words');
  await lead.getByRole('button', { name: 'Save the draft' }).click();
  await lead.getByRole('button', { name: 'Ask for approval' }).click();
  await lead.getByRole('heading', { name: 'Version 1 waits for both directors' }).waitFor();
  const path = new URL(lead.url()).pathname;

  // What is not in force is not there for whoever only reads.
  const employee = await open(world.visitor('employee'), '/people/team/standards');
  await employee.getByText('No communication standard yet').waitFor();

  for (const [visitor, after] of [
    [world.visitor('director'), 'approved: director'],
    [other, 'Version 1, in force'],
  ] as const) {
    const page = await open(visitor, path);
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('Your signature is stored.').waitFor();
    await page.getByText(after).first().waitFor();
  }

  await employee.reload();
  await atRest(employee);
  await employee.getByRole('link', { name: 'How we answer' }).click();
  await employee.getByRole('heading', { name: 'Version 1, in force' }).waitFor();
  await employee.getByRole('heading', { name: 'In one day' }).waitFor();
  expect(await employee.locator('.markdown li').allTextContents()).toEqual(['by name', 'in plain words']);
  await employee.getByText('approved: Second director').waitFor();
  expect(await employee.getByRole('button', { name: 'Ask for approval' }).count()).toBe(0);
}, 120_000);
