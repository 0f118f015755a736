import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Person } from './audience.ts';
import { MAX_WAITING_BYTES } from './limits.ts';
import { LiveStream } from './live-stream.ts';

test('[LV5] a reader for whom the most bytes wait is kept, with a byte more they are cut off', () => {
  const isKept = (bytes: number): boolean => {
    // Nobody takes anything up from a response without a connection: all that is written waits.
    const request = new IncomingMessage(new Socket());
    const response = new ServerResponse(request);
    const person = { kind: 'person', id: 'ann' } as unknown as Person; // nobody asks here what they may see
    const now = (): number => 0;
    const stream = new LiveStream({ request, response, person, expiresAtMs: Infinity, now, elapsed: now });
    stream.write('x'.repeat(bytes - response.writableLength));
    expect(response.writableLength).toBe(bytes);
    return !response.destroyed;
  };
  expect([isKept(MAX_WAITING_BYTES), isKept(MAX_WAITING_BYTES + 1)]).toEqual([true, false]);
});
