import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Role, Standing } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import type { App } from '#server/app.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { serve, type Running } from '#server/serve.ts';
import { CHEAP_HASHER } from '../../cheap-hasher.ts';
import { PATIENCE_MS } from '../../patience.ts';
import { copyMigrated, stopWaitingForDisk } from '../../test-database.ts';
import { pinTestInsight } from '../../test-insight.ts';
import { uploadWave } from '../../upload-wave.ts';
import { PASSWORD } from '../harness.ts';
import type { Visitor } from './press.ts';
import { watchTables, type WrittenRows } from './written-rows.ts';

export const SYSTEM: Actor = { kind: 'system', name: 'press' };

export const STANDINGS: readonly Standing[] = [
  'nobody',
  'guest',
  'employee',
  'mentor',
  'director',
  'analyst',
  'lead',
  'admin',
];

/** A lead with every other role as well, who is in nothing: whose object it is counts, too. */
const OUTSIDER_ROLES = ['mentor', 'director', 'analyst', 'lead', 'admin'] as const;
/** Makes what is pressed on; no director, who could not sign what they made. */
const MAKER_ROLES = ['admin', 'lead', 'analyst', 'mentor'] as const;

/** How often one looks whether a mail is out: hundreds are waited for. */
const MAIL_LOOK_MS = 5;

/** Answers of a survey of which a published table can be made. */
const CHANNELS = ['phone', 'chat'].flatMap((channel) => Array.from({ length: 20 }, () => channel));

/** An organisation with somebody of every standing, on a server of its own. */
export class World {
  readonly running: Running;
  readonly maker: PersonVisitor;
  readonly outsider: PersonVisitor;
  readonly #visitors: ReadonlyMap<Standing, Visitor>;
  readonly #folders: string[];
  readonly #sink: SmtpSink;
  readonly #others: Running[] = [];
  readonly #rows = new Map<Running, () => Promise<WrittenRows>>();
  #count = 0;
  #weeks = 0;
  #published: Promise<{ waveId: string; insightIds: readonly [string, string] }> | undefined;

  constructor(parts: WorldParts) {
    this.running = parts.running;
    this.maker = parts.maker;
    this.outsider = parts.outsider;
    this.#visitors = parts.visitors;
    this.#folders = [parts.dataDir];
    this.#sink = parts.sink;
  }

  get app(): App {
    return this.running.app;
  }

  visitor(standing: Standing): Visitor {
    const visitor = this.#visitors.get(standing);
    if (!visitor) throw new Error(`There is no ${standing}.`);
    return visitor;
  }

  /** A name that nothing has yet. */
  fresh(word = 'Press'): string {
    return `${word} ${this.count()}`;
  }

  /** A number that came to nobody yet. */
  count(): number {
    return ++this.#count;
  }

