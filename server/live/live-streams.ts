import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOutage } from '#lib/base/errors.ts';
import type { DomainEvent } from '#lib/live/domain-event.ts';
import { LIVE_PATH } from '#lib/live/live-path.ts';
import { mayOpen } from '#lib/people/route-access.ts';
import type { Identity } from '../access/actor.ts';
import { askInTurn } from '../access/lease.ts';
import { Seats } from '../access/seats.ts';
import type { Log } from '../log.ts';
import type { EventBus, ToldEvent } from '../events.ts';
import type { Audience } from './audience.ts';
import {
  MAX_STREAMS_PER_ADDRESS,
  MAX_STREAMS_PER_PERSON,
  STREAM_SWEEP_EVERY_MS,
  TICK_EVERY_MS,
} from './limits.ts';
import { frameOf, LiveStream } from './live-stream.ts';

interface LiveStreamsOptions {
  bus: Pick<EventBus, 'listen' | 'asOf'>;
  audienceOf: (event: DomainEvent) => Promise<Audience>;
  /** Who asks, by the cookies of the request, without making a session longer. */
  identify: (request: IncomingMessage) => Promise<Identity>;
  address: (request: IncomingMessage) => string;
  log: Log;
  now: () => number;
  /** Milliseconds that only ever grow. */
  elapsed: () => number;
}

/**
 * The event streams of everybody who has pages open [LV2]: each gets the events about what its reader may
 * read, and nothing of what is in it. Nothing is kept for a stream that broke: its page asks again.
 */
export class LiveStreams {
  readonly #options: LiveStreamsOptions;
  readonly #seats = new Seats({ perAddress: MAX_STREAMS_PER_ADDRESS, perActor: MAX_STREAMS_PER_PERSON });
  readonly #streams = new Set<LiveStream>();
  readonly #unlisten: () => void;
  readonly #sweeping: ReturnType<typeof setInterval>;
  /** Events go out one after another, in the order in which they were told. */
  #last: Promise<void> = Promise.resolve();
  #delivered: number;
  /** How often rights changed: whoever was on the way in during a change is asked again. */
  #changes = 0;
  #isClosed = false;

