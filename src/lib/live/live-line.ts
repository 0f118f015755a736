import { LIVE_PATH } from './live-path.ts';
import { parseMessage, type AsOf, type LiveMessage } from './live-message.ts';

/** An open stream, as `EventSource` is one. */
export interface LiveSource {
  close(): void;
}

/** What all tabs of a browser hear, as `BroadcastChannel` is one. */
export interface LiveChannel {
  postMessage(message: unknown): void;
  close(): void;
}

/** What a line needs of its browser. */
export interface LivePorts {
  openSource(url: string, on: { message: (data: unknown) => void; error: () => void }): LiveSource;
  /** Runs `work` while this tab alone holds the lock; absent where browsers have no locks. */
  holdLock?: ((name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>) | undefined;
  openChannel(name: string, onmessage: (data: unknown) => void): LiveChannel;
  /** Calls back when the tab comes into sight or leaves it, and when the network is back; returns how to stop. */
  watch(change: () => void): () => void;
  isHidden(): boolean;
  /** Calls back once after a time; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
  /** Milliseconds; only differences count. */
  now(): number;
  /** Between 0 and 1. */
  random(): number;
}

/** Pauses before a stream that broke is opened again: it doubles up to the longest. */
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 30_000;
/** Three times without the word that comes every 15 s: the connection is dead, and nobody said so. */
export const STREAM_SILENCE_MS = 45_000;
/** Whoever comes back to the page after a silence as long as this does not wait for the rest of it. */
export const SUSPICIOUS_MS = 20_000;

/** What tabs say to each other. */
type Word =
  { word: 'message'; message: LiveMessage } | { word: 'where' } | { word: 'lost' } | { word: 'signed-out' };

/**
 * The one line of a browser to its server, for all tabs of one person [LV2]. Every tab has an object of
 * this; the one that holds the lock opens the stream and passes on what it says. A browser has six
 * connections to a server that speaks HTTP/1.1: with one stream a tab, the seventh tab would never load.
 */
export class LiveLine {
  readonly #ports: LivePorts;
  readonly #personId: string;
  readonly #onmessage: (message: LiveMessage) => void;
  readonly #onlost: () => void;
  readonly #gone = new AbortController();
  readonly #stop: (() => void)[] = [];
  #channel: LiveChannel | undefined;
  #source: LiveSource | undefined;
  #isLeader = false;
  /** Lets go of the lock. */
  #release: () => void = () => undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #cancelOpening: (() => void) | undefined;
  #cancelSilence: (() => void) | undefined;
  #lastWordMs = 0;
  /** How far the stream is, for a tab that comes later; undefined while there is none. */
  #at: AsOf | undefined;
  /** Nobody answered when the stream was opened last, or it fell silent. */
  #isLost = false;

  /** `onlost` is told each time that nobody answers; the next message says that somebody does. */
  constructor(
    ports: LivePorts,
    personId: string,
    onmessage: (message: LiveMessage) => void,
    onlost: () => void = () => undefined,
  ) {
    this.#ports = ports;
    this.#personId = personId;
    this.#onmessage = onmessage;
    this.#onlost = onlost;
  }

  /** Whether this tab has the stream. */
  get isLeader(): boolean {
    return this.#isLeader;
  }

