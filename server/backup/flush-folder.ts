import { open } from 'node:fs/promises';

/** Makes a rename survive a power cut. Some systems cannot open a folder; they flush it themselves. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
