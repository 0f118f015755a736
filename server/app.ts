import * as access from './access/commands.ts';
import { createAccounts } from './access/accounts.ts';
import { identify } from './access/actor.ts';
import { RateLimit } from './access/rate-limit.ts';
import { ensureCookieKey } from './access/secrets.ts';
import type { Config } from './config.ts';
import type { Clock, Context, Log } from './context.ts';
import { openDatabase } from './database/database.ts';
import { EventBus } from './events.ts';
import * as people from './people/commands.ts';
import { findOrganisation } from './people/store.ts';
import * as survey from './survey/commands.ts';

type AnyCommand = (context: Context, ...rest: never[]) => unknown;
type Bound<Commands> = {
  [Name in keyof Commands]: Commands[Name] extends (context: Context, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/** Commands of one domain with the context already handed over. */
function bind<Commands extends object>(context: Context, commands: Commands): Bound<Commands> {
  const bound = Object.entries(commands)
    .filter(([, command]) => typeof command === 'function')
    .map(([name, command]) => [name, (...rest: never[]) => (command as AnyCommand)(context, ...rest)]);
  return Object.fromEntries(bound) as Bound<Commands>; // the same names, each one argument shorter
}

const MINUTE_MS = 60_000;

/** The one set of live objects of a process. Pages reach it as `event.locals.app`. */
export async function createApp(options: { config: Config; log: Log; clock?: Clock }) {
  const { config, log } = options;
  const clock = options.clock ?? Date.now;
  const database = await openDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl });
  const accounts = createAccounts(database.db, database.engine, await ensureCookieKey(database.db));
  const bus = new EventBus((error) => log.error({ error }, 'A listener failed'));
  const context: Context = {
    database,
    db: database.db,
    clock,
    log,
    bus,
    accounts,
    limits: {
      // A whole office shares one address: generous there, strict for one e-mail.
      signInByAddress: new RateLimit({ capacity: 60, windowMs: 10 * MINUTE_MS, clock }),
      signInByEmail: new RateLimit({ capacity: 8, windowMs: 10 * MINUTE_MS, clock }),
      // Fifty people behind one hotel Wi-Fi join within a minute; a guesser of codes gets no further.
      joinByAddress: new RateLimit({ capacity: 200, windowMs: 10 * MINUTE_MS, clock }),
    },
  };

  return {
    config,
    log,
    clock,
    bus,
    database,
    identify: (headers: Headers, isHttps: boolean) => identify(context, headers, isHttps),
    signOut: (headers: Headers, isHttps: boolean) => accounts.signOut(headers, isHttps),
    organisation: () => findOrganisation(database.db),
    access: bind(context, access),
    people: bind(context, people),
    survey: bind(context, survey),
    async close(): Promise<void> {
      await database.close();
    },
  };
}

export type App = Awaited<ReturnType<typeof createApp>>;
