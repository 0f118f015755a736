import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DocumentStore } from '../store/document-store.ts';
import { createSyncServer, type SyncServer } from '../sync-server.ts';
import type { Authorisation } from '../visitor.ts';
import { MemoryStore } from './memory-store.ts';

/** A room server on a free port. People name themselves in the address: `?as=ann&access=read`. */
export interface TestRooms<Store extends DocumentStore> {
  store: Store;
  rooms: SyncServer;
  port: number;
  /** Without the document: `ws://127.0.0.1:port/sync`. */
  url: string;
  /** `nowMs` is both the time of day and the time that passed; what somebody set the clock by is in `setByMs`. */
  clock: { nowMs: number; setByMs: number };
  /** What was logged as an error. */
  errors: object[];
  /** Replaces the rights that people name themselves. */
  rights: Map<string, Partial<Authorisation>>;
  /** What asking for rights throws while it is set. */
  outage: { fault: Error | undefined };
  /** Called when somebody closed the field that they had open. */
  ontypingend: { run: (document: string) => void };
  close(): Promise<void>;
}

export async function startRooms(): Promise<TestRooms<MemoryStore>>;
export async function startRooms<Store extends DocumentStore>(
  store: Store,
  port?: number,
): Promise<TestRooms<Store>>;
export async function startRooms(
  store: DocumentStore = new MemoryStore(),
  wantedPort = 0,
): Promise<TestRooms<DocumentStore>> {
  const clock = { nowMs: Date.UTC(2026, 10, 2, 8), setByMs: 0 };
  const errors: object[] = [];
  const rights = new Map<string, Partial<Authorisation>>();
  const outage: { fault: Error | undefined } = { fault: undefined };
  const ontypingend: { run: (document: string) => void } = { run: () => undefined };
  const rooms = createSyncServer({
    ontypingend: (document) => ontypingend.run(document),
    store,
    clock: () => clock.nowMs,
    elapsed: () => clock.nowMs - clock.setByMs,
    log: { info: () => undefined, warn: () => undefined, error: (facts) => errors.push(facts) },
    authorise: async (request) => {
      if (outage.fault) throw outage.fault;
      return authorise(request, rights);
    },
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => rooms.handleUpgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has this form
  return {
    store,
    rooms,
    port,
    url: `ws://127.0.0.1:${port}/sync`,
    clock,
    errors,
    rights,
    outage,
    ontypingend,
    close: () => closeAll(server, rooms),
  };
}

async function closeAll(server: Server, rooms: SyncServer): Promise<void> {
  await rooms.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function authorise(request: IncomingMessage, rights: Map<string, Partial<Authorisation>>): Authorisation {
  const { searchParams } = new URL(request.url ?? '', 'http://host');
  const actorKey = searchParams.get('as') ?? 'ann';
  const access = searchParams.get('access');
  return {
    access: access === 'read' || access === 'none' ? access : 'write',
    actorKey,
    name: actorKey,
    ...rights.get(actorKey),
  };
}
