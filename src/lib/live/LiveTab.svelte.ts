import type { DomainEvent } from './domain-event.ts';
import type { AsOf, LiveMessage } from './live-message.ts';
import { concerns, type Shown } from './shown.ts';

interface LiveTabOptions {
  /** Up to which event the page shows everything; read again whenever it loads. */
  asOf: () => AsOf | undefined;
  /** What the page shows. */
  shown: () => readonly Shown[];
  /** Whether this tab pressed it itself. */
  isOwn: (press: string) => boolean;
  /** Asks again for what the page shows, and keeps what is typed. */
  reload: () => Promise<void>;
  isHidden: () => boolean;
}

/** More than anybody counts; the page is asked for as a whole anyway. */
export const MOST_HEARD = 500;

/**
 * What a tab heard and does not show yet. News waits until its reader wants it; what the page waits for,
 * and what may have been missed, is asked for at once, one load at a time.
 */
export class LiveTab {
  readonly #options: LiveTabOptions;
  #heard = $state.raw<readonly (AsOf & { event: DomainEvent })[]>([]);
  /** How far the line is, unbroken since it was last compared with the page. */
  #at: AsOf | undefined;
  #isDue = false;
  #loading: Promise<void> | undefined;

  constructor(options: LiveTabOptions) {
    this.#options = options;
  }

  /** How many changes concern the page and are not on it [LV8]. */
  readonly count = $derived.by(() => {
    const { asOf, shown } = this.#options;
    const [page, things] = [asOf(), shown()];
    if (!page) return 0;
    return this.#heard.filter(
      (told) => isAfter(told, page) && things.some((thing) => concerns(told.event, thing)),
    ).length;
  });

  take(message: LiveMessage): void {
    if (message.type === 'end') {
      // Other rights are another page; every other end is followed by a hello.
      if (message.reason === 'rights-changed') this.refresh();
      return;
    }
    const { epoch, position } = message;
    if (message.type === 'lost' || (message.type === 'hello' && this.#hasMissed(message))) this.refresh();
    if (message.type === 'event') this.#hear(message);
    this.#at = { epoch, position };
  }

  /** Whether something happened that this tab neither shows nor heard of. */
  #hasMissed(now: AsOf): boolean {
    const page = this.#options.asOf();
    if (!page) return false; // a page of a refusal shows nothing that could be missed
    const known = [page, this.#at].flatMap((at) => (at?.epoch === now.epoch ? at.position : []));
    return now.position > Math.max(-1, ...known);
  }

  #hear({ event, epoch, position, press }: Extract<LiveMessage, { type: 'event' }>): void {
    const { asOf, shown, isOwn } = this.#options;
    if (press !== undefined && isOwn(press)) return;
    const page = asOf();
    const isNews = (told: AsOf): boolean => page === undefined || isAfter(told, page);
    if (!isNews({ epoch, position })) return;
    const about = shown().filter((thing) => concerns(event, thing));
    if (about.some(({ isAwaited }) => isAwaited)) return this.refresh();
    this.#heard = [...this.#heard.filter(isNews), { event, epoch, position }].slice(-MOST_HEARD);
  }

  /** Asks again for what the page shows; out of sight, when it is looked at. */
  refresh(): void {
    this.#isDue = true;
    this.#loading ??= this.#load().finally(() => (this.#loading = undefined));
  }

  /** The tab came into sight. */
  lookAgain(): void {
    if (this.#isDue) this.refresh();
  }

  async #load(): Promise<void> {
    while (this.#isDue && !this.#options.isHidden()) {
      this.#isDue = false;
      try {
        await this.#options.reload();
      } catch {
        // Nobody can be asked now. The line is broken then, too, and its next word asks again.
        return;
      }
    }
  }
}

/** In another run of the server everything is later. */
function isAfter(told: AsOf, page: AsOf): boolean {
  return told.epoch !== page.epoch || told.position > page.position;
}
