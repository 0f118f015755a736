import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { App } from './app.ts';

/** What answers page requests, and how to end it. */
export interface Pages {
  handler(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  attach?(server: Server): void;
  close(): Promise<void>;
}

/** The pages as `npm run build` left them in build/. */
export async function createPages(_app: App): Promise<Pages> {
  // adapter-node reads these while its module is evaluated; http.ts keeps the headers true.
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
  process.env.ADDRESS_HEADER = 'x-forwarded-for';
  // `body-gate.ts` has counted by then, by route; here stands only that nothing larger ever gets through.
  process.env.BODY_SIZE_LIMIT = '64M';
  const file = join(import.meta.dirname, '..', 'build', 'handler.js');
  const built: { handler: Pages['handler'] } = await import(pathToFileURL(file).href);
  return { handler: built.handler, close: async () => {} };
}
