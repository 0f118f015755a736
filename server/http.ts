import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isAppError, type AppError } from '#lib/base/errors.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { App } from './app.ts';
import { BodyGate, refusalAnswer, type Admitted } from './body-gate.ts';
import { isForLive } from './live/live-streams.ts';
import { isForRooms, refuseUpgrade } from './sync/upgrade.ts';
import { isWellFormedAddress, malformedCookies } from './well-formed.ts';

/** How long the rest of a refused body is thrown away before the connection is cut. */
const LINGER_MS = 2_000;

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Headers of every answer, files and errors included. Pages add their Content-Security-Policy themselves. */
const SECURITY_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** A year. Without includeSubDomains: what else runs under this name is not ours to decide. */
const STRICT_TRANSPORT = 'max-age=31536000';

/** An incoming request that carries the one App to the pages (adapter-node hands it over as platform.req). */
export type AppRequest = IncomingMessage & { app?: App };

/**
 * Serves `handler`; each request carries the App. The scheme and the visitor's address are written
 * by us from the socket, or taken from a proxy that the configuration trusts, so that forms work on
 * localhost, on a LAN address and behind a proxy, and nobody can pretend.
 */
export function createHttpServer(app: App, handler: Handler): Server {
  const nameProxySetting = once(() => app.log.warn({ setting: 'TRUSTED_PROXY' }, PROXY_ADVICE));
  const gate = new BodyGate({
    address: (request) => String(request.headers['x-forwarded-for'] ?? ''),
    identify: async (request) => {
      const headers = new Headers({ cookie: request.headers.cookie ?? '' });
      return (await app.identify(headers, request.headers['x-forwarded-proto'] === 'https')).actor;
    },
  });

  async function answer(request: AppRequest, response: ServerResponse): Promise<void> {
    request.app = app;
    settleForwarded(request, app.config.trustedProxies);
    if (isBehindUnknownProxy(request)) nameProxySetting();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (request.headers['x-forwarded-proto'] === 'https') {
      response.setHeader('strict-transport-security', STRICT_TRANSPORT);
    }
    if (refuseMalformed(request, response)) return;
    if (isForLive(request)) return app.live.handle(request, response);
    let admitted: Admitted;
    try {
      admitted = await gate.admit(request);
    } catch (fault) {
      if (!isAppError(fault)) app.log.error({ error: fault }, 'A body could not be taken');
      return refuseBody(request, response, fault);
    }
    if (response.closed) return admitted.release(); // whoever asked is gone
    response.once('close', admitted.release);
    if (request.headers.expect !== undefined) response.writeContinue();
    handler(admitted.request, response, () => {
      response.statusCode = 404;
      response.end('Not found');
    });
  }

  const server = createServer((request: AppRequest, response) => void answer(request, response));
  // Whoever asks first is told before sending anything.
  server.on('checkContinue', (request: AppRequest, response) => void answer(request, response));
  server.on('upgrade', (request, socket, head) => {
    settleForwarded(request, app.config.trustedProxies);
    const { url, headers } = request;
    if (!isWellFormedAddress(url, headers.host) || malformedCookies(headers.cookie).length > 0) {
      refuseUpgrade(socket, 400);
    } else if (isForRooms(request)) app.sync.handleUpgrade(request, socket, head);
    else socket.destroy();
  });
  server.requestTimeout = 120_000;
  server.headersTimeout = 30_000;
  return server;
}

/** Says no without reading what comes; what is on its way is thrown away for a moment, so that the answer is heard. */
async function refuseBody(request: IncomingMessage, response: ServerResponse, fault: unknown): Promise<void> {
  const locale = /^\s*pl\b/i.test(request.headers['accept-language'] ?? '') ? 'pl' : 'en';
  const translator = new Translator(locale, await loadMessages(locale, ['base']));
  const sentence = ({ code, reason, values }: AppError): string =>
    translator.text(reason ?? `error.${code}`, { id: '', ...values });
  const { status, type, body } = refusalAnswer(request, fault, sentence);
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': type, connection: 'close', 'cache-control': 'no-store' });
  response.end(body);
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer));
}

const PROXY_ADVICE =
  'A form came from an https page to this server, which speaks http: it was refused. Behind a proxy that ' +
  'ends TLS, set TRUSTED_PROXY to the address of that proxy (docs/operations.md).';

/** A form of our own page, as its browser sees it: same host, but https, of which nobody trusted told us. */
export function isBehindUnknownProxy(request: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  const { origin, host } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || !host) return false;
  return request.headers['x-forwarded-proto'] === 'http' && origin === `https://${host}`;
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

/**
 * Answers what no browser of ours sends with 400, before anything reads it [PE19]. Cookies that are no
 * good are taken back, so that loading the page again works.
 */
function refuseMalformed(request: IncomingMessage, response: ServerResponse): boolean {
  const cookies = malformedCookies(request.headers.cookie);
  const isAddress = isWellFormedAddress(request.url, request.headers.host);
  if (isAddress && cookies.length === 0) return false;
  response.statusCode = 400;
  response.setHeader(
    'set-cookie',
    cookies.map((name) => `${name}=; Path=/; Max-Age=0${name.startsWith('__Secure-') ? '; Secure' : ''}`),
  );
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('connection', 'close'); // what else is on its way is not read
  response.end(
    isAddress
      ? 'A cookie of this site was damaged and has been removed. Please load the page again.\n'
      : 'This address cannot be read.\n',
  );
  return true;
}

/** Rewrites X-Forwarded-Proto, -Host and -For so that they are true. */
export function settleForwarded(request: IncomingMessage, trustedProxies: readonly string[]): void {
  const peer = plainAddress(request.socket.remoteAddress ?? '');
  const isTrusted = trustedProxies.includes(peer);
  const claimedProto = String(request.headers['x-forwarded-proto'] ?? '')
    .split(',')[0]
    ?.trim();
  const claimedHost = String(request.headers['x-forwarded-host'] ?? '')
    .split(',')[0]
    ?.trim();
  const claimedFor = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  const isTls = 'encrypted' in request.socket;
  request.headers['x-forwarded-proto'] =
    isTrusted && claimedProto === 'https' ? 'https' : isTls ? 'https' : 'http';
  if (isTrusted && claimedHost) request.headers.host = claimedHost;
  request.headers['x-forwarded-for'] = isTrusted && claimedFor ? claimedFor : peer;
  delete request.headers['x-forwarded-host'];
}

/** IPv4 addresses arrive as ::ffff:1.2.3.4 on a dual-stack socket. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
