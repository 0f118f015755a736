import { parentPort, workerData } from 'node:worker_threads';
import { publishTables } from '#lib/survey/publish-tables.ts';
import type { PublicationForm } from '#lib/survey/published-tables.ts';
import { WaveFile } from '#lib/survey/wave-file.ts';

/** Decodes a wave and computes its tables: at a million rows seconds in which the rooms must not stand still. */
const { bytes, declaration } = workerData as { bytes: Uint8Array; declaration: PublicationForm }; // from publish-job.ts
const file = new WaveFile(bytes);
const needed = file.columns
  .filter(
    ({ name, role }) =>
      declaration.segments.includes(name) ||
      ['nps', 'csat', 'ces', 'rating', 'weight', 'comment'].includes(role),
  )
  .map(({ name }) => name);
parentPort?.postMessage(publishTables(await file.table(needed), declaration));
