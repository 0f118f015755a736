import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#lib/people/person.ts';
import type { Stage } from '#lib/workshop/step.ts';
import type { App } from '#server/app.ts';
import { demoEmail } from '#server/demo/build-demo.ts';
import { CAST } from '#server/demo/story.ts';
import { serve, type Running } from '#server/serve.ts';
import { moveTo } from '../workshop-steps.ts';
import { PASSWORD } from './harness.ts';
import { prepareDemoPages } from './pages.ts';

/** The demo's open workshop with guests in it, on a server in this process: what happens there is commanded. */
export interface WallScene {
  /** Changes with a restart. */
  readonly running: Running;
  readonly app: App;
  lead: Actor;
  workshopId: string;
  guests: readonly Actor[];
  move(stage: Stage): Promise<void>;
  /** Opens a wall; its path. */
  open(): Promise<string>;
  show(slide: string): Promise<void>;
  /** Ends the server and starts it again, at the same place. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const ENVIRONMENT = { HOST: '127.0.0.1', LOG_LEVEL: 'error' };

export async function openWallScene(departments: readonly string[]): Promise<WallScene> {
  const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-wall-'));
  const pages = await prepareDemoPages(dataDir, PASSWORD);
  const start = (PORT: string): Promise<Running> =>
    serve({ environment: { ...ENVIRONMENT, PORT, DATA_DIR: dataDir }, isDevelopment: false });
  let running = await start('0');
  const { app } = running;
  const workshopId =
    /workshop\/([^/]+)/.exec(pages.find(({ name }) => name === 'workshop')?.path ?? '')?.[1] ?? '';
  const lead = await findLead(app);
  const { workshop } = await app.workshop.getWorkshop(lead, workshopId);
  const guests: Actor[] = [];
  for (const [i, department] of departments.entries()) {
    const form = { code: workshop.joinCode, name: `Gość ${i + 1}`, department };
    const { token } = await app.workshop.joinAsGuest(form, { locale: 'pl', address: `10.9.${i}.1` });
    const guest = await app.workshop.guestOf(token);
    if (guest) guests.push(guest);
  }
  return {
    get running() {
      return running;
    },
    get app() {
      return running.app;
    },
    ...{ lead, workshopId, guests },
    move: (stage) => moveTo(running.app, lead, workshopId, stage),
    async restart() {
      const { port } = new URL(running.address);
      await running.close();
      running = await start(port);
    },
    async open() {
      const { code } = await running.app.workshop.openWall(lead, { workshopId });
      return `/wall/${code}`;
    },
    show: (slide) => running.app.workshop.showOnWall(lead, { workshopId, slide }),
    async close() {
      await running.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function findLead(app: App): Promise<Actor> {
  const member = CAST.find(({ key }) => key === 'lead');
  const people = await app.people.listPeople({ kind: 'system', name: 'wall' });
  const person = people.find(({ email }) => member && email === demoEmail(member));
  if (!person) throw new Error('The demo has no lead.');
  return { kind: 'person', ...person, sessionId: null };
}
