import { expect, onTestFinished, test } from 'vitest';
import { CLOSE } from '#lib/sync/close-codes.ts';
import { openRoom } from '#lib/sync/open-room.ts';
import { Draft } from './Draft.svelte.ts';

/** A server that lets nobody in. */
class ClosedDoor {
  readonly OPEN = 1;
  readyState = 0;
  binaryType = '';
  onclose: ((event: { code: number }) => void) | undefined;
  constructor() {
    queueMicrotask(() => this.onclose?.({ code: CLOSE.forbidden }));
  }
  close(): void {}
  send(): void {}
}

test('[SY36] what came too late is unknown, not nothing, when the server refuses the draft', async () => {
  const options = {
    ...{ url: 'ws://nowhere/sync', document: 'workshop/w1/draft/ann', person: 'ann' },
    WebSocket: ClosedDoor as unknown as typeof WebSocket, // as much of one as is used at a closed door
  };
  const draft = await Draft.open(options);
  const server = await openRoom(options);
  onTestFinished(async () => {
    await draft.close();
    await server.close();
  });
  draft.add('bone1', 'written too late');
  expect(await draft.findLate(server)).toBeUndefined();
});
