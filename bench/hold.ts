/**
 * How long others wait while somebody does their worst: three strangers who post 60 MB to the sign-in
 * form, an analyst who uploads, and a guest who fills a board and asks for it from thirty sockets. A
 * process of its own asks /clock and writes in another workshop. Loopback only; ends by itself.
 *
 *   node bench/hold.ts [FOLDER]     FOLDER: another built checkout to compare with
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as Y from 'yjs';
import type { App } from '#server/app.ts';
import { RawClient } from '#server/sync/testing/raw-client.ts';
import { SYNC } from '#lib/sync/message-types.ts';

const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const SYSTEM = { kind: 'system', name: 'hold' } as const;
const PASSWORD = 'correct horse battery';
const PHASE_MS = 20_000;
const FILL_BYTES = 15_000_000;
const SOCKETS = 30;
const QUESTIONS = 17;

/** What the probe found in one phase. */
interface Waits {
  clock: number[];
  edits: number[];
}

const dataDir = mkdtempSync(join(tmpdir(), 'herringbone-hold-'));
const scene = await prepare();
const server = spawn(process.execPath, [join(ROOT, 'server', 'main.ts')], {
  cwd: ROOT,
  env: { PATH: process.env.PATH, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
// Whatever happens here, nothing goes on running.
process.once('exit', () => server.kill('SIGKILL'));
const address = await readAddress(server);
const probe = fork(join(import.meta.dirname, 'hold-probe.ts'), [
  address,
  scene.bystander.workshopId,
  scene.bystander.token,
]);
process.once('exit', () => probe.kill('SIGKILL'));
await new Promise((resolve_) => probe.once('message', resolve_));

await phase('nobody does anything', async () => new Promise((done) => setTimeout(done, 5_000)));
await phase('three strangers post 60 MB', async () => {
  await Promise.all(Array.from({ length: 3 }, () => postMuch('/sign-in', 60_000_000)));
});
await phase('an analyst uploads 60 MB', upload);
await phase('a guest fills a board', () => fill(scene.guest));
await phase(`and asks for it from ${SOCKETS} sockets`, () => ask(scene.guest));

probe.kill('SIGKILL');
server.kill('SIGTERM');
await new Promise((done) => server.once('exit', done));
rmSync(dataDir, { recursive: true, force: true });

/** Runs one thing for a bounded time and prints how long others waited meanwhile. */
async function phase(title: string, work: () => Promise<unknown>): Promise<void> {
  await askProbe('forget');
  const limit = new Promise((done) => setTimeout(done, PHASE_MS));
  const failed = work().catch((error: unknown) => console.log(`  (${String(error)})`));
  await Promise.race([failed, limit]);
  await new Promise((done) => setTimeout(done, 500)); // what waited until the end is heard as well
  const { clock, edits } = (await askProbe('report')) as Waits;
  const rssMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
  console.log(
    `${title.padEnd(34)} /clock longest ${longest(clock)} of ${clock.length}, ` +
      `edit elsewhere longest ${longest(edits)} of ${edits.length}, RSS ${rssMb.toFixed(0)} MB`,
  );
}

function longest(waits: readonly number[]): string {
  return `${Math.max(0, ...waits).toFixed(0)} ms`;
}

function askProbe(what: 'forget' | 'report'): Promise<unknown> {
  return new Promise((done) => {
    probe.once('message', done);
    probe.send(what);
  });
}

/** Two workshops, a guest in each, and an analyst with a session. Made with the code that is measured. */
async function prepare() {
  const load = async <T>(path: string): Promise<T> =>
    import(pathToFileURL(join(ROOT, path)).href) as Promise<T>;
  const { createApp } = await load<typeof import('#server/app.ts')>('server/app.ts');
  const { readConfig } = await load<typeof import('#server/config.ts')>('server/config.ts');
  const { moveTo } = await load<typeof import('../tests/workshop-steps.ts')>('tests/workshop-steps.ts');
  const quiet = (): void => undefined;
  const app: App = await createApp({
    config: readConfig({ DATA_DIR: dataDir }),
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const email = 'ada@example.org';
  await app.access.setUp({
    token: await app.access.renewSetUpToken(),
    organisation: 'Hold',
    name: 'Ada',
    email,
    password: PASSWORD,
    locale: 'en',
  });
  const [ada] = await app.people.listPeople(SYSTEM);
  if (!ada) throw new Error('nobody was set up');
  const lead = { kind: 'person', ...ada, sessionId: null } as const;
  const enter = async (title: string): Promise<{ workshopId: string; token: string }> => {
    const form = { title, problem: 'Customers wait', goal: 'Know why', template: '5m', language: 'en' };
    const workshopId = await app.workshop.createWorkshop(lead, form);
    await moveTo(app, lead, workshopId, 'whys');
    const { joinCode } = (await app.workshop.getWorkshop(lead, workshopId)).workshop;
    const wish = { code: joinCode, name: 'Guest', department: 'Hall', wish: 'take-part' };
    const { token } = await app.workshop.joinAsGuest(wish, { locale: 'en', address: '127.0.0.1' });
    return { workshopId, token };
  };
  const guest = await enter('Attacked');
  const bystander = await enter('Elsewhere');
  const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
  const cookies = await app.access.signIn({ email, password: PASSWORD }, visit);
  await app.close();
  return { guest, bystander, cookie: cookies.map((line) => line.split(';')[0]).join('; ') };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /ready: (\S+)/.exec(output)?.[1];
      if (found) done(found.replace('localhost', '127.0.0.1'));
    });
    child.once('exit', () => fail(new Error(`the server did not start: ${output}`)));
  });
}

/** Posts a form of many letters; how it is answered does not matter. */
function postMuch(path: string, bytes: number): Promise<void> {
  return new Promise((done) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': bytes,
      origin: address,
    };
    const sent = request(new URL(path, address), { method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.once('end', done);
    });
    sent.on('error', () => done());
    const piece = Buffer.from(`email=${'a'.repeat(1_000_000 - 6)}`);
    let left = bytes;
    const write = (): void => {
      while (left > 0) {
        const part = piece.subarray(0, Math.min(left, piece.length));
        left -= part.length;
        if (!sent.write(part)) return void sent.once('drain', write);
      }
      sent.end();
    };
    write();
  });
}

