import { expect, test } from 'vitest';
import type { FormDraft, DraftStore } from './draft.ts';
import { Drafts } from './drafts.ts';
import { KeptText } from './KeptText.svelte.ts';

function memoryStore(): DraftStore & { drafts: Map<string, FormDraft> } {
  const drafts = new Map<string, FormDraft>();
  return {
    drafts,
    find: async (key) => drafts.get(key),
    all: async () => [...drafts.values()],
    put: async (draft) => void drafts.set(draft.key, draft),
    remove: async (key) => void drafts.delete(key),
    removeOlder: async () => undefined,
    erase: async () => drafts.clear(),
  };
}

test('[FM5] a text is there again where its form is opened anew, until it was sent', async () => {
  const store = memoryStore();
  const drafts = new Drafts(
    async () => store,
    () => 0,
  );
  const first = new KeptText(drafts, 'task');
  first.value = 'Ask IT for the forecast';
  await drafts.find('task');
  const second = new KeptText(drafts, 'task');
  await drafts.find('task');
  expect(second.value).toBe('Ask IT for the forecast');
  second.value = '';
  await drafts.find('task');
  expect(store.drafts.size).toBe(0);
});

test('[FM5] what is typed before the device answers is not overwritten, and guests leave nothing', async () => {
  const store = memoryStore();
  const drafts = new Drafts(
    async () => store,
    () => 0,
  );
  await drafts.keep({ key: 'task', fields: { text: ['older'] }, requestKey: '1' });
  const text = new KeptText(drafts, 'task');
  text.value = 'newer';
  await drafts.find('task');
  expect(text.value).toBe('newer');
  new KeptText(drafts, undefined).value = 'of a guest';
  await drafts.find('task');
  expect([...store.drafts.keys()]).toEqual(['task']);
});
