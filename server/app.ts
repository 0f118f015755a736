import type { IncomingMessage } from 'node:http';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import * as access from './access/commands.ts';
import * as notices from './access/account-notices.ts';
import { createAccounts } from './access/accounts.ts';
import { identifyPerson, readCookie, type Identity } from './access/actor.ts';
import { RateLimit } from './access/rate-limit.ts';
import { ensureCookieKey } from './access/secrets.ts';
import { signIn } from './access/sign-in-commands.ts';
import { authoriseSocket } from './authorise.ts';
import { bind } from './bind.ts';
import type { Config } from './config.ts';
import type { Clock, Context, Log } from './context.ts';
import { openDatabase } from './database/database.ts';
import { EventBus } from './events.ts';
import { createHealth } from './health.ts';
import * as issues from './issues/commands.ts';
import * as issueLists from './issues/list-commands.ts';
import { ISSUE_DEPARTURE } from './issues/departure.ts';
import { Jobs } from './jobs.ts';
import { createMail } from './notify/mail.ts';
import * as people from './people/commands.ts';
import * as departments from './people/department-commands.ts';
import { PEOPLE_DEPARTURE } from './people/departure.ts';
import { listConsequences, switchOff } from './people/switch-off-commands.ts';
import { findOrganisation, findPerson } from './people/store.ts';
import * as approvals from './projects/approval-commands.ts';
import * as projects from './projects/commands.ts';
import { PROJECT_DEPARTURE } from './projects/departure.ts';
import { Presses, type Press } from './requests/presses.ts';
import { createRooms } from './rooms.ts';
import * as shifts from './shifts/commands.ts';
import { SHIFT_DEPARTURE } from './shifts/departure.ts';
import * as survey from './survey/commands.ts';
import { SURVEY_DEPARTURE } from './survey/departure.ts';
import * as imports from './survey/import/import-commands.ts';
import { resumeDisclosures } from './survey/published/disclosure-commands.ts';
import * as insights from './survey/insights/insight-commands.ts';
import * as publications from './survey/published/publication-commands.ts';
import * as tags from './survey/comments/tag-commands.ts';
import * as uploads from './survey/import/upload-commands.ts';
import * as views from './survey/views/view-commands.ts';
import { createDocumentStore } from './sync/store.ts';
import { createSyncServer } from './sync/sync-server.ts';
import * as workshop from './workshop/commands.ts';
import { WORKSHOP_DEPARTURE } from './workshop/departure.ts';
import { ControlRooms } from './workshop/control-room.ts';
import * as ballots from './workshop/ballots/ballot-commands.ts';
import * as door from './workshop/join/door-commands.ts';
import * as briefs from './workshop/prepare/brief-commands.ts';
import * as evidence from './workshop/evidence/evidence-commands.ts';
import * as files from './workshop/evidence/file-commands.ts';
import * as footprints from './workshop/evidence/footprint-commands.ts';
import * as guests from './workshop/join/guest-commands.ts';
import { guestOf } from './workshop/join/guest-commands.ts';
import * as invitations from './workshop/prepare/invitation-commands.ts';
import * as packs from './workshop/prepare/pack-commands.ts';
import { documentAccess } from './workshop/participation.ts';
import * as entries from './workshop/entries/entry-commands.ts';
import * as mood from './workshop/entries/mood-commands.ts';
import * as minutes from './workshop/minutes-commands.ts';
import * as metrics from './workshop/evidence/metric-commands.ts';
import * as paper from './workshop/ballots/paper-commands.ts';
import * as preparation from './workshop/prepare/preparation-commands.ts';
import * as sessions from './workshop/prepare/session-commands.ts';
import { RecentAnswers } from './recent-results.ts';
import * as replay from './workshop/replay-commands.ts';
import * as review from './workshop/entries/review-commands.ts';
import * as seen from './workshop/seen-commands.ts';
import * as signals from './workshop/programme/signal-commands.ts';
import * as steering from './workshop/programme/steering-commands.ts';

const MINUTE_MS = 60_000;

