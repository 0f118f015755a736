import { AppError } from '#lib/base/errors.ts';
import type { Locale } from '#lib/base/locale.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { allCausesOf } from '#lib/issues/issue.ts';
import type { CauseNews, NewsOfCauses } from '#lib/issues/cause-news.ts';
import { tooManyTries } from '../access/rate-limit.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { addressEndsMs, addressToken, findAddressed } from '../workshop/address-commands.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';
import { listIssuesOfCauses } from './cause-store.ts';

/**
 * What a guest who left an address reads behind their link: each cause in the words in which it was sent, with how its
 * issue stands, and neither the issue's title nor its project [WS174]. Changes nothing: programs that read mail open
 * every link. Refuses a link that leads nowhere, and whoever tries too many.
 */
export async function readAfterwards(
  context: WorkshopContext,
  { token, address: from }: { token: string; address: string },
): Promise<NewsOfCauses> {
  const { wrongCodesByAddress } = context.joinLimits;
  const waitMs = wrongCodesByAddress.waitMs(from);
  if (waitMs > 0) throw tooManyTries(waitMs);
  const found = await findAddressed(context, context.db, { token });
  if (!found) {
    wrongCodesByAddress.take(from);
    throw new AppError('gone', { reason: 'afterwards.gone' });
  }
  const { address, workshop } = found;
  return {
    title: workshop.title,
    name: address.name,
    news: await listNews(context.db, workshop.id),
    lastDay: dayAt(addressEndsMs(address) - 1, context.settings.timeZone),
  };
}

/** In which language the page of a link is, for whoever has said nothing themselves. */
export async function findAfterwardsLocale(
  context: Context,
  { token }: { token: string },
): Promise<Locale | undefined> {
  return (await findAddressed(context, context.db, { token }))?.address.locale;
}

/** The causes that a workshop sent, the furthest first. */
async function listNews(db: Queries, workshopId: string): Promise<CauseNews[]> {
  const order: readonly CauseNews['state'][] = ['done', 'project', 'dropped', 'open'];
  return [...(await listIssuesOfCauses(db, workshopId))]
    .flatMap(([causeId, { state, triage, origin }]): CauseNews[] => {
      const cause = allCausesOf(origin).find((one) => one.causeId === causeId);
      // Older issues do not have the words of their causes, and their titles are of the house.
      return cause?.text === undefined
        ? []
        : [{ causeId, text: cause.text, state: triage === 'declined' ? 'dropped' : state }];
    })
    .sort(
      (left, right) =>
        order.indexOf(left.state) - order.indexOf(right.state) || left.text.localeCompare(right.text),
    );
}

/** What a letter to a guest says: how many causes stand how, and the way to their page. */
export interface GuestNews {
  to: { name: string; address: string };
  locale: Locale;
  title: string;
  done: number;
  project: number;
  dropped: number;
  path: string;
}

/** What is to be said to an address at this moment; null where it is forgotten, or there is no news [WS174]. */
export async function readGuestNews(context: Context, addressId: string): Promise<GuestNews | null> {
  const found = await findAddressed(context, context.db, { id: addressId });
  if (!found) return null;
  const { address, workshop } = found;
  const news = await listNews(context.db, workshop.id);
  const count = (state: CauseNews['state']): number => news.filter((one) => one.state === state).length;
  const counts = { done: count('done'), project: count('project'), dropped: count('dropped') };
  if (counts.done + counts.project + counts.dropped === 0) return null;
  return {
    to: { name: address.name, address: address.email },
    locale: address.locale,
    title: workshop.title,
    ...counts,
    path: `/afterwards/${await addressToken(context.db, addressId)}`,
  };
}
