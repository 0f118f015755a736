import type { OfflineStore } from './offline-store.ts';

/** The device's storage took too long: what it does later is not waited for. */
export class DeviceSilent extends Error {}

/**
 * Waits for this device's storage only so long. A browser whose database is stuck never answers and never
 * fails, and a board that waits for it stands at "connecting" for ever.
 */
export async function withinPatience<Result>(work: Promise<Result>, patienceMs: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeviceSilent('the device does not answer')), patienceMs);
  });
  try {
    return await Promise.race([work, silent]);
  } finally {
    clearTimeout(timer);
  }
}

/** A storage of which every answer is waited for only so long. */
export function patientStore(store: OfflineStore, patienceMs: number): OfflineStore {
  const soon = <Result>(work: Promise<Result>): Promise<Result> => withinPatience(work, patienceMs);
  return {
    load: (key) => soon(store.load(key)),
    setEpoch: (key, epoch) => soon(store.setEpoch(key, epoch)),
    append: (key, rows) => soon(store.append(key, rows)),
    markStored: (ids) => soon(store.markStored(ids)),
    compact: (key, ids, bytes) => soon(store.compact(key, ids, bytes)),
    setAside: (key, atMs) => soon(store.setAside(key, atMs)),
    remove: (key) => soon(store.remove(key)),
  };
}
