import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EndReason, LiveMessage } from '#lib/live/live-message.ts';
import { Lease } from '../access/lease.ts';
import type { Person } from './audience.ts';
import { MAX_WAITING_BYTES } from './limits.ts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Neither kept nor packed by what is between: packed, it would wait for more.
  'cache-control': 'no-store, no-transform',
  // nginx would collect the answer before it passes it on.
  'x-accel-buffering': 'no',
};

/** How long a browser waits by itself before it opens a stream that broke again. */
const RETRY_MS = 2_000;

/** One open stream: to whom, until when that is known, and what was written into it. */
export class LiveStream {
  /** Kept, since rights are asked for again with its cookies. */
  readonly request: IncomingMessage;
  readonly person: Person;
  readonly lease: Lease;
  /** How often its rights were asked for again. */
  questions = 0;
  /** Something was not told while nobody knew what this reader may see. */
  hasMissed = false;
  lastSentMs: number;
  readonly #response: ServerResponse;
  readonly #elapsed: () => number;

  constructor(options: {
    request: IncomingMessage;
    response: ServerResponse;
    person: Person;
    expiresAtMs: number;
    now: () => number;
    elapsed: () => number;
  }) {
    this.request = options.request;
    this.person = options.person;
    this.#response = options.response;
    this.#elapsed = options.elapsed;
    this.lastSentMs = options.elapsed();
    this.lease = new Lease(options);
    this.#response.writeHead(200, HEADERS);
    this.#response.write(`retry: ${RETRY_MS}\n\n`);
  }

  send(message: LiveMessage): void {
    this.write(frameOf(message));
  }

  /** The same frame goes to many. A reader who takes nothing up is cut off, and asks again on return. */
  write(frame: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    this.lastSentMs = this.#elapsed();
    this.#response.write(frame);
    if (this.#response.writableLength > MAX_WAITING_BYTES) this.#response.destroy();
  }

  end(reason: EndReason): void {
    this.send({ type: 'end', reason });
    this.#response.end();
  }
}

export function frameOf(message: LiveMessage): string {
  return `data: ${JSON.stringify(message)}\n\n`;
}
