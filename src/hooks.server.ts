import { error, redirect, type Handle, type HandleServerError, type RequestEvent } from '@sveltejs/kit';
import { isAppError } from '#lib/base/errors.ts';
import { isLocale, type Locale } from '#lib/base/locale.ts';
import { doorCookie } from '#lib/outside/door-cookie.ts';
import type { Actor } from '#lib/people/person.ts';
import { mayOpen } from '#lib/people/route-access.ts';

/** What an address opens alone is nobody's, whoever is signed in in that browser: nothing of theirs may come onto it. */
const OPENED_BY_ADDRESS: readonly string[] = [
  '/(wall)/wall/[code]',
  '/feeds/[token].ics',
  '/door/[token]',
  '/afterwards/[token]',
];
/** Behind a door one is its holder or nobody. */
const BEHIND_DOOR = '/door/in/[id]';
const NOBODY: Actor = { kind: 'nobody' };

export const handle: Handle = async ({ event, resolve }) => {
  const app = event.platform?.req.app;
  if (!app) throw new Error('The pages run only inside the Herringbone server.');
  const { asOf } = app.bus;
  if (isForeignWrite(event.request, event.url.origin))
    error(403, { message: 'forbidden', code: 'forbidden' });
  const isHttps = event.url.protocol === 'https:';
  const { actor, cookies } = await identify(event, isHttps).catch(refuse);
  const chosen = event.cookies.get('locale');
  const locale =
    actor.kind === 'person' || actor.kind === 'guest'
      ? actor.locale
      : isLocale(chosen)
        ? chosen
        : ((await doorLocale(event)) ??
          preferredLocale(event.request.headers.get('accept-language'), app.settings.current.locale));
  const theme = actor.kind === 'person' ? actor.theme : 'system';
  event.locals = { app, actor, locale, theme, isHttps, asOf };

  if (event.route.id !== null && !mayOpen(actor, event.route.id)) {
    // A form sent after the session ended must reach its action, which answers without losing what was typed.
    const isLateForm = event.request.method === 'POST' && actor.kind === 'nobody';
    if (actor.kind === 'nobody' && !isLateForm) {
      redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + event.url.search)}`);
    }
    if (actor.kind === 'person' && asksForPage(event.request, event.isDataRequest)) {
      return event.fetch('/refused', { headers: { accept: 'text/html' } });
    }
    if (!isLateForm) error(403, { message: 'forbidden', code: 'forbidden' });
  }

  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', theme),
  });
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  // A page names its files in its head as well. As a header they are longer than proxies take (nginx: 4 KiB).
  response.headers.delete('link');
  return response;
};

export const handleError: HandleServerError = ({ error: fault, event, status }) => {
  if (status === 404) return { message: 'not-found', code: 'not-found' };
  if (isAppError(fault) && fault.code === 'unavailable') {
    const { code, reason } = fault;
    event.locals.app?.log.error({ error: fault, route: event.route.id }, 'The database could not be used');
    return { message: code, code, reason };
  }
  const id = crypto.randomUUID().slice(0, 8);
  event.locals.app?.log.error({ error: fault, id, route: event.route.id }, 'A request failed');
  // The bare page of errors shows the message alone, and its reader needs the number too.
  return { message: `unexpected ${id}`, code: 'unexpected', id };
};

/** Who asks: a person or a guest by their cookies, at a door its holder, and where an address opens alone nobody. */
async function identify({ route, params, cookies, request, platform }: RequestEvent, isHttps: boolean) {
  const app = platform?.req.app;
  if (!app || (route.id !== null && OPENED_BY_ADDRESS.includes(route.id)))
    return { actor: NOBODY, cookies: [] };
  if (route.id !== BEHIND_DOOR) return app.identify(request.headers, isHttps);
  const doorId = params.id ?? '';
  const visit = cookies.get(doorCookie(doorId));
  const holder = visit && (await app.outside.findHolder({ doorId, visit }));
  return { actor: holder || NOBODY, cookies: [] };
}

/** The language that the maker of a door chose, or a guest came in, until its reader chooses one. */
async function doorLocale({ route, params, url, platform }: RequestEvent): Promise<Locale | undefined> {
  const { token, id } = params;
  const said = url.searchParams.get('locale') ?? '';
  if (route.id === '/afterwards' && isLocale(said)) return said;
  if (route.id === '/afterwards/[token]' && token)
    return platform?.req.app?.issues.findAfterwardsLocale({ token });
  if (route.id === '/door/[token]' && token) return platform?.req.app?.outside.findDoorLocale({ token });
  if (route.id === BEHIND_DOOR && id) return platform?.req.app?.outside.findDoorLocale({ id });
  return undefined;
}

/** A database that cannot be asked who this is: said as such, in place of "unexpected". */
function refuse(fault: unknown): never {
  if (!isAppError(fault)) throw fault;
  const { code, reason } = fault;
  error(fault.status, { message: code, code, reason });
}

/** Whether a person looks at the answer: they get a page with the navigation, and no bare line. */
function asksForPage({ method, headers }: Request, isDataRequest: boolean): boolean {
  return method === 'GET' && !isDataRequest && (headers.get('accept') ?? '').includes('text/html');
}

/** SvelteKit checks the origin of forms; this covers every other kind of body that changes something. */
function isForeignWrite(request: Request, origin: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(request.method) && request.headers.get('origin') !== origin;
}

/** The first language of the browser's list that we speak; the organisation's otherwise. */
function preferredLocale(acceptLanguage: string | null, usual: Locale): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (isLocale(language)) return language;
  }
  return usual;
}
