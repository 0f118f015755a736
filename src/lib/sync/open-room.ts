import * as Y from 'yjs';
import { OfflineDocument } from './offline-document.ts';
import { patientStore } from './patient-store.ts';
import type { OfflineStore } from './offline-store.ts';
import { RoomProvider, type RoomProviderOptions } from './room-provider.ts';

/** How long the browser's own database may take: opening it takes a tenth of this on a slow phone. */
const DEVICE_PATIENCE_MS = 2_500;

/** An open document: its content, its connection, and the copy on this device. */
export interface OpenRoom {
  doc: Y.Doc;
  provider: RoomProvider;
  /** Puts the copy on this device out of the way, with what the server never took: kept for rescue, not loaded again. */
  setAside(): Promise<void>;
  /** Stops, after everything is written to this device. */
  close(): Promise<void>;
}

/**
 * Opens a document: first from this device, so that it is there at once and offline, then from the
 * server. `person` keeps the copies of people who share a computer apart. Without a store (a phone
 * that joined as a guest for an hour) nothing is kept here.
 */
export async function openRoom(
  options: Omit<RoomProviderOptions, 'doc' | 'offline' | 'unsaved'> & {
    store?: OfflineStore | undefined;
    person: string;
    onstoragefailure?: (error: unknown) => void;
    /** How long this device's storage is waited for, in milliseconds. */
    patienceMs?: number;
  },
): Promise<OpenRoom> {
  const doc = new Y.Doc();
  const {
    store,
    person,
    onstoragefailure = () => undefined,
    patienceMs = DEVICE_PATIENCE_MS,
    ...connection
  } = options;
  const key = copyKey(person, options.document);
  const opened = store && (await openCopy(patientStore(store, patienceMs), key, doc, onstoragefailure));
  const provider = new RoomProvider({ ...connection, doc, ...opened });
  return {
    doc,
    provider,
    async setAside() {
      await opened?.offline.setAside();
    },
    async close() {
      await provider.destroy();
      doc.destroy();
    },
  };
}

/** Whether this device made changes of a document that the server is not known to have; asks no server. */
export async function owesServer(
  store: OfflineStore | undefined,
  person: string,
  document: string,
  patienceMs = DEVICE_PATIENCE_MS,
): Promise<boolean> {
  const patient = store && patientStore(store, patienceMs);
  const copy = await patient?.load(copyKey(person, document)).catch(() => undefined);
  return copy?.rows.some(({ isWaiting }) => isWaiting) ?? false;
}

function copyKey(person: string, document: string): string {
  return `${person}/${document}`;
}

/** A device that keeps nothing (private window, full disk) still works online. */
async function openCopy(
  store: OfflineStore,
  key: string,
  doc: Y.Doc,
  onfailure: (error: unknown) => void,
): Promise<Awaited<ReturnType<typeof OfflineDocument.open>> | undefined> {
  try {
    const opened = await OfflineDocument.open({ store, key, doc, now: Date.now });
    opened.offline.onfailure = onfailure;
    return opened;
  } catch (error) {
    onfailure(error);
    return undefined;
  }
}
