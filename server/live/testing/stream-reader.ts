import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import type { DomainEvent } from '#lib/live/domain-event.ts';
import { parseMessage, type LiveMessage } from '#lib/live/live-message.ts';

/** A stream of events as a browser reads it. */
export class StreamReader {
  readonly messages: LiveMessage[] = [];
  /** Set when the answer is there. */
  response: IncomingMessage | undefined;
  isClosed = false;
  readonly #request: ClientRequest;
  #text = '';
  #waiting: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string>) {
    this.#request = get(url, { headers, agent: false }, (response) => {
      this.response = response;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => this.#read(chunk));
      response.on('close', () => this.#note(() => (this.isClosed = true)));
      this.#note(() => undefined);
    });
    this.#request.on('error', () => this.#note(() => (this.isClosed = true)));
  }

  get status(): number | undefined {
    return this.response?.statusCode;
  }

  get events(): DomainEvent[] {
    return this.messages.flatMap((message) => (message.type === 'event' ? [message.event] : []));
  }

  get endedBecause(): string | undefined {
    const last = this.messages.at(-1);
    return last?.type === 'end' ? last.reason : undefined;
  }

  /** Resolves once the condition holds; every chunk is a reason to look again. */
  async until(isThere: () => boolean): Promise<this> {
    while (!isThere()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this;
  }

  close(): void {
    this.#request.destroy();
  }

  #read(chunk: string): void {
    const parts = (this.#text + chunk).split('\n\n');
    this.#text = parts.pop() ?? '';
    this.#note(() => {
      for (const part of parts) {
        const message = part.startsWith('data: ') ? parseMessage(part.slice('data: '.length)) : undefined;
        if (message) this.messages.push(message);
      }
    });
  }

  #note(change: () => void): void {
    change();
    for (const look of this.#waiting.splice(0)) look();
  }
}
