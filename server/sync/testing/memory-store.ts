import type {
  Append,
  AppendResult,
  ClientOwner,
  Compaction,
  DocumentStore,
  LoggedUpdate,
  StoredDocument,
} from '../store/document-store.ts';
import type { Share } from '../store/history-shares.ts';

interface MemoryDocument {
  epoch: string;
  lastSeq: number;
  snapshot: { seq: number; bytes: Uint8Array } | undefined;
  log: LoggedUpdate[];
  clients: Map<number, { actorKey: string; epoch: string; sinceMs: number }>;
  shares: Map<string, Share>;
}

/**
 * A store for tests: passes the same contract suite as the real one, survives a simulated restart,
 * and can be told to fail or to hold commits back.
 */
export class MemoryStore implements DocumentStore {
  readonly #documents = new Map<string, MemoryDocument>();
  /** Rejects every write while set, as a full disk does. */
  failure: Error | undefined;
  /** Awaited before each commit and each load. */
  beforeAppend: () => Promise<void> = async () => undefined;
  beforeOpen: () => Promise<void> = async () => undefined;
  appends = 0;
  opens = 0;

  async open(name: string, epoch: string): Promise<StoredDocument> {
    this.opens++;
    await this.beforeOpen();
    const document = this.#documents.get(name) ?? {
      epoch,
      lastSeq: 0,
      snapshot: undefined,
      log: [],
      clients: new Map(),
      shares: new Map(),
    };
    this.#documents.set(name, document);
    const updates = await this.readAfter(name, document.epoch, document.snapshot?.seq ?? 0);
    const clients = [...document.clients];
    return {
      epoch: document.epoch,
      snapshotSeq: document.snapshot?.seq ?? document.lastSeq - updates.length,
      snapshot: document.snapshot?.bytes ?? new Uint8Array(),
      updates,
      owners: await this.readOwners(name, document.epoch),
      retired: clients.filter(([, row]) => row.epoch !== document.epoch).map(([client]) => client),
      shares: [...document.shares.values()],
    };
  }

  async exists(name: string): Promise<boolean> {
    return this.#documents.has(name);
  }

  async append(requests: readonly Append[], nowMs: number): Promise<AppendResult[]> {
    await this.beforeAppend();
    if (this.failure) throw this.failure;
    this.appends++;
    return requests.map((request) => this.#appendOne(request, nowMs));
  }

  #appendOne({ document: name, epoch, updates, owners, shares = [] }: Append, nowMs: number): AppendResult {
    const document = this.#documents.get(name);
    if (document?.epoch !== epoch) return { kind: 'gone' };
    for (const { client, actorKey } of owners) {
      const row = document.clients.get(client) ?? { actorKey, epoch, sinceMs: nowMs };
      document.clients.set(client, row);
      if (row.actorKey !== actorKey || row.epoch !== epoch) return { kind: 'conflict' };
    }
    for (const share of shares) document.shares.set(share.actorKey, share);
    const firstSeq = document.lastSeq + 1;
    for (const bytes of updates) document.log.push({ seq: ++document.lastSeq, atMs: nowMs, bytes });
    return { kind: 'stored', firstSeq };
  }

  async readAfter(name: string, epoch: string, seq: number): Promise<LoggedUpdate[]> {
    const document = this.#documents.get(name);
    return document?.epoch === epoch ? document.log.filter((logged) => logged.seq > seq) : [];
  }

  async readOwners(name: string, epoch: string): Promise<ClientOwner[]> {
    const clients = [...(this.#documents.get(name)?.clients ?? [])];
    return clients.flatMap(([client, row]) =>
      row.epoch === epoch ? { client, actorKey: row.actorKey } : [],
    );
  }

  async compact(compaction: Compaction): Promise<void> {
    const document = this.#documents.get(compaction.document);
    if (this.failure) throw this.failure;
    if (document?.epoch !== compaction.epoch) return;
    const { upTo, snapshot, keepSinceMs, keepBytes, forgetBeforeMs } = compaction;
    if (document.snapshot && document.snapshot.seq >= upTo) return;
    document.snapshot = { seq: upTo, bytes: snapshot };
    let kept = 0;
    document.log = document.log
      .toReversed()
      .filter(
        ({ seq, atMs, bytes }) =>
          seq > upTo || (atMs >= keepSinceMs && (kept += bytes.length) <= (keepBytes ?? Infinity)),
      )
      .toReversed();
    for (const [client, { sinceMs }] of document.clients) {
      if (sinceMs < forgetBeforeMs && !compaction.writers.includes(client)) document.clients.delete(client);
    }
  }

  async reset(name: string, epoch: string): Promise<void> {
    const document = this.#documents.get(name);
    if (document) Object.assign(document, { epoch, snapshot: undefined, log: [] });
  }

  async delete(name: string): Promise<void> {
    this.#documents.delete(name);
  }

  async renewEpochs(newEpoch: () => string): Promise<number> {
    for (const document of this.#documents.values()) document.epoch = newEpoch();
    return this.#documents.size;
  }
}