  /** A Monday whose week nobody has planned for: nobody is at two places at the same hours. */
  freshMonday(): string {
    return Temporal.PlainDate.from('2080-01-01').add({ weeks: ++this.#weeks }).toString();
  }

  /** Somebody new, without an account. */
  async newPerson(roles: readonly Role[] = [], departmentId = ''): Promise<string> {
    const email = `p${this.count()}@example.org`;
    return this.app.people.addPerson(SYSTEM, { name: this.fresh('Person'), email, departmentId, roles });
  }

  /** Somebody new who is signed in with `PASSWORD`. */
  newAccount(roles: readonly Role[] = []): Promise<Omit<PersonVisitor, 'name'>> {
    const email = `a${this.count()}@example.org`;
    return signInAs(this.app, { name: this.fresh('Person'), email, roles });
  }

  /** Another session of somebody with `PASSWORD`. */
  signInAgain({ actor }: Pick<PersonVisitor, 'actor'>): Promise<Omit<PersonVisitor, 'name'>> {
    return openSession(this.app, actor.email);
  }

  /** The token of the last link to a page that was mailed to an address. */
  async linkTo(address: string, path: string): Promise<string> {
    const link = new RegExp(`${path}(\\S+)`);
    const found = (): string | undefined =>
      this.#sink.mails
        .filter(({ to }) => to.includes(`<${address}>`))
        .flatMap(({ text }) => link.exec(text)?.[1] ?? [])
        .at(-1);
    await expect.poll(found, { timeout: PATIENCE_MS }).toBeDefined();
    return found() ?? '';
  }

  /** A wave with published tables and two figures of it; what nobody changes is made once. */
  published(): Promise<{ waveId: string; insightIds: readonly [string, string] }> {
    return (this.#published ??= this.#publish());
  }

  async #publish(): Promise<{ waveId: string; insightIds: readonly [string, string] }> {
    const { survey, jobs } = this.app;
    const { actor } = this.maker;
    const waiting = CHANNELS.map((_, index) => String(2 + (index % 3)));
    const waveId = await uploadWave(this.app, actor, {
      channel: CHANNELS,
      waiting,
      waveName: this.fresh('Published'),
    });
    await survey.publishWave(actor, { waveId, segments: ['Channel'], figureThreshold: '5' });
    await jobs.settled();
    const insightId = await survey.pinInsight(actor, {
      waveId,
      question: { column: 'Waiting', label: 'Waiting', kind: 'mean', segment: null, weight: null },
      title: this.fresh('Waiting'),
      value: 3,
      interval: [2, 4],
      n: 40,
    });
    return { waveId, insightIds: [insightId, await pinTestInsight(this.app, actor)] };
  }

  /** Which rows were written since this was asked last; by work in the background, too. */
  async written(at: Running = this.running): Promise<WrittenRows> {
    await at.app.jobs.settled();
    let rows = this.#rows.get(at);
    if (!rows) {
      rows = await watchTables(at.app.database.db);
      this.#rows.set(at, rows);
    }
    return rows();
  }

  /** A server that nobody has set up, beside this one. */
  async openAnother(): Promise<Running> {
    const { running, dataDir } = await startServer({});
    await stopWaitingForDisk(running.app.database);
    this.#folders.push(dataDir);
    this.#others.push(running);
    return running;
  }

  async close(): Promise<void> {
    for (const running of [...this.#others, this.running]) await running.close();
    await this.#sink.close();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}

export interface PersonVisitor extends Visitor {
  actor: Extract<Actor, { kind: 'person' }>;
}

interface WorldParts {
  running: Running;
  dataDir: string;
  sink: SmtpSink;
  maker: PersonVisitor;
  outsider: PersonVisitor;
  visitors: ReadonlyMap<Standing, Visitor>;
}

export async function openWorld(): Promise<World> {
  const sink = await openSmtpSink();
  const { running, dataDir } = await startServer({
    SMTP_URL: sink.url,
    PUBLIC_URL: 'https://press.example.org',
  });
  const { access, people, workshop } = running.app;
  await stopWaitingForDisk(running.app.database);
  await running.app.schedule.close(); // what is written here was pressed
  await access.setUp({
    token: await access.renewSetUpToken(),
    organisation: 'Press',
    name: 'First',
    email: 'first@example.org',
    password: PASSWORD,
    locale: 'en',
  });
  const marketing = await people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' });
  const service = await people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' });
  // A project needs somebody to sign for either part, whoever of the world has a hand in it.
  for (const [name, departmentId] of [
    ['Marek', marketing],
    ['Sara', service],
  ] as const) {
    const email = `${name.toLowerCase()}@example.org`;
    await people.addPerson(SYSTEM, { name, email, departmentId, roles: ['director'] });
  }
  const withAccounts = [
    'employee',
    'mentor',
    'director',
    'analyst',
    'lead',
    'admin',
    'outsider',
    'maker',
  ] as const;
  const signedIn = await Promise.all(
    withAccounts.map(async (name): Promise<PersonVisitor> => {
      const departmentId = name === 'director' ? marketing : '';
      const member = { name, email: emailOf(name), roles: rolesOf(name), departmentId };
      return { name, ...(await signInAs(running.app, member)) };
    }),
  );
  const [employee, mentor, director, analyst, lead, admin, outsider, maker] = signedIn;
  if (!employee || !mentor || !director || !analyst || !lead || !admin || !outsider || !maker)
    throw new Error('Somebody could not sign in.');
  // Who is a guest is one somewhere; where their object is a workshop they come into that.
  const workshopId = await workshop.createWorkshop(maker.actor, {
    title: 'Elsewhere',
    problem: 'Elsewhere',
    goal: 'Know why',
    template: '5m',
    language: 'en',
  });
  const guest = await joinAsGuest(running.app, maker.actor, workshopId, '10.1.1.1');
  const visitors = new Map<Standing, Visitor>([
    ['nobody', { name: 'nobody', cookie: '', actor: { kind: 'nobody' } }],
    ['guest', guest],
    ['employee', employee],
    ['mentor', mentor],
    ['director', director],
    ['analyst', analyst],
    ['lead', lead],
    ['admin', admin],
  ]);
  return new World({ running, dataDir, sink, maker, outsider, visitors });
}

async function startServer(
  environment: Record<string, string>,
): Promise<{ running: Running; dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-press-'));
  copyMigrated(dataDir);
  const own = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  const running = await serve({
    environment: { ...own, ...environment },
    isDevelopment: false,
    hasher: CHEAP_HASHER,
  });
  return { running, dataDir };
}

type Name = Exclude<Visitor['name'], 'nobody' | 'guest'>;

function rolesOf(name: Name): readonly Role[] {
  if (name === 'employee') return [];
  if (name === 'outsider') return OUTSIDER_ROLES;
  return name === 'maker' ? MAKER_ROLES : [name];
}

/** The address with which somebody of the world signs in. */
export const emailOf = (name: Name): string => `${name}@example.org`;

/** Somebody new of the organisation, who is signed in. */
export async function signInAs(
  app: App,
  {
    name,
    email,
    roles,
    departmentId = '',
  }: { name: string; email: string; roles: readonly Role[]; departmentId?: string },
): Promise<Omit<PersonVisitor, 'name'>> {
  const id = await app.people.addPerson(SYSTEM, { name, email, departmentId, roles });
  await app.access.acceptInvitation({ token: await app.access.invite(SYSTEM, id), password: PASSWORD });
  await invitationMailed(app, id);
  return openSession(app, email);
}

/** Waits until it is written down what became of somebody's invitation: it is mailed after the answer. */
export async function invitationMailed({ config, database }: App, personId: string): Promise<void> {
  if (config.smtpUrl === undefined) return; // nothing is mailed there

  const waiting = () =>
    database.db
      .selectFrom('invitation')
      .select('id')
      .where('person_id', '=', personId)
      .where('mail_state', 'is', null)
      .execute();
  while ((await waiting()).length > 0) await pause(MAIL_LOOK_MS);
}

async function openSession(app: App, email: string): Promise<Omit<PersonVisitor, 'name'>> {
  const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
  const cookie = (await app.access.signIn({ email, password: PASSWORD }, visit))
    .map((line) => line.split(';')[0])
    .join('; ');
  const { actor } = await app.identify(new Headers({ cookie }), false);
  if (actor.kind !== 'person') throw new Error(`${email} is not signed in.`);
  return { cookie, actor };
}

/** Somebody without an account, in one workshop. */
export async function joinAsGuest(
  app: App,
  lead: Actor,
  workshopId: string,
  address: string,
): Promise<Visitor> {
  const { joinCode } = (await app.workshop.getWorkshop(lead, workshopId)).workshop;
  const form = { code: joinCode, name: 'Guest', department: 'IT' };
  const { token } = await app.workshop.joinAsGuest(form, { locale: 'en', address });
  const cookie = `herringbone.guest=${token}`;
  return { name: 'guest', cookie, actor: (await app.identify(new Headers({ cookie }), false)).actor };
}
