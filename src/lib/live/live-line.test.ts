import { beforeEach, expect, test } from 'vitest';
import {
  FIRST_PAUSE_MS,
  LiveLine,
  LONGEST_PAUSE_MS,
  STREAM_SILENCE_MS,
  SUSPICIOUS_MS,
  type LivePorts,
} from './live-line.ts';
import type { LiveMessage } from './live-message.ts';

/** A browser with tabs, in which the test is the server, the clock and who looks at what. */
class FakeBrowser {
  readonly sources: { isOpen: boolean; url: string; say(message: unknown): void; fail(): void }[] = [];
  hasLocks = true;
  nowMs = 0;
  #lockQueue: (() => void)[] = [];
  #isLocked = false;
  #channels = new Set<(data: unknown) => void>();
  #timers = new Set<{ atMs: number; work: () => void }>();
  #watchers = new Set<() => void>();
  readonly hidden = new Set<Tab>();

  ports(tab: Tab): LivePorts {
    return {
      openSource: (url, on) => {
        const source = {
          isOpen: true,
          url,
          say: (message: unknown) => source.isOpen && on.message(JSON.stringify(message)),
          fail: () => source.isOpen && on.error(),
        };
        this.sources.push(source);
        return { close: () => (source.isOpen = false) };
      },
      holdLock: this.hasLocks ? (_name, signal, work) => this.#lock(signal, work) : undefined,
      openChannel: (_name, onmessage) => {
        this.#channels.add(onmessage);
        return {
          postMessage: (word) => {
            for (const hear of this.#channels) if (hear !== onmessage) hear(structuredClone(word));
          },
          close: () => void this.#channels.delete(onmessage),
        };
      },
      watch: (change) => {
        this.#watchers.add(change);
        return () => void this.#watchers.delete(change);
      },
      isHidden: () => this.hidden.has(tab),
      after: (ms, work) => {
        const timer = { atMs: this.nowMs + ms, work };
        this.#timers.add(timer);
        return () => void this.#timers.delete(timer);
      },
      now: () => this.nowMs,
      random: () => 1,
    };
  }

  async #lock(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    if (this.#isLocked) await new Promise<void>((resolve) => this.#lockQueue.push(resolve));
    if (!signal.aborted) {
      this.#isLocked = true;
      await work();
    }
    this.#isLocked = false;
    this.#lockQueue.shift()?.();
  }

  get open() {
    return this.sources.filter(({ isOpen }) => isOpen);
  }

