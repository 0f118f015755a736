import type * as Y from 'yjs';
import { parseDocumentName } from '#lib/sync/document-name.ts';
import type { Queries } from './database/engine.ts';
import { documentVersions, readHistory, type DocumentHistory } from './sync/store/history.ts';
import { listDocuments } from './sync/store/sql-store.ts';
import type { SyncServer } from './sync/sync-server.ts';

/** What commands may do with live documents. The room server stands behind it. */
export interface Rooms {
  /** Changes a document as the server itself; stored before anybody is told. */
  edit(name: string, change: (doc: Y.Doc) => void): Promise<void>;
  /** Erases a document with its history, for good, and sends away whoever has it open. */
  erase(name: string): Promise<void>;
  /** Looks at a document as it is stored now. */
  read<Result>(name: string, look: (doc: Y.Doc) => Result): Promise<Result>;
  /** The names of the stored documents that begin so. */
  list(prefix: string): Promise<string[]>;
  /** Names what documents are now; the name changes with every update. */
  versions(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** How a document came about, as far as that is kept. */
  history(name: string): Promise<DocumentHistory>;
  /** Whether somebody has a field open in the documents of a workshop. */
  isTyping(workshopId: string): boolean;
  /** Whether somebody who may only finish has. */
  isFinishing(workshopId: string): boolean;
  /** Ends finishing in a workshop; resolves when what was written until now is stored. */
  endFinishing(workshopId: string): Promise<void>;
  /** Asks again who may do what in the documents of a workshop, after rights in it changed. */
  recheckWorkshop(workshopId: string): Promise<void>;
  /** Asks again what one person may do and hear of anywhere, after they signed out or changed. */
  recheckPerson(personId: string): Promise<void>;
  /** Asks again what anybody may do and hear of anywhere, after everything was removed. */
  recheckEverybody(): Promise<void>;
}

/** How a person or guest is named to the room server, for good. */
export function actorKey(actor: { kind: 'person' | 'guest'; id: string }): string {
  return `${actor.kind}:${actor.id}`;
}

/** Whatever else a person is connected to: asked again along with their documents. */
interface Connected {
  recheckPerson(personId: string): Promise<void>;
  recheckEverybody(): Promise<void>;
}

export function createRooms(sync: SyncServer, db: Queries, live: Connected): Rooms {
  const isOf =
    (workshopId: string) =>
    (name: string): boolean =>
      parseDocumentName(name)?.workshop === workshopId;
  return {
    edit: sync.editDocument,
    erase: sync.deleteDocument,
    read: sync.readDocument,
    list: (prefix) => listDocuments(db, prefix),
    versions: (names) => documentVersions(db, names),
    history: (name) => readHistory(db, name),
    isTyping: (workshopId) => sync.isTyping(isOf(workshopId)),
    isFinishing: (workshopId) => sync.isFinishing(isOf(workshopId)),
    endFinishing: (workshopId) => sync.endFinishing(isOf(workshopId)),
    recheckWorkshop: (workshopId) => sync.recheck(({ document }) => isOf(workshopId)(document)),
    async recheckPerson(personId) {
      const key = actorKey({ kind: 'person', id: personId });
      await Promise.all([
        sync.recheck((connection) => connection.actorKey === key),
        live.recheckPerson(personId),
      ]);
    },
    async recheckEverybody() {
      await Promise.all([sync.recheck(() => true), live.recheckEverybody()]);
    },
  };
}
