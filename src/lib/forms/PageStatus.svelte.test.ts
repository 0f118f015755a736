import { beforeEach, expect, test, vi } from 'vitest';
import { Drafts } from './drafts.ts';
import { draftKey, type DraftStore, type FormDraft } from './draft.ts';
import { PageStatus } from './PageStatus.svelte.ts';
import { SAID_AFTER_MS, Sending } from './Sending.svelte.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let stored: Map<string, FormDraft>;
let drafts: Drafts;
let status: PageStatus;
/** Answers the question whether the server is there. */
let answer: (isReachable: boolean) => void;

beforeEach(() => {
  stored = new Map();
  const store: DraftStore = {
    find: async (key) => stored.get(key),
    all: async () => [...stored.values()],
    put: async (draft) => void stored.set(draft.key, draft),
    remove: async (key) => void stored.delete(key),
    removeOlder: async (thanMs) => {
      for (const [key, { savedAtMs }] of stored) if (savedAtMs < thanMs) stored.delete(key);
    },
    erase: async () => stored.clear(),
  };
  let nowMs = 100 * DAY_MS;
  drafts = new Drafts(
    async () => store,
    () => nowMs++,
  );
  status = new PageStatus({
    findUnsent: () => drafts.findUnsent('ann'),
    discard: (key) => drafts.remove(key),
    isReachable: () => new Promise((resolve) => (answer = resolve)),
  });
});

test('[FM19] nothing is said up to 400 ms, then "saving", and "saved" until something is typed', () => {
  vi.useFakeTimers();
  const sending = new Sending();
  sending.begin(null);
  status.begin(sending);
  vi.advanceTimersByTime(SAID_AFTER_MS - 1);
  expect(status.kind).toBe('idle');
  vi.advanceTimersByTime(1);
  expect(status.kind).toBe('saving');
  sending.end();
  status.end(sending, true);
  expect(status.kind).toBe('saved');
  status.move();
  expect(status.kind).toBe('idle');
  vi.useRealTimers();
});

test('[FM19] what was refused is not called saved', () => {
  const sending = new Sending();
  status.begin(sending);
  status.end(sending, false);
  expect(status.kind).toBe('idle');
});

test('[FM19] a stream that broke is "offline" only where the server does not answer either', async () => {
  const first = status.lose();
  answer(true);
  await first;
  expect(status.kind).toBe('idle');
  const second = status.lose();
  answer(false);
  await second;
  expect(status.kind).toBe('offline');
  status.hear();
  expect(status.kind).toBe('idle');
  const late = status.lose();
  status.hear();
  answer(false);
  await late;
  expect(status.kind).toBe('idle');
  status.setNetwork(false);
  expect(status.kind).toBe('offline');
});

test('[FM19] what could not be sent is counted with its page, for its person, until it is gone', async () => {
  const keep = (personId: string, path: string, unsent?: { title: string }): Promise<void> =>
    drafts.keep({
      key: draftKey(personId, path, 'add'),
      fields: { title: [path], effort: ['3'] },
      requestKey: path,
      unsent,
    });
  await keep('ann', '/issues', { title: 'Issues' });
  await keep('ann', '/projects/4', { title: 'Shorter calls' });
  await keep('ann', '/shifts');
  await keep('ben', '/issues', { title: 'Issues' });
  await status.look();
  expect(status.kind).toBe('unsent');
  expect(status.unsent.map(({ path, title, text }) => [path, title, text])).toEqual([
    ['/projects/4', 'Shorter calls', '/projects/4'],
    ['/issues', 'Issues', '/issues'],
  ]);
  await status.discard(draftKey('ann', '/issues', 'add'));
  expect(status.unsent.map(({ path }) => path)).toEqual(['/projects/4']);
  await drafts.remove(draftKey('ann', '/projects/4', 'add')); // as another tab does that sends it
  await status.look();
  expect([status.kind, status.unsent]).toEqual(['idle', []]);
});