  start(): void {
    const { holdLock, openChannel, watch } = this.#ports;
    const name = `herringbone live ${this.#personId}`;
    this.#stop.push(watch(() => this.#lookAgain()));
    if (!holdLock) {
      this.#isLeader = true;
      this.#lookAgain();
      return;
    }
    this.#channel = openChannel(name, (data) => this.#hear(data as Word)); // of our own tabs
    this.#say({ word: 'where' });
    const lead = (): Promise<void> =>
      new Promise((release) => {
        this.#isLeader = true;
        this.#release = release;
        this.#open();
      });
    // Without the lock because it was closed first: then nothing was to be led.
    holdLock(name, this.#gone.signal, lead).catch(() => undefined);
  }

  /** Leaves; the next tab takes over. */
  close(): void {
    this.#gone.abort();
    this.#drop();
    this.#cancelOpening?.();
    this.#release();
    this.#isLeader = false;
    for (const stop of this.#stop.splice(0)) stop();
    this.#channel?.close();
    this.#channel = undefined;
  }

  #open(): void {
    this.#cancelOpening?.();
    this.#cancelOpening = undefined;
    this.#drop();
    if (!this.#isLeader || this.#gone.signal.aborted) return;
    const source = this.#ports.openSource(`${LIVE_PATH}?for=${encodeURIComponent(this.#personId)}`, {
      message: (data) => {
        if (source === this.#source) this.#take(parseMessage(String(data)));
      },
      // The browser would try again by itself, but at one pace and not after every answer.
      error: () => {
        if (source !== this.#source) return;
        // One that spoke and ends is no news: proxies cut streams, and it is opened again in a second.
        if (!this.#at) this.#lose();
        this.#openLater();
      },
    });
    this.#source = source;
    this.#expectWord();
  }

  #drop(): void {
    this.#cancelSilence?.();
    this.#source?.close();
    this.#source = undefined;
    this.#at = undefined;
  }

  /** After a pause that grows and is never the same for all: a server that restarts is not asked by everybody at once. */
  #openLater(): void {
    this.#drop();
    this.#cancelOpening?.();
    const pauseMs = this.#pauseMs * (0.5 + this.#ports.random() / 2);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    this.#cancelOpening = this.#ports.after(pauseMs, () => this.#open());
  }

  #expectWord(): void {
    this.#lastWordMs = this.#ports.now();
    this.#cancelSilence?.();
    this.#cancelSilence = this.#ports.after(STREAM_SILENCE_MS, () => {
      this.#lose();
      this.#openLater();
    });
  }

  #lose(): void {
    this.#isLost = true;
    this.#say({ word: 'lost' });
    this.#onlost();
  }

  #take(message: LiveMessage | undefined): void {
    this.#expectWord();
    if (!message) return;
    this.#isLost = false;
    if (message.type === 'end') return this.#end(message);
    const { epoch, position } = message;
    this.#at = { epoch, position };
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#pass(message);
  }

  #end(message: Extract<LiveMessage, { type: 'end' }>): void {
    if (message.reason === 'signed-out') {
      this.#say({ word: 'signed-out' });
      this.#onmessage(message);
      return this.close();
    }
    this.#pass(message);
    if (message.reason === 'rights-changed') this.#open();
    else this.#openLater();
  }

  /** To this tab and to all others. */
  #pass(message: LiveMessage): void {
    this.#say({ word: 'message', message });
    this.#onmessage(message);
  }

  #say(word: Word): void {
    this.#channel?.postMessage(word);
  }

  #hear(word: Word): void {
    if (word.word === 'message') this.#onmessage(word.message);
    else if (word.word === 'lost') this.#onlost();
    else if (word.word === 'signed-out') {
      this.#onmessage({ type: 'end', reason: 'signed-out' });
      this.close();
    } else if (this.#at) this.#say({ word: 'message', message: { type: 'hello', ...this.#at } });
    else if (this.#isLost) this.#say({ word: 'lost' });
  }

  /** A machine that slept has connections that died, and timers that slept as well. */
  get #isSuspicious(): boolean {
    return this.#ports.now() - this.#lastWordMs > SUSPICIOUS_MS;
  }

  /** The tab came into sight or left it, or the network is back. */
  #lookAgain(): void {
    if (!this.#isLeader) return;
    const mayRest = !this.#ports.holdLock && this.#ports.isHidden();
    if (mayRest) {
      this.#cancelOpening?.();
      this.#drop();
    } else if (!this.#ports.isHidden() && (!this.#source || this.#isSuspicious)) this.#open();
  }
}