  constructor(options: LiveStreamsOptions) {
    this.#options = options;
    this.#delivered = options.bus.asOf.position;
    this.#unlisten = options.bus.listen((told) => {
      this.#last = this.#last.then(() => this.#deliver(told));
    });
    this.#sweeping = setInterval(() => void this.sweep(), STREAM_SWEEP_EVERY_MS);
    this.#sweeping.unref();
  }

  /** Answers a request for a stream. Never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#admit(request, response).catch((error: unknown) => {
      if (!isOutage(error)) this.#options.log.error({ error }, 'A stream of events could not be opened');
      refuse(response, 503, 'unavailable');
    });
  }

  async #admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { address, identify, bus, now, elapsed } = this.#options;
    if (this.#isClosed) return refuse(response, 503, 'unavailable');
    if (request.method !== 'GET') return refuse(response, 405, 'invalid');
    // A page of somebody else could not read it, but it would keep one of the seats.
    const site = request.headers['sec-fetch-site'];
    if (site === 'cross-site' || site === 'same-site') return refuse(response, 403, 'forbidden');
    const giveBack = this.#seats.takeForAddress(address(request));
    if (!giveBack) return refuse(response, 429, 'too-many-requests');
    response.once('close', giveBack);
    const changes = this.#changes;
    const { actor, expiresAtMs = Infinity } = await identify(request);
    if (actor.kind === 'nobody') return refuse(response, 401, 'not-signed-in');
    const isOpener = actor.kind === 'person' && askedFor(request) === actor.id;
    if (!isOpener || !mayOpen(actor, LIVE_PATH)) return refuse(response, 403, 'forbidden');
    if (this.#isClosed || response.closed) return refuse(response, 503, 'unavailable');
    const leave = this.#seats.takeForActor(actor.id);
    if (!leave) return refuse(response, 429, 'too-many-requests');
    const stream = new LiveStream({ request, response, person: actor, expiresAtMs, now, elapsed });
    this.#streams.add(stream);
    response.on('error', () => undefined); // it went; 'close' follows
    response.once('close', () => {
      leave();
      this.#streams.delete(stream);
    });
    stream.send({ type: 'hello', ...bus.asOf });
    if (changes !== this.#changes) await this.#recheck(stream);
  }

  async #deliver({ event, position, press }: ToldEvent): Promise<void> {
    const { epoch } = this.#options.bus.asOf;
    this.#delivered = position;
    if (this.#streams.size === 0) return;
    let audience: Audience;
    let frame: string;
    try {
      audience = await this.#options.audienceOf(event);
      frame = frameOf({ type: 'event', epoch, position, event, press });
    } catch (error) {
      // Whom it concerns is not known. That something happened is no secret: everybody asks for what they may see.
      if (!isOutage(error)) this.#options.log.error({ error }, 'Nobody knows whom an event concerns');
      audience = () => true;
      frame = frameOf({ type: 'lost', epoch, position });
    }
    for (const stream of this.#streams) {
      if (!stream.lease.isCurrent) stream.hasMissed = true;
      else if (audience(stream.person)) stream.write(frame);
    }
  }

  /** Asks again what one person may know, after they signed out or changed. */
  async recheckPerson(personId: string): Promise<void> {
    await this.#recheckThose(({ person }) => person.id === personId);
  }

  /** Asks again what anybody may know, after everything was removed. */
  async recheckEverybody(): Promise<void> {
    await this.#recheckThose(() => true);
  }

  async #recheckThose(isMeant: (stream: LiveStream) => boolean): Promise<void> {
    this.#changes++;
    const meant = [...this.#streams].filter(isMeant);
    await Promise.all(meant.map((stream) => this.#recheck(stream)));
  }

  async #recheck(stream: LiveStream): Promise<void> {
    if (!(await this.#renew(stream))) stream.lease.suspend();
  }

  /** False when nobody can be asked because the database is away: then nothing is known, and nobody is cut off for it. */
  async #renew(stream: LiveStream): Promise<boolean> {
    const { identify, elapsed, log, bus } = this.#options;
    const question = ++stream.questions;
    const askedMs = elapsed();
    try {
      const { actor, expiresAtMs = Infinity } = await identify(stream.request);
      if (question !== stream.questions) return true; // asked again meanwhile: the later answer counts
      const isSame = actor.kind === 'person' && actor.id === stream.person.id;
      if (!isSame) this.#end(stream, 'signed-out');
      else if (!haveSameRoles(actor, stream.person)) this.#end(stream, 'rights-changed');
      else stream.lease.renew(askedMs, expiresAtMs);
      if (stream.hasMissed && stream.lease.isCurrent) {
        stream.hasMissed = false;
        stream.send({ type: 'lost', ...bus.asOf });
      }
      return true;
    } catch (error) {
      if (isOutage(error)) return false;
      log.error({ error }, 'The rights of a stream could not be checked again');
      this.#end(stream, 'come-back');
      return true;
    }
  }

  #end(stream: LiveStream, reason: Parameters<LiveStream['end']>[0]): void {
    this.#streams.delete(stream);
    stream.end(reason);
  }

  /** Looks after every stream; resolves when those whose rights were due have been asked for. */
  async sweep(): Promise<void> {
    const { bus, elapsed } = this.#options;
    for (const stream of this.#streams) {
      if (stream.lease.isExpired) this.#end(stream, 'signed-out');
      else if (!stream.lease.mayRead) this.#end(stream, 'come-back');
      else if (elapsed() - stream.lastSentMs > TICK_EVERY_MS - STREAM_SWEEP_EVERY_MS)
        stream.send({ type: 'tick', epoch: bus.asOf.epoch, position: this.#delivered });
    }
    const due = [...this.#streams].filter(({ lease }) => lease.isDueForRenewal);
    await askInTurn(due, async (stream) => {
      if (this.#streams.has(stream)) await this.#renew(stream);
    });
  }

  /** Sends everybody away with "come back". */
  close(): void {
    this.#isClosed = true;
    this.#unlisten();
    clearInterval(this.#sweeping);
    for (const stream of [...this.#streams]) this.#end(stream, 'restarting');
  }
}

/** Whose pages ask: a browser in which somebody else signed in meanwhile must not hear of it. */
function askedFor(request: IncomingMessage): string | null {
  return new URL(request.url ?? '', 'http://host').searchParams.get('for');
}

function haveSameRoles(
  one: { readonly roles: readonly string[] },
  other: { readonly roles: readonly string[] },
): boolean {
  return one.roles.length === other.roles.length && one.roles.every((role) => other.roles.includes(role));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ refusal: { code } }));
}

/** Whether a request asks for a stream of events. */
export function isForLive(request: IncomingMessage): boolean {
  return request.url !== undefined && request.url.split('?', 1)[0] === LIVE_PATH;
}