/** The one set of live objects of a process. Pages reach it as `event.locals.app`. */
export async function createApp(options: { config: Config; log: Log; clock?: Clock }) {
  const { config, log } = options;
  const clock = options.clock ?? Date.now;
  // Tries come back with time that passed, whatever the clock on the wall was set to.
  const elapsed = options.clock ?? (() => performance.now());
  const limit = (burst: number, everyMs: number) => new RateLimit({ burst, everyMs, clock: elapsed });
  const database = await openDatabase({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    onfault: (error) => log.warn({ error }, 'A connection to the database broke'),
  });
  const accounts = await createAccounts(database.db, database.engine, await ensureCookieKey(database.db));
  const bus = new EventBus((error) => log.error({ error }, 'A listener failed'));
  const sync = createSyncServer({
    store: createDocumentStore(database),
    authorise: (request, document) => authoriseSocket(context, identify, request, document),
    address: addressOf,
    log,
    clock,
  });
  const rooms = createRooms(sync, database.db);
  const jobs = new Jobs(log);
  const presses = new Presses(database, clock);
  const mail = createMail({ ...config, log });
  const context: Context = {
    database,
    db: database.db,
    clock,
    timeZone: config.timeZone,
    log,
    bus,
    jobs,
    accounts,
    rooms,
    control: new ControlRooms(database.db, rooms),
    // A replay is some hundred kilobytes; people look at one again and again after a workshop.
    replays: new RecentAnswers(8),
    knownCauses: new RecentAnswers(500),
    departures: [
      PEOPLE_DEPARTURE,
      SURVEY_DEPARTURE,
      WORKSHOP_DEPARTURE,
      ISSUE_DEPARTURE,
      PROJECT_DEPARTURE,
      SHIFT_DEPARTURE,
    ],
    mail,
    limits: {
      // A person at their own device mistypes now and then; whoever stole it guesses 60 times an hour.
      signInByDevice: limit(10, MINUTE_MS),
      // A stranger at one address.
      signInByEmailAndAddress: limit(8, MINUTE_MS),
      // Strangers at many addresses, together; a new device of the owner's waits ten seconds at most.
      signInByEmail: limit(60, 10_000),
      // A whole company shares one address where the proxy is not named: a second each, never minutes.
      signInByAddress: limit(60, 1_000),
      // A signature asks for the password again; nobody needs more tries than this.
      proofsBySession: limit(8, MINUTE_MS),
      // Fifty people behind one hotel Wi-Fi join within a minute; a guesser of codes gets no further.
      wrongCodesByAddress: limit(100, 6_000),
      // A hall that comes in through one address.
      guestsByAddress: limit(400, 1_500),
    },
  };

  /** A person by their session, else a guest by their cookie, else nobody. */
  async function identify(headers: Headers, isHttps: boolean, isGlance = false): Promise<Identity> {
    const person = await identifyPerson(context, headers, isHttps, isGlance);
    if (person.actor.kind !== 'nobody') return person;
    const token = readCookie(headers, GUEST_COOKIE);
    const guest = token ? await guestOf(context, token) : undefined;
    return guest ? { actor: guest, cookies: [] } : person;
  }

  /** Ends the session everywhere it is live; returns the cookies that erase it. */
  async function signOut(headers: Headers, isHttps: boolean): Promise<string[]> {
    const { actor } = await identifyPerson(context, headers, isHttps);
    const cookies = await accounts.signOut(headers, isHttps);
    if (actor.kind === 'person') await rooms.recheckPerson(actor.id);
    return cookies;
  }

  /** Gives an account a new password and ends its sessions; for the command line. False when nobody has this e-mail. */
  async function resetPassword(email: string, password: string): Promise<boolean> {
    const person = await findPerson(database.db, { email });
    if (!person) return false;
    await accounts.endSessions(await accounts.ensureAccount({ ...person, password }));
    await rooms.recheckPerson(person.id);
    return true;
  }

  return {
    config,
    log,
    clock,
    bus,
    jobs,
    database,
    sync,
    identify,
    signOut,
    resetPassword,
    organisation: () => findOrganisation(database.db),
    health: createHealth(database.db, () => performance.now()),
    ...commandsOn(context),
    /** Runs the commands of one press so that they store once, however often it arrives [FM2]. */
    once: <Answer>(press: Press, work: (commands: Commands) => Promise<Answer>): Promise<Answer> =>
      presses.once(press, (claiming) => work(commandsOn({ ...context, database: claiming }))),
    async close(): Promise<void> {
      await jobs.close();
      await sync.close();
      await mail.close();
      await database.close();
    },
  };
}

/** The commands of every domain as pages call them, on one context. */
function commandsOn(context: Context) {
  return {
    access: { ...bind(context, access), ...bind(context, notices), ...bind(context, { signIn }) },
    people: {
      ...bind(context, people),
      ...bind(context, departments),
      ...bind(context, { listConsequences, switchOff }),
    },
    survey: {
      ...bind(context, survey),
      ...bind(context, uploads),
      ...bind(context, imports),
      ...bind(context, publications),
      ...bind(context, views),
      ...bind(context, insights),
      ...bind(context, tags),
      resumeDisclosures: () => resumeDisclosures(context),
    },
    workshop: {
      ...bind(context, workshop),
      ...bind(context, guests),
      ...bind(context, door),
      ...bind(context, steering),
      ...bind(context, signals),
      ...bind(context, ballots),
      ...bind(context, paper),
      ...bind(context, evidence),
      ...bind(context, entries),
      ...bind(context, mood),
      ...bind(context, files),
      ...bind(context, footprints),
      ...bind(context, minutes),
      ...bind(context, metrics),
      ...bind(context, briefs),
      ...bind(context, sessions),
      ...bind(context, packs),
      ...bind(context, invitations),
      ...bind(context, preparation),
      ...bind(context, replay),
      ...bind(context, seen),
      ...bind(context, review),
      ...bind(context, { documentAccess }),
    },
    issues: { ...bind(context, issues), ...bind(context, issueLists) },
    projects: { ...bind(context, projects), ...bind(context, approvals) },
    shifts: bind(context, shifts),
  };
}

export type Commands = ReturnType<typeof commandsOn>;
export type App = Awaited<ReturnType<typeof createApp>>;

/** The visitor's address as `http.ts` settled it before the upgrade. */
function addressOf(request: IncomingMessage): string {
  return String(request.headers['x-forwarded-for'] ?? '');
}
