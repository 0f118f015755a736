import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '#server/database/database.ts';
import { createDocumentStore } from '#server/sync/store/sql-store.ts';
import { createSyncServer } from '#server/sync/sync-server.ts';

/**
 * A room server over the real store, to be killed: `node rooms-process.ts DATA_DIR`. Prints its port.
 * Whoever comes may write, under the name in `?as=`.
 */
const database = await openDatabase({ dataDir: process.argv[2] ?? '' });
const rooms = createSyncServer({
  store: createDocumentStore(database),
  clock: Date.now,
  log: { info: () => undefined, warn: () => undefined, error: (facts) => console.error(facts) },
  authorise: async (request) => {
    const as = new URL(request.url ?? '', 'http://host').searchParams.get('as') ?? '';
    return { access: 'write', actorKey: as, name: as };
  },
});
const server = createServer();
server.on('upgrade', (request, socket, head) => rooms.handleUpgrade(request, socket, head));
server.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port); // a listening TCP server has this form
});
process.on('SIGTERM', () => {
  void rooms
    .close()
    .then(() => database.close())
    .then(() => process.exit(0));
});
