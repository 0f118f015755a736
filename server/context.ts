import type { Clock } from './clock.ts';
import type { Database } from './database/database.ts';
import type { Queries } from './database/engine.ts';
import type { Teller } from './events.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';
import type { LiveSettings } from './organisation/live-settings.ts';
import type { Mail } from './notify/mail.ts';
import type { Rooms } from './rooms.ts';
import type { DatedEvents } from './subjects/dated-events.ts';
import type { Subjects } from './subjects/subjects.ts';

/**
 * What every command gets to work with. What only one domain needs (its caches, its limits) stands in a context
 * of its own that extends this one. `app.ts` composes them; commands never import `app.ts`.
 */
export interface Context {
  readonly database: Database;
  readonly db: Queries;
  readonly clock: Clock;
  /** What the organisation decided about itself, as it is at the moment of asking: its time zone among it. */
  readonly settings: LiveSettings;
  readonly log: Log;
  readonly bus: Teller;
  readonly jobs: Jobs;
  readonly rooms: Rooms;
  readonly mail: Mail;
  readonly subjects: Subjects;
  readonly dated: DatedEvents;
}