async function upload(): Promise<void> {
  const bytes = randomBytes(60_000_000);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const send = (path: string, method: string, body: string | Buffer): Promise<Response> =>
    fetch(new URL(path, address), {
      method,
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: {
        cookie: scene.cookie,
        origin: address,
        'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
      },
    });
  const begun = await send('/api/survey/uploads', 'POST', JSON.stringify({ byteSize: bytes.length, sha256 }));
  const { blobId, chunkBytes } = (await begun.json()) as { blobId: string; chunkBytes: number };
  for (let position = 0; position * chunkBytes < bytes.length; position++) {
    const piece = bytes.subarray(position * chunkBytes, (position + 1) * chunkBytes);
    const answer = await send(`/api/survey/uploads/${blobId}/${position}`, 'PUT', piece);
    if (!answer.ok) throw new Error(`a piece was answered with ${answer.status}`);
  }
}

function connect({ workshopId, token }: { workshopId: string; token: string }): RawClient {
  const url = `${address.replace('http', 'ws')}/sync/workshop/${workshopId}/board?ack=1`;
  return new RawClient(url, { headers: { cookie: `herringbone.guest=${token}`, origin: address } });
}

/** Many small structs, since Yjs reads those most slowly, until the limit or the end of the connection. */
async function fill(guest: { workshopId: string; token: string }): Promise<void> {
  const client = await connect(guest).join();
  let sent = 0;
  for (let i = 0; sent < FILL_BYTES && !client.closed; i++) {
    const update = client.edit((doc: Y.Doc) => {
      for (let j = 0; j < 20_000; j++) doc.getMap('m').set(`${i} ${j}`, `value ${j}`);
    });
    sent += update.length;
    await client.until(() => client.isSaved || client.closed !== undefined);
  }
  console.log(
    `  (${(sent / 1e6).toFixed(1)} MB sent, ${client.closed ? `closed: ${client.closed.reason}` : 'all taken'})`,
  );
  await client.close();
}

/** Questions without end from many sockets; answers are not read, only counted. */
async function ask(guest: { workshopId: string; token: string }): Promise<void> {
  const clients = Array.from({ length: SOCKETS }, () => connect(guest));
  for (const client of clients) client.doc.destroy();
  await Promise.all(clients.map((client) => client.open()));
  for (const client of clients) {
    client.socket.removeAllListeners('message');
    for (let n = 0; n < QUESTIONS; n++) client.sendSync(SYNC.step1, Uint8Array.from([0]));
  }
  await new Promise((done) => setTimeout(done, PHASE_MS - 1_000));
  for (const client of clients) client.socket.terminate();
}
