import { createContext } from 'svelte';
import type { UnsentText } from './draft.ts';
import type { Sending } from './Sending.svelte.ts';

/** What a page says of what its reader does [FM19]; `idle` says nothing. */
export type StatusKind = 'idle' | 'saving' | 'saved' | 'offline' | 'unsent';

interface PageStatusOptions {
  /** What this person could not send, on this device. */
  findUnsent: () => Promise<UnsentText[]>;
  /** Throws away one of them. */
  discard: (key: string) => Promise<void>;
  /** Whether the server answers at all. */
  isReachable: () => Promise<boolean>;
}

/** How things stand with what is sent from this tab: one for all its pages. */
export class PageStatus {
  readonly #options: PageStatusOptions;
  #sendings = $state.raw<readonly Sending[]>([]);
  #isSaved = $state(false);
  #hasNetwork = $state(true);
  #isServerAway = $state(false);
  #unsent = $state.raw<readonly UnsentText[]>([]);
  /** Counts what was heard of the server, so that a late look does not contradict it. */
  #heard = 0;

  constructor(options: PageStatusOptions) {
    this.#options = options;
  }

  readonly kind: StatusKind = $derived.by(() => {
    if (!this.#hasNetwork || this.#isServerAway) return 'offline';
    if (this.#sendings.some(({ isSaid }) => isSaid)) return 'saving';
    if (this.#unsent.length > 0) return 'unsent';
    return this.#isSaved ? 'saved' : 'idle';
  });

  get unsent(): readonly UnsentText[] {
    return this.#unsent;
  }

  begin(sending: Sending): void {
    this.#sendings = [...this.#sendings, sending];
    this.#isSaved = false;
  }

  end(sending: Sending, isStored: boolean): void {
    this.#sendings = this.#sendings.filter((other) => other !== sending);
    this.#isSaved = isStored;
  }

  /** Something is typed that is not stored, or the page is another. */
  move(): void {
    this.#isSaved = false;
  }

  setNetwork(hasNetwork: boolean): void {
    this.#hasNetwork = hasNetwork;
  }

  /** The server spoke. */
  hear(): void {
    this.#heard++;
    this.#isServerAway = false;
  }

  /** The stream of events is away. That alone is not "offline": whether the server answers is asked. */
  async lose(): Promise<void> {
    const heard = ++this.#heard;
    const isReachable = await this.#options.isReachable();
    if (heard === this.#heard) this.#isServerAway = !isReachable;
  }

  async discard(key: string): Promise<void> {
    await this.#options.discard(key);
    await this.look();
  }

  /** Looks what could not be sent; another tab may have sent it meanwhile. */
  async look(): Promise<void> {
    try {
      this.#unsent = await this.#options.findUnsent();
    } catch {
      this.#unsent = []; // the device keeps nothing
    }
  }
}

export const [usePageStatus, providePageStatus] = createContext<PageStatus>();
