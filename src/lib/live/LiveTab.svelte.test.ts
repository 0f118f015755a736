import { flushSync } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { LiveTab, MOST_HEARD } from './LiveTab.svelte.ts';
import type { AsOf, LiveMessage } from './live-message.ts';
import type { Shown } from './shown.ts';

const LIST: readonly Shown[] = [
  { kind: 'issue', actions: ['add', 'rate'] },
  { kind: 'workshop', id: 'w1', actions: ['mailed'], isAwaited: true },
];

/** A page that shows the list of issues, loads when it is told to, and then shows everything so far. */
let page: { asOf: AsOf | undefined; shown: readonly Shown[] };
let now: number;
let loads: number;
let isHidden: boolean;
let finish: () => void;
let tab: LiveTab;

beforeEach(() => {
  let asOf = $state.raw<AsOf | undefined>({ epoch: 'e', position: 10 });
  let shown = $state.raw<readonly Shown[]>(LIST);
  page = {
    get asOf() {
      return asOf;
    },
    set asOf(value) {
      asOf = value;
    },
    get shown() {
      return shown;
    },
    set shown(value) {
      shown = value;
    },
  };
  [now, loads, isHidden] = [10, 0, false];
  tab = new LiveTab({
    asOf: () => page.asOf,
    shown: () => page.shown,
    isOwn: (press) => press === 'mine',
    async reload() {
      loads++;
      await new Promise<void>((resolve) => (finish = resolve));
      page.asOf = { epoch: 'e', position: now };
    },
    isHidden: () => isHidden,
  });
  tab.take({ type: 'hello', epoch: 'e', position: 10 });
});

type Event = Extract<LiveMessage, { type: 'event' }>;
function hear(event: Event['event'], press?: string, position = ++now): void {
  tab.take({ type: 'event', epoch: 'e', position, event, press });
}
const rate = { kind: 'issue', id: 'i1', action: 'rate' } as const;
const change = { kind: 'issue', id: 'i1', action: 'change' } as const;
const mailed = { kind: 'workshop', id: 'w1', action: 'mailed' } as const;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function load(): Promise<void> {
  finish();
  await settle();
}

test('[LV8] what concerns the page is counted and waits, until the page is loaded by whatever way', () => {
  const cleanup = $effect.root(() => undefined);
  for (const event of [rate, rate, change]) hear(event);
  flushSync();
  expect([tab.count, loads]).toEqual([2, 0]);
  page.asOf = { epoch: 'e', position: 12 };
  expect(tab.count).toBe(0);
  hear(rate);
  expect(tab.count).toBe(1);
  cleanup();
});

test('[LV8] what this tab pressed is no news, and neither is what the page shows already', () => {
  hear(rate, 'mine');
  hear(rate, undefined, 9);
  expect(tab.count).toBe(0);
  hear(rate, 'of somebody else');
  expect(tab.count).toBe(1);
});

test('[LV8] another page counts for itself', () => {
  hear(change);
  hear(rate);
  page.shown = [{ kind: 'issue', id: 'i1', actions: ['change'] }];
  expect(tab.count).toBe(1);
  page.shown = [{ kind: 'issue', id: 'i2', actions: ['change'] }];
  expect(tab.count).toBe(0);
});

test('[LV8] what the page waits for comes at once, one load at a time', async () => {
  for (let mails = 0; mails < 5; mails++) hear(mailed);
  hear({ ...mailed, id: 'w2' });
  expect([loads, tab.count]).toEqual([1, 0]);
  await load();
  expect(loads).toBe(2); // what came while the first was under way
  await load();
  expect(loads).toBe(2);
});

test('[LV8] out of sight it is loaded once, when somebody looks', async () => {
  isHidden = true;
  hear(mailed);
  hear(mailed);
  await settle();
  expect(loads).toBe(0);
  isHidden = false;
  tab.lookAgain();
  expect(loads).toBe(1);
  await load();
  tab.lookAgain();
  expect(loads).toBe(1);
});

test.each([
  ['nothing happened since the page', { epoch: 'e', position: 10 }, 0],
  ['something happened since', { epoch: 'e', position: 11 }, 1],
  ['the server runs anew', { epoch: 'f', position: 0 }, 1],
])('[LV7] after a loss the page asks again if %s', (_what, at, expected) => {
  tab.take({ type: 'hello', ...at });
  expect(loads).toBe(expected);
});

test('[LV7] what was heard, and how far the stream said it was, is not missed', () => {
  hear(change);
  tab.take({ type: 'hello', epoch: 'e', position: 11 });
  tab.take({ type: 'tick', epoch: 'e', position: 20 });
  tab.take({ type: 'hello', epoch: 'e', position: 20 });
  expect(loads).toBe(0);
  tab.take({ type: 'hello', epoch: 'e', position: 21 });
  expect(loads).toBe(1);
});

test('[LV7] [LV4] it asks again when the server lost track, and when rights changed', async () => {
  tab.take({ type: 'lost', epoch: 'e', position: 11 });
  expect(loads).toBe(1);
  await load();
  tab.take({ type: 'end', reason: 'rights-changed' });
  expect(loads).toBe(2);
  await load();
  tab.take({ type: 'end', reason: 'restarting' });
  expect(loads).toBe(2);
});

test('[LV7] a page that shows nothing of ours misses nothing', () => {
  page.asOf = undefined;
  tab.take({ type: 'hello', epoch: 'f', position: 5 });
  hear(rate);
  expect([loads, tab.count]).toEqual([0, 0]);
});

test('[LV8] so many changes are counted, and no more are kept', () => {
  const changed = (times: number): number => {
    for (let i = 0; i < times; i++) hear({ kind: 'issue', id: `many ${i}`, action: 'rate' });
    return tab.count;
  };
  expect(changed(MOST_HEARD - 1)).toBe(MOST_HEARD - 1);
  expect([changed(1), changed(1)]).toEqual([MOST_HEARD, MOST_HEARD]);
});
