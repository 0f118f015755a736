import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Actor } from '#lib/people/person.ts';
import { AppError, isAppError } from '#lib/base/errors.ts';
import { bodyLimit, DEFAULT_BODY_BYTES } from './body-limits.ts';

/** Bytes under way of all strangers behind one address: a hall that joins at once sends a tenth of it. */
export const STRANGERS_UNDER_WAY_BYTES = 2 * 1024 * 1024;
/** Of one person or guest, in all their tabs. */
export const ACTOR_UNDER_WAY_BYTES = 24 * 1024 * 1024;

interface GateOptions {
  address: (request: IncomingMessage) => string;
  identify: (request: IncomingMessage) => Promise<Actor>;
}

/** A request whose body may be read. `release` gives its bytes back when it is answered. */
export interface Admitted {
  request: IncomingMessage;
  release(): void;
}

/**
 * Decides about the body of a request before anything of it is read [HT1-HT3]: how much its route takes,
 * how much its sender has under way, and whether somebody unknown may send that much at all.
 */
export class BodyGate {
  readonly #options: GateOptions;
  readonly #underWay = new Map<string, number>();

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Throws an AppError when the body must not be read. */
  async admit(request: IncomingMessage): Promise<Admitted> {
    const bytes = announcedBytes(request);
    if (bytes === 0) return { request, release: () => undefined };
    const limit = bodyLimit(request.url ?? '/');
    if (bytes !== undefined && bytes > limit) throw tooLarge(limit);
    const release = await this.#take(request, bytes ?? limit);
    if (bytes !== undefined) return { request, release };
    // Without a length only counting tells; it is in memory then, and the pages get it with its length.
    try {
      return { request: withBody(request, await readBody(request, limit)), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  async #take(request: IncomingMessage, bytes: number): Promise<() => void> {
    if (bytes <= DEFAULT_BODY_BYTES) {
      const taken = this.#count(
        `address ${this.#options.address(request)}`,
        bytes,
        STRANGERS_UNDER_WAY_BYTES,
      );
      if (taken) return taken;
    }
    const actor = await this.#options.identify(request);
    if (actor.kind !== 'person' && actor.kind !== 'guest') {
      throw bytes <= DEFAULT_BODY_BYTES
        ? new AppError('too-many-requests', { reason: 'base.bodiesUnderWay' })
        : new AppError('not-signed-in');
    }
    const taken = this.#count(`${actor.kind} ${actor.id}`, bytes, ACTOR_UNDER_WAY_BYTES);
    if (!taken) throw new AppError('too-many-requests', { reason: 'base.bodiesUnderWay' });
    return taken;
  }

  #count(key: string, bytes: number, most: number): (() => void) | undefined {
    const before = this.#underWay.get(key) ?? 0;
    if (before + bytes > most) return undefined;
    this.#underWay.set(key, before + bytes);
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      const left = (this.#underWay.get(key) ?? bytes) - bytes;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    };
  }
}

/** 0 without a body, undefined when it comes in chunks of unknown number. */
function announcedBytes(request: IncomingMessage): number | undefined {
  if (request.headers['transfer-encoding'] !== undefined) return undefined;
  return Number(request.headers['content-length'] ?? 0);
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Without destroying: the refusal still has to go out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece = chunk as Buffer; // no encoding is set
    bytes += piece.length;
    if (bytes > limit) throw tooLarge(limit);
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

/** The same request with its body already here. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { 'transfer-encoding': _chunked, ...headers } = request.headers;
  headers['content-length'] = String(body.length);
  const copy = Readable.from(body.length > 0 ? [body] : [], { objectMode: false });
  // What the pages read of a request, beside its body.
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, socket, rawHeaders } = request;
  const rest = { method, url, httpVersion, httpVersionMajor, httpVersionMinor, socket, rawHeaders, headers };
  // The server sets it on each request, beside what Node knows of.
  const { app } = request as { app?: unknown };
  // Of a request the pages read the body and what was copied, no more.
  return Object.assign(copy, { app, ...rest }) as unknown as IncomingMessage;
}

function tooLarge(limit: number): AppError {
  return new AppError('too-large', {
    reason: 'base.bodyTooLarge',
    values: { limit: Math.floor(limit / 1024) },
  });
}

/** What to answer, as the sender reads it: our own forms, our own calls, or a browser without JavaScript. */
export function refusalAnswer(
  request: IncomingMessage,
  fault: unknown,
  sentence: (error: AppError) => string,
): { status: number; type: string; body: string } {
  const error = isAppError(fault) ? fault : new AppError('unexpected');
  const { code, reason, values, status } = error;
  const refusal = { code, reason, values, issues: [] };
  if (request.headers['x-sveltekit-action'] === 'true') {
    const result = { type: 'failure', status, data: flattened({ refusal }) };
    return { status, type: 'application/json', body: JSON.stringify(result) };
  }
  if (!(request.headers.accept ?? '').includes('text/html'))
    return { status, type: 'application/json', body: JSON.stringify({ refusal }) };
  return { status, type: 'text/plain; charset=utf-8', body: `${sentence(error)}\n` };
}

/** A value in the form in which SvelteKit reads an action's answer: every part once, named by its place. */
function flattened(root: unknown): string {
  const parts: unknown[] = [];
  function add(value: unknown): number {
    if (value === undefined) return -1;
    const place = parts.push(null) - 1;
    if (Array.isArray(value)) parts[place] = value.map(add);
    else if (typeof value === 'object' && value !== null)
      parts[place] = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, add(part)]));
    else parts[place] = value;
    return place;
  }
  add(root);
  return JSON.stringify(parts);
}
