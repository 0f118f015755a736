import type { Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { PasswordHasher } from './access/accounts.ts';
import { createApp, type App } from './app.ts';
import { readConfig } from './config.ts';
import { takeDataLock } from './data-lock.ts';
import { createHttpServer } from './http.ts';
import { createLog } from './log.ts';

/** A running Herringbone. */
export interface Running {
  app: App;
  server: Server;
  /** Where it answers on this machine, without a trailing slash. */
  address: string;
  close(): Promise<void>;
}

/** Composes the App, listens, and returns when the first request can be answered. */
export async function serve(options: {
  environment: Record<string, string | undefined>;
  isDevelopment: boolean;
  /** The data belong to another process now: nothing may be served any more. */
  onlost?: (error: Error) => void;
  /** How passwords are hashed, where that is not to take its time: in tests. */
  hasher?: PasswordHasher;
}): Promise<Running> {
  const config = readConfig(options.environment);
  const log = createLog(config.logLevel);
  const onlost = (error: Error): void => {
    log.error({ error }, 'The data belong to another process');
    options.onlost?.(error);
  };
  const lock = await takeDataLock({ ...config, onlost });
  const app = await createApp({ config, log, hasher: options.hasher }).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  try {
    await app.survey.forgetOldFiles();
    await app.workshop.forgetLostFiles();
    await app.undo.forgetOldUndos();
    await app.workshop.finishOldGraces();
    await app.survey.resumeDisclosures();
    await app.search.prepareIndex();
    const pages = options.isDevelopment
      ? await import('./pages-in-development.ts')
      : await import('./pages-built.ts');
    const { handler, close: closePages, attach } = await pages.createPages(app);
    const server = createHttpServer(app, handler);
    attach?.(server);
    await listen(server, config.port, config.host);
    app.schedule.start();
    const { port } = server.address() as AddressInfo; // a listening TCP server has this form
    let isClosing: Promise<void> | undefined;
    return {
      app,
      server,
      address: `http://localhost:${port}`,
      close: () =>
        (isClosing ??= (async () => {
          server.close();
          app.live.close(); // their pages come back to the next process
          await closePages();
          server.closeAllConnections();
          await app.close();
          await lock.release();
        })()),
    };
  } catch (error) {
    await app.close();
    await lock.release();
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is taken. Choose another with PORT=3001.`) : error);
    });
    server.listen(port, host, resolve);
  });
}

/** Addresses at which other devices of the same network reach this machine. */
export function networkAddresses(port: number): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => `http://${entry.address}:${port}`);
}
