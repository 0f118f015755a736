import { expect, test } from 'vitest';
import type { PressStore, WaitingPress } from './press-store.ts';
import { PressQueue } from './PressQueue.svelte.ts';
import type { ActOutcome } from './room-actions.ts';

class MemoryPressStore implements PressStore {
  readonly presses: WaitingPress[] = [];
  all(owner: string): Promise<WaitingPress[]> {
    return Promise.resolve(this.presses.filter((press) => press.owner === owner));
  }
  put(press: WaitingPress): Promise<void> {
    this.#without(press.id);
    this.presses.push(press);
    return Promise.resolve();
  }
  remove(id: string): Promise<void> {
    this.#without(id);
    return Promise.resolve();
  }
  #without(id: string): void {
    const at = this.presses.findIndex((press) => press.id === id);
    if (at >= 0) this.presses.splice(at, 1);
  }
}

const NOT_SENT: ActOutcome<object> = { refusal: { key: 'room.notSent' } };
const CLOSED: ActOutcome<object> = { refusal: { key: 'ballots.vote.closed' } };

/** A queue whose connection is what `network` answers; what went out is in `sent`. */
function makeQueue(store: PressStore = new MemoryPressStore()) {
  const sent: WaitingPress[] = [];
  const network: { answer: (press: WaitingPress) => ActOutcome<object> } = { answer: () => ({ answer: {} }) };
  const queue = new PressQueue('ola/w1', store, async (press) => {
    sent.push(press);
    return network.answer(press);
  });
  return { queue, sent, network, store };
}

const dots = (queue: PressQueue, causeId: string, count: number) =>
  queue.press('dots', 's1', causeId, { causeId, dots: count });

test('[WS113] presses without a connection wait in their order, and are shown as pressed', async () => {
  const { queue, sent, network } = makeQueue();
  network.answer = () => NOT_SENT;
  expect(await dots(queue, 'a', 2)).toEqual(NOT_SENT);
  await dots(queue, 'b', 1);
  await queue.press('signal', 's1', 'ready', { kind: 'ready', isOn: true });
  expect([queue.waiting, queue.dotsOver('s1', { c: 1 }), queue.signal('s1', 'ready')]).toEqual([
    3,
    { a: 2, b: 1, c: 1 },
    true,
  ]);
  sent.length = 0;
  network.answer = () => ({ answer: {} });
  await queue.flush();
  expect(sent.map(({ action, fields }) => `${action} ${fields.causeId ?? fields.kind}`)).toEqual([
    'dots a',
    'dots b',
    'signal ready',
  ]);
  expect([queue.waiting, queue.dotsOver('s1', {})]).toEqual([0, {}]);
});

test('[WS113] of several presses about one thing the last counts, under a key of its own', async () => {
  const { queue, sent, network } = makeQueue();
  network.answer = () => NOT_SENT;
  await dots(queue, 'a', 1);
  await dots(queue, 'a', 3);
  const [first, second] = sent;
  expect([queue.waiting, queue.dotsOver('s1', {})]).toEqual([1, { a: 3 }]);
  expect(first?.id).not.toBe(second?.id);
  sent.length = 0;
  await queue.flush();
  await queue.flush();
  expect(sent.map(({ id }) => id)).toEqual([second?.id, second?.id]);
});

test('[WS113] another page takes up what the first left, and nobody else does', async () => {
  const { queue, network, store } = makeQueue();
  network.answer = () => NOT_SENT;
  await dots(queue, 'a', 2);
  const later = makeQueue(store);
  await later.queue.open();
  expect([later.sent.map(({ fields }) => fields.dots), later.queue.waiting]).toEqual([[2], 0]);
  const stranger = new PressQueue('jan/w1', store, async () => ({ answer: {} }));
  await stranger.open();
  expect(stranger.waiting).toBe(0);
});

test('[WS110] a ballot that is late is counted by step without what it was for, and sent by its author alone', async () => {
  const { queue, sent, network } = makeQueue();
  network.answer = () => NOT_SENT;
  await dots(queue, 'a', 2);
  await dots(queue, 'b', 1);
  network.answer = () => CLOSED;
  await queue.flush();
  expect(queue.late).toEqual([{ stepId: 's1', of: 'vote', count: 3, isTold: false }]);
  expect([queue.waiting, queue.dotsOver('s1', {})]).toEqual([0, {}]);
  queue.noteTold('s1');
  expect(queue.late[0]?.isTold).toBe(true);
  sent.length = 0;
  network.answer = () => ({ answer: {} });
  await queue.flush();
  expect(sent).toEqual([]);
  await queue.sendLate('s1');
  expect([sent.length, queue.late]).toEqual([2, []]);
});

test('[WS110] readiness of a step that is over is nothing to anybody; a late ballot can be let be', async () => {
  const { queue, network } = makeQueue();
  network.answer = ({ action }) => (action === 'signal' ? { refusal: { key: 'room.stepOver' } } : CLOSED);
  await queue.press('signal', 's1', 'ready', { kind: 'ready', isOn: true });
  await dots(queue, 'a', 2);
  expect([queue.waiting, queue.late.length]).toEqual([0, 1]);
  queue.dropLate('s1');
  expect(queue.late).toEqual([]);
});
