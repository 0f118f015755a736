import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { openDatabase } from '#server/database/database.ts';
import { createDocumentStore } from '#server/sync/store/sql-store.ts';
import { createSyncServer } from '#server/sync/sync-server.ts';

/**
 * A server to be measured from outside, `rooms` (ours, on SQLite) or `relay`: forwards every frame
 * to the others of its room, checks and stores nothing. That is the floor: nobody can be cheaper.
 * Answers 'measure' over IPC with its memory after garbage collection and the CPU time so far.
 */
const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-bench-'));
const server = createServer();
if (process.argv[2] === 'relay') serveRelay();
else await serveRooms();
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port })); // TCP
process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send?.({ liveBytes: heapUsed + external, rssBytes: rss, cpuMs: (user + system) / 1000 });
});
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

async function serveRooms(): Promise<void> {
  const database = await openDatabase({ dataDir });
  const rooms = createSyncServer({
    store: createDocumentStore(database),
    clock: Date.now,
    log: { info: () => undefined, warn: console.error, error: console.error },
    authorise: async (request) => {
      const as = new URL(request.url ?? '', 'http://host').searchParams.get('as') ?? '';
      return { access: 'write', actorKey: as, name: as };
    },
    address: (request) => `${request.socket.remotePort}`, // all clients share this machine's address
  });
  server.on('upgrade', (request, socket, head) => rooms.handleUpgrade(request, socket, head));
}

function serveRelay(): void {
  const rooms = new Map<string, Set<WebSocket>>();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
  sockets.on('connection', (socket, request) => {
    const name = request.url?.split('?')[0] ?? '';
    const room = rooms.get(name) ?? new Set();
    rooms.set(name, room.add(socket));
    socket.on('close', () => room.delete(socket));
    socket.on('message', (data) => {
      for (const other of room) if (other !== socket) other.send(data);
    });
  });
}
