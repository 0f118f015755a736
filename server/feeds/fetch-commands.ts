import { createHash } from 'node:crypto';
import { writeCalendarFile, type WrittenEvent } from '#lib/base/calendar/calendar-file.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { CalendarEvent } from '#lib/base/calendar/calendar-event.ts';
import { AppError } from '#lib/base/errors.ts';
import type { FeedScope } from '#lib/feeds/feed.ts';
import { eventTitle } from '#lib/feeds/ui/event-title.ts';
import type { ToldDate } from '#lib/feeds/settle-entries.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { toActor } from '../access/actor.ts';
import { tooManyTries } from '../access/rate-limit.ts';
import { hashToken } from '../access/secrets.ts';
import { findPerson } from '../people/store.ts';
import { listTeamMembers } from '../people/team/team-store.ts';
import { listEventsOf, tellCalendar } from './entry-commands.ts';
import { mayHaveFeed } from './feed-commands.ts';
import * as store from './feed-store.ts';
import type { FeedsContext } from './feeds-context.ts';

/** A feed as it is answered. `etag` stays the same as long as nothing in it changes. */
export interface FetchedFeed {
  content: string;
  etag: string;
}

/**
 * The calendar under a secret address, by its holder's rights of this moment [CF2]. Refuses an address that leads
 * nowhere with 'not-found', whatever the reason, and too many tries [CF8].
 */
export async function getFeedFile(
  context: FeedsContext,
  { token, address, origin }: { token: string; address: string; origin: string },
): Promise<FetchedFeed> {
  const { fetchesByFeed, missesByAddress } = context.feedLimits;
  const missWaitMs = missesByAddress.waitMs(address);
  if (missWaitMs > 0) throw tooManyTries(missWaitMs);
  const tokenHash = hashToken(token);
  const feed = await store.findFeedByHash(context.db, tokenHash);
  const person = feed && (await findPerson(context.db, { id: feed.personId }));
  const actor = person?.isActive ? toActor(person, null) : undefined;
  if (!feed || !person || actor?.kind !== 'person' || !(await mayHaveFeed(context.db, actor, feed.scope))) {
    missesByAddress.take(address);
    throw new AppError('not-found');
  }
  const waitMs = fetchesByFeed.take(tokenHash);
  if (waitMs > 0) throw tooManyTries(waitMs);
  const { scope, parts } = feed;
  const members = scope === 'own' ? [actor.id] : (await listTeamMembers(context.db)).map(({ id }) => id);
  const events = (await listEventsOf(context, actor, parts, members)).map((event) => ofScope(event, scope));
  const nowMs = context.clock();
  const told = await context.database.transaction(async (trx) => {
    if (!(await store.noteFetched(trx, tokenHash, dayAt(nowMs, context.settings.timeZone))))
      throw new AppError('not-found'); // revoked a moment ago
    return tellCalendar(context, trx, { personId: actor.id, scope, parts }, events);
  });
  const texts = new Translator(person.locale, await loadMessages(person.locale, ['feeds']));
  const { name: organisation, teamName } = context.settings.current;
  const name =
    scope === 'own'
      ? texts.t('feeds.file.own', { organisation })
      : texts.t('feeds.file.team', { team: teamName ?? texts.t('feeds.team'), organisation });
  const base = context.mail.linkBase ?? origin;
  const written = told.map((one) => writeTold(texts, one, base));
  const about = { nowMs, locale: person.locale, name };
  return {
    content: writeCalendarFile('PUBLISH', written, about),
    // The moment of writing is no change.
    etag: `W/"${createHash('sha256')
      .update(JSON.stringify([about.locale, name, written]))
      .digest('base64url')}"`,
  };
}

/** One's own and the team's calendar may lie side by side in one program: the same thing is two events there. */
function ofScope(event: CalendarEvent, scope: FeedScope): CalendarEvent {
  return scope === 'own' ? { ...event, names: [] } : { ...event, uid: `team-${event.uid}` };
}

function writeTold(texts: Translator, { entry, event }: ToldDate, base: string): WrittenEvent {
  const url = new URL(event?.href ?? '/home', base).href;
  return {
    uid: entry.uid,
    sequence: entry.sequence,
    time: entry.time,
    title: eventTitle(texts, { part: entry.part, event }),
    description: url,
    place: event?.place ?? '',
    url,
    isCancelled: event?.isCancelled ?? true,
    changedAtMs: entry.changedAtMs,
  };
}
