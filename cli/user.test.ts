import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from '#server/app.ts';
import { makeCliScene, type CliScene } from './cli-scene.ts';
import { userCommand } from './user.ts';

let scene: CliScene;
let app: App | undefined;

beforeEach(() => {
  scene = makeCliScene();
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  scene.remove();
});

/** The server of this data folder, running beside the command line. */
async function startServer(): Promise<App> {
  app = await scene.openApp();
  await scene.setUp(app);
  return app;
}

const PASSWORD = 'a longer pass phrase';
const visit = { headers: new Headers(), isHttps: false, address: '10.0.0.1' };

test('[PE4] a person who is added while the server runs takes the printed link to an account', async () => {
  const server = await startServer();
  const { code, out } = await scene.run(
    userCommand,
    'add',
    'Ola@Example.org',
    'Ola Nowak',
    '--role',
    'lead',
    '--role',
    'analyst',
    '--json',
  );
  expect(code).toBe(0);
  const added = JSON.parse(out);
  expect(added).toEqual({
    id: expect.any(String),
    email: 'ola@example.org',
    name: 'Ola Nowak',
    roles: expect.arrayContaining(['lead', 'analyst']),
    invitation: expect.stringMatching(/^\/invite\/[\w-]{27}$/),
  });
  const token = added.invitation.slice('/invite/'.length);
  await server.access.acceptInvitation({ token, password: PASSWORD });
  await server.access.signIn({ email: 'ola@example.org', password: PASSWORD }, visit);
});

test('with PUBLIC_URL the link is whole, and a page for people says how long it is good', async () => {
  await startServer();
  scene.environment.PUBLIC_URL = 'https://cx.example.org';
  const { code, out } = await scene.run(userCommand, 'add', 'ola@example.org', 'Ola');
  expect(code).toBe(0);
  expect(out).toMatch(
    /^Ola <ola@example\.org> is added, no further role\.\nInvitation link, good once within 14 days: https:\/\/cx\.example\.org\/invite\/[\w-]{27}\n$/,
  );
});

test('[PE10] a mail that cannot be sent is told beside the link', async () => {
  await startServer();
  Object.assign(scene.environment, {
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'https://cx.example.org',
  });
  const { code, out, err } = await scene.run(userCommand, 'reset', 'ada@example.org');
  expect([code, out]).toEqual([0, expect.stringContaining('https://cx.example.org/invite/')]);
  expect(err).toMatch(/^An invitation could not be mailed: .*ECONNREFUSED/);
});

test('[PE1] user role replaces the roles and says what they were', async () => {
  await startServer();
  await scene.run(userCommand, 'add', 'ola@example.org', 'Ola', '--role', 'lead');
  const { code, out } = await scene.run(userCommand, 'role', 'OLA@example.org', 'director', 'mentor');
  expect([code, out]).toEqual([0, 'Ola <ola@example.org>: roles director, mentor (before: roles lead).\n']);
  const json = await scene.run(userCommand, 'role', 'ola@example.org', 'employee', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ roles: ['employee'], before: ['director', 'mentor'] });
});

test('[PE6] the last active admin keeps the role', async () => {
  await startServer();
  const { code, err } = await scene.run(userCommand, 'role', 'ada@example.org', 'lead');
  expect([code, err]).toEqual([
    1,
    'There must be at least one active administrator. Make somebody else one first.\n',
  ]);
});

test('[PE5] user reset: the new link sets a new password, and the sessions of the old one end', async () => {
  const server = await startServer();
  const old = { email: 'ada@example.org', password: 'correct horse battery' };
  const [cookie = ''] = await server.access.signIn(old, visit);
  const { out } = await scene.run(userCommand, 'reset', 'ada@example.org', '--json');
  const token = JSON.parse(out).invitation.slice('/invite/'.length);
  await server.access.acceptInvitation({ token, password: PASSWORD });
  await expect(server.access.signIn(old, visit)).rejects.toMatchObject({ reason: 'access.wrongPassword' });
  await server.access.signIn({ ...old, password: PASSWORD }, visit);
  const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' });
  expect((await server.identify(headers, false)).actor.kind).toBe('nobody');
});

test('what cannot be done is 1 and says why', async () => {
  const before = await scene.run(userCommand, 'add', 'ola@example.org', 'Ola');
  expect([before.code, before.err]).toEqual([1, expect.stringContaining('not set up yet')]);
  await startServer();
  const attempts = await Promise.all([
    scene.run(userCommand, 'add', 'ada@example.org', 'Another Ada'),
    scene.run(userCommand, 'add', 'not-an-address', 'Ola'),
    scene.run(userCommand, 'role', 'ola@example.org', 'lead'),
    scene.run(userCommand, 'reset', 'ola@example.org'),
  ]);
  expect(attempts.map(({ code, out, err }) => [code, out, err])).toEqual([
    [1, '', 'email: Somebody with this e-mail is already here.\n'],
    [1, '', 'email: This does not look like an e-mail address.\n'],
    [1, '', 'Nobody here has the e-mail ola@example.org.\n'],
    [1, '', 'Nobody here has the e-mail ola@example.org.\n'],
  ]);
});

test('a wrong environment is 1 and names the variable', async () => {
  scene.environment.PORT = 'eighty';
  const { code, err } = await scene.run(userCommand, 'reset', 'ada@example.org');
  expect([code, err]).toEqual([1, expect.stringContaining('PORT is "eighty"')]);
});

test('bad usage is 2 and says how', async () => {
  const attempts = await Promise.all([
    scene.run(userCommand),
    scene.run(userCommand, 'remove', 'ada@example.org'),
    scene.run(userCommand, 'add', 'ola@example.org'),
    scene.run(userCommand, 'add', 'ola@example.org', 'Ola', 'Nowak'),
    scene.run(userCommand, 'add', 'ola@example.org', 'Ola', '--role', 'chief'),
    scene.run(userCommand, 'role', 'ola@example.org'),
    scene.run(userCommand, 'reset', 'ola@example.org', '--role', 'lead'),
    scene.run(userCommand, 'reset', '--force'),
  ]);
  for (const { code, err } of attempts) {
    expect(code).toBe(2);
    expect(err).toContain('usage: herringbone user add EMAIL NAME');
  }
  expect(attempts[3]?.err).toContain('Put the name in quotation marks: "Ola Nowak".');
});