  /** Somebody came back to a tab, or the network did. */
  look(): void {
    for (const look of [...this.#watchers]) look();
  }

  pass(ms: number): void {
    this.nowMs += ms;
    for (const timer of [...this.#timers].filter(({ atMs }) => atMs <= this.nowMs)) {
      this.#timers.delete(timer);
      timer.work();
    }
  }
}

interface Tab {
  line: LiveLine;
  heard: LiveMessage[];
  /** How often it was told that nobody answers. */
  losses: number;
}

let browser: FakeBrowser;
beforeEach(() => (browser = new FakeBrowser()));

function openTab(isHidden = false): Tab {
  const heard: LiveMessage[] = [];
  const tab = { heard, losses: 0 } as unknown as Tab; // its line needs its ports, which know it
  if (isHidden) browser.hidden.add(tab);
  tab.line = new LiveLine(
    browser.ports(tab),
    'ann',
    (message) => heard.push(message),
    () => tab.losses++,
  );
  tab.line.start();
  return tab;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const hello = (position = 1) => ({ type: 'hello', epoch: 'e', position });
const event = (position: number) => ({
  type: 'event',
  epoch: 'e',
  position,
  event: { kind: 'issue', id: 'i1', action: 'rate' },
});
const typesOf = ({ heard }: Tab): string[] => heard.map(({ type }) => type);

test('[LV2] seven tabs have one stream, and all of them hear', async () => {
  const tabs = Array.from({ length: 7 }, () => openTab());
  await settle();
  expect(browser.sources.map(({ url }) => url)).toEqual(['/events?for=ann']);
  browser.sources[0]?.say(hello());
  browser.sources[0]?.say(event(2));
  expect(tabs.map(typesOf)).toEqual(tabs.map(() => ['hello', 'event']));
});

test('[LV2] the next tab opens the stream when the one that had it goes', async () => {
  const [first, second, third] = [openTab(), openTab(), openTab()];
  await settle();
  first.line.close();
  await settle();
  expect([browser.open.length, second.line.isLeader, third.line.isLeader]).toEqual([1, true, false]);
  browser.open[0]?.say(hello(4));
  expect([typesOf(first), typesOf(second), typesOf(third)]).toEqual([[], ['hello'], ['hello']]);
});

test('[LV2] a tab that was closed before its turn leads nothing', async () => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  second.line.close();
  first.line.close();
  await settle();
  expect(browser.open).toEqual([]);
});

test('[LV2] [LV7] a tab that comes later is told how far the stream is', async () => {
  openTab();
  await settle();
  browser.sources[0]?.say(hello());
  browser.sources[0]?.say({ type: 'tick', epoch: 'e', position: 9 });
  const late = openTab();
  expect(late.heard).toEqual([{ type: 'hello', epoch: 'e', position: 9 }]);
});

test('[LV2] signing out ends the stream in every tab, for good', async () => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  browser.sources[0]?.say({ type: 'end', reason: 'signed-out' });
  await settle();
  browser.pass(LONGEST_PAUSE_MS);
  browser.look();
  expect([browser.open.length, browser.sources.length, typesOf(first), typesOf(second)]).toEqual([
    0,
    1,
    ['end'],
    ['end'],
  ]);
});

test('[LV2] without locks each tab has a stream while it is in sight, and none while it is not', async () => {
  browser.hasLocks = false;
  const seen = openTab();
  const hidden = openTab(true);
  expect(browser.open).toHaveLength(1);
  browser.hidden.add(seen).delete(hidden);
  browser.look();
  expect([browser.open.length, browser.sources.length]).toEqual([1, 2]);
  browser.open[0]?.say(hello());
  expect([typesOf(seen), typesOf(hidden)]).toEqual([[], ['hello']]);
});

test('[LV6] a stream that broke is opened again, after pauses that grow and begin anew with a word', async () => {
  openTab();
  await settle();
  const pauses: number[] = [];
  for (let tries = 0; tries < 8; tries++) {
    const before = browser.sources.length;
    browser.sources.at(-1)?.fail();
    const brokeMs = browser.nowMs;
    while (browser.sources.length === before) browser.pass(500);
    pauses.push(browser.nowMs - brokeMs);
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  browser.sources.at(-1)?.say(hello());
  browser.sources.at(-1)?.fail();
  browser.pass(FIRST_PAUSE_MS);
  expect([browser.open.length, browser.sources.length]).toEqual([1, 10]);
});

test('[LV6] a stream that falls silent is opened again, one that speaks is not', async () => {
  openTab();
  await settle();
  browser.pass(STREAM_SILENCE_MS - 1);
  browser.sources[0]?.say(hello());
  browser.pass(STREAM_SILENCE_MS - 1);
  expect(browser.sources).toHaveLength(1);
  browser.pass(1);
  browser.pass(FIRST_PAUSE_MS);
  expect([browser.sources.length, browser.open.length]).toEqual([2, 1]);
});

test('[LV6] whoever comes back, or has the network back, waits for no pause', async () => {
  const tab = openTab();
  await settle();
  browser.sources[0]?.fail();
  browser.hidden.add(tab);
  browser.look();
  expect(browser.sources).toHaveLength(1);
  browser.hidden.delete(tab);
  browser.look();
  expect(browser.sources).toHaveLength(2);
  browser.sources[1]?.say(hello());
  browser.look();
  expect(browser.sources).toHaveLength(2);
  browser.nowMs += SUSPICIOUS_MS + 1; // the machine slept, and its timers with it
  browser.look();
  expect([browser.sources.length, browser.open.length]).toEqual([3, 1]);
});

test('[LV4] with other rights the stream is opened again at once, and the page hears of it', async () => {
  const tab = openTab();
  await settle();
  browser.sources[0]?.say({ type: 'end', reason: 'rights-changed' });
  expect([browser.open.length, browser.sources.length, tab.heard]).toEqual([
    1,
    2,
    [{ type: 'end', reason: 'rights-changed' }],
  ]);
});

test('what is no message of ours is passed over', async () => {
  const tab = openTab();
  await settle();
  for (const word of ['x', null, {}, { type: 'event', epoch: 'e', position: 1, event: { kind: 'x' } }])
    browser.sources[0]?.say(word);
  const unknown = { kind: 'issue', id: 'i', action: 'explode' };
  browser.sources[0]?.say({ type: 'event', epoch: 'e', position: 1, event: unknown });
  expect(tab.heard).toEqual([]);
});

test('[LV2] the pause before a stream is opened again doubles up to the longest', async () => {
  openTab();
  await settle();
  for (let ms = FIRST_PAUSE_MS; ms < LONGEST_PAUSE_MS; ms *= 2) {
    browser.open[0]?.fail();
    browser.pass(ms - 1);
    expect(browser.open).toEqual([]);
    browser.pass(1);
    expect(browser.open).toHaveLength(1);
  }
  for (let again = 0; again < 3; again++) {
    browser.open[0]?.fail();
    browser.pass(LONGEST_PAUSE_MS - 1);
    expect(browser.open).toEqual([]);
    browser.pass(1);
    expect(browser.open).toHaveLength(1);
  }
});

test('[LV10] tabs are told that nobody answers: the opening failed, or the stream fell silent', async () => {
  const [first, second] = [openTab(), openTab()];
  await settle();
  const losses = () => [first.losses, second.losses];
  browser.open[0]?.say(hello());
  browser.open[0]?.fail(); // as a proxy cuts it
  expect(losses()).toEqual([0, 0]);
  browser.pass(FIRST_PAUSE_MS);
  browser.open[0]?.fail();
  expect(losses()).toEqual([1, 1]);
  expect(openTab().losses).toBe(1);
  browser.pass(2 * FIRST_PAUSE_MS);
  browser.open[0]?.say(hello());
  expect(openTab().losses).toBe(0);
  first.losses = second.losses = 0;
  browser.pass(STREAM_SILENCE_MS);
  expect(losses()).toEqual([1, 1]);
});
