/** The second process of `hold.ts`: asks /clock and writes in a workshop, and notes how long each took. */
import * as Y from 'yjs';
import { WebSocket } from 'ws';
import { RoomProvider } from '#lib/sync/room-provider.ts';

const CLOCK_EVERY_MS = 10;
const EDIT_EVERY_MS = 100;
const [address = '', workshopId = '', token = ''] = process.argv.slice(2);
let clock: number[] = [];
let edits: number[] = [];
/** When what is under way began: somebody who is still waiting has waited too. */
const begun: { clock?: number; edit?: number } = {};

class Socket extends WebSocket {
  constructor(url: string | URL) {
    super(url, { headers: { cookie: `herringbone.guest=${token}`, origin: address } });
  }
}

const doc = new Y.Doc();
const provider = new RoomProvider({
  url: `${address.replace('http', 'ws')}/sync`,
  document: `workshop/${workshopId}/board`,
  doc,
  WebSocket: Socket as unknown as typeof globalThis.WebSocket, // of the same form
});
await provider.until(({ status }) => status.kind === 'saved');

process.on('message', (what) => {
  const now = performance.now();
  const waiting = (startMs: number | undefined): number[] => (startMs === undefined ? [] : [now - startMs]);
  if (what === 'report')
    process.send?.({ clock: [...clock, ...waiting(begun.clock)], edits: [...edits, ...waiting(begun.edit)] });
  else process.send?.('forgotten');
  clock = [];
  edits = [];
});
process.send?.('ready');

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function askClock(): Promise<never> {
  for (;;) {
    begun.clock = performance.now();
    await fetch(`${address}/clock`).then((answer) => answer.text());
    clock.push(performance.now() - begun.clock);
    delete begun.clock;
    await pause(CLOCK_EVERY_MS);
  }
}

async function write(): Promise<never> {
  for (;;) {
    begun.edit = performance.now();
    doc.getMap('probe').set('now', begun.edit);
    await provider.until(({ status }) => status.kind === 'saved');
    edits.push(performance.now() - begun.edit);
    delete begun.edit;
    await pause(EDIT_EVERY_MS);
  }
}

await Promise.all([askClock(), write()]);
