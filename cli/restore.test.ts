import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Actor } from '#lib/people/person.ts';
import type { App } from '#server/app.ts';
import { lastBackupMs } from '#server/backup/backup-time.ts';
import { createDocumentStore } from '#server/sync/store/sql-store.ts';
import { backupCommand } from './backup.ts';
import { makeCliScene, type CliScene } from './cli-scene.ts';
import { migrateCommand } from './migrate.ts';
import { restoreCommand } from './restore.ts';

const SYSTEM: Actor = { kind: 'system', name: 'test' };
const BOARD = 'workshop/w/board';
const WAVE_BYTES = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 31) % 251);

let scene: CliScene;
let open: App[] = [];
let out: string;

beforeEach(() => {
  scene = makeCliScene();
  out = join(scene.folder, 'herringbone.backup');
});
afterEach(async () => {
  for (const app of open) await app.close();
  open = [];
  scene.remove();
});

async function openApp(): Promise<App> {
  const app = await scene.openApp();
  open.push(app);
  return app;
}

async function closeAll(): Promise<void> {
  for (const app of open.splice(0)) await app.close();
}

/** An organisation with a wave of three chunks and a live board. */
async function work(app: App): Promise<{ waveId: string }> {
  await scene.setUp(app);
  const [ada] = await app.people.listPeople(SYSTEM);
  if (!ada) throw new Error('The set-up made nobody.');
  const analyst: Actor = { kind: 'person', ...ada, sessionId: null };
  const { blobId, chunkBytes } = await app.survey.startUpload(analyst, {
    byteSize: WAVE_BYTES.length,
    sha256: createHash('sha256').update(WAVE_BYTES).digest('hex'),
  });
  for (let position = 0; position * chunkBytes < WAVE_BYTES.length; position++) {
    const bytes = WAVE_BYTES.slice(position * chunkBytes, (position + 1) * chunkBytes);
    await app.survey.uploadChunk(analyst, { blobId, position, bytes });
  }
  const waveId = await app.survey.importWave(analyst, {
    surveyName: 'Satisfaction',
    waveName: 'Autumn',
    fieldedOn: '2026-10-01',
    fileName: 'autumn.csv',
    blobId,
    rows: { read: 3, imported: 3, rejected: 0, excluded: 0 },
    columns: [{ name: 'nps', label: 'NPS', role: 'nps', naCodes: [] }],
    figures: [],
  });
  const store = createDocumentStore(app.database);
  await store.open(BOARD, 'epoch-1');
  const doc = new Y.Doc();
  doc.getText('head').insert(0, 'Customers wait too long');
  const updates = [Y.encodeStateAsUpdate(doc)];
  const owners = [{ client: doc.clientID, actorKey: 'person:ada' }];
  await store.append([{ document: BOARD, epoch: 'epoch-1', updates, owners }], 0);
  return { waveId };
}

async function readBoard(app: App) {
  const { epoch, updates, owners, retired } = await createDocumentStore(app.database).open(BOARD, 'unused');
  const doc = new Y.Doc();
  for (const { bytes } of updates) Y.applyUpdate(doc, bytes);
  return { epoch, text: doc.getText('head').toString(), owners: owners.length, retired: retired.length };
}

/** Without the lock and the mark of the last backup, which are empty files. */
function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== 'herringbone.lock' && name !== 'last-backup')
    .sort();
}

test('a backup taken while the server has the database open comes back whole, and every document begins a new epoch', async () => {
  const server = await openApp();
  const { waveId } = await work(server);
  const written = await scene.run(backupCommand, out, '--json');
  expect([written.code, JSON.parse(written.out)]).toEqual([0, { file: out, bytes: statSync(out).size }]);
  // What happens after the backup is not in it.
  await server.people.addPerson(SYSTEM, { name: 'Late', email: 'late@example.org', roles: [] });
  await closeAll();

  const database = join(scene.folder, 'data', 'herringbone.db');
  const restored = await scene.run(restoreCommand, out, '--force', '--json');
  expect([restored.code, JSON.parse(restored.out)]).toEqual([
    0,
    { database, keptAs: `${database}.before-restore`, documents: 1 },
  ]);
  expect(filesOf(join(scene.folder, 'data'))).toEqual(['herringbone.db', 'herringbone.db.before-restore']);

  const app = await openApp();
  expect((await app.people.listPeople(SYSTEM)).map(({ name }) => name)).toEqual(['Ada']);
  expect(await app.findOrganisation()).toEqual({ name: 'Acme', locale: 'en' });
  const { chunks } = await app.survey.openWaveFile(SYSTEM, waveId);
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  expect(Buffer.compare(Buffer.concat(read), WAVE_BYTES)).toBe(0);
  const board = await readBoard(app);
  expect(board).toEqual({
    epoch: expect.any(String),
    text: 'Customers wait too long',
    owners: 0,
    retired: 1,
  });
  expect(board.epoch).not.toBe('epoch-1');
});

test('a backup is for its owner alone and leaves no other file', async () => {
  await work(await openApp());
  await scene.run(backupCommand, out);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(filesOf(scene.folder)).toEqual(['data', 'herringbone.backup']);
});

test('when the last backup was made is known beside the database', async () => {
  await work(await openApp());
  const dataDir = join(scene.folder, 'data');
  expect(lastBackupMs(dataDir)).toBe(null);
  await scene.run(backupCommand, out);
  expect(lastBackupMs(dataDir)).toBeCloseTo(statSync(out).mtimeMs, -4);
});

test('a backup never overwrites, and says what is in its way', async () => {
  const absent = await scene.run(backupCommand, out);
  expect([absent.code, absent.err]).toEqual([1, expect.stringContaining('There is no database in')]);
  await work(await openApp());
  writeFileSync(out, 'precious');
  const attempts = await Promise.all([
    scene.run(backupCommand, out),
    scene.run(backupCommand, join(scene.folder, 'nowhere', 'x')),
  ]);
  expect(attempts.map(({ code }) => code)).toEqual([1, 1]);
  expect(attempts[0]?.err).toContain('is there already');
  expect(attempts[1]?.err).toContain('There is no folder');
  expect(readFileSync(out, 'utf8')).toBe('precious');
});

test('a restore refuses an organisation without --force, and a running server even with it', async () => {
  const server = await openApp();
  await work(server);
  await scene.run(backupCommand, out);
  const running = await scene.run(restoreCommand, out, '--force');
  expect([running.code, running.err]).toEqual([1, expect.stringContaining('is in use. Stop the server')]);
  await closeAll();
  const unforced = await scene.run(restoreCommand, out);
  expect([unforced.code, unforced.err]).toEqual([
    1,
    expect.stringContaining('holds an organisation already'),
  ]);
  expect(filesOf(join(scene.folder, 'data'))).toEqual(['herringbone.db']);
  expect((await readBoard(await openApp())).epoch).toBe('epoch-1');
});

test('a restore into an empty data folder needs no --force', async () => {
  await work(await openApp());
  await scene.run(backupCommand, out);
  await closeAll();
  scene.environment.DATA_DIR = join(scene.folder, 'new');
  const { code, out: said } = await scene.run(restoreCommand, out);
  expect([code, said]).toEqual([0, expect.stringContaining('1 live document(s) began anew')]);
  expect(filesOf(join(scene.folder, 'new'))).toEqual(['herringbone.db']);
});

test('an earlier kept database is never overwritten by a later restore', async () => {
  await work(await openApp());
  await scene.run(backupCommand, out);
  await closeAll();
  await scene.run(restoreCommand, out, '--force');
  const { code } = await scene.run(restoreCommand, out, '--force');
  expect(code).toBe(0);
  expect(filesOf(join(scene.folder, 'data'))).toEqual([
    'herringbone.db',
    'herringbone.db.before-restore',
    'herringbone.db.before-restore-2',
  ]);
});

test('a damaged database is replaced with --force and kept with its log', async () => {
  await work(await openApp());
  await scene.run(backupCommand, out);
  await closeAll();
  const database = join(scene.folder, 'data', 'herringbone.db');
  writeFileSync(database, 'a disk that failed'.repeat(500));
  writeFileSync(`${database}-wal`, 'left over');
  const unforced = await scene.run(restoreCommand, out);
  expect([unforced.code, unforced.err]).toEqual([1, expect.stringContaining('cannot be read. With --force')]);
  expect((await scene.run(restoreCommand, out, '--force')).code).toBe(0);
  expect(readFileSync(`${database}.before-restore-wal`, 'utf8')).toBe('left over');
  expect((await readBoard(await openApp())).text).toBe('Customers wait too long');
});

test('a file that is no sound backup of this or an older Herringbone is refused, and nothing changes', async () => {
  await work(await openApp());
  await scene.run(backupCommand, out);
  await closeAll();
  const other = join(scene.folder, 'other.db');
  const foreign = new DatabaseSync(other);
  foreign.exec('create table song (name text)');
  foreign.close();
  const newer = join(scene.folder, 'newer.db');
  copyFileSync(out, newer);
  const ahead = new DatabaseSync(newer);
  ahead.exec("insert into kysely_migration values ('9999-later', '2031-01-01T00:00:00.000Z')");
  ahead.close();
  const torn = join(scene.folder, 'torn.db');
  const bytes = readFileSync(out);
  writeFileSync(torn, bytes.fill(0x5a, 40_960, 81_920));
  const text = join(scene.folder, 'notes.txt');
  writeFileSync(text, 'not a database, only a text of some length '.repeat(50));
  const before = readFileSync(join(scene.folder, 'data', 'herringbone.db'));

  const absent = join(scene.folder, 'absent');
  const attempts = [];
  for (const file of [absent, other, newer, torn, text]) {
    attempts.push(await scene.run(restoreCommand, file, '--force'));
  }
  expect(attempts.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
  expect(attempts.map(({ err }) => err.replaceAll(scene.folder, ''))).toEqual([
    'There is no file /absent.\n',
    '/other.db is a SQLite database, but not one of Herringbone.\n',
    '/newer.db was written by a newer Herringbone (its migration 9999-later is unknown here). Update first.\n',
    expect.stringMatching(/^\/torn\.db (is damaged|cannot be read)/),
    '/notes.txt cannot be read as a Herringbone backup: file is not a database.\n',
  ]);
  expect(filesOf(join(scene.folder, 'data'))).toEqual(['herringbone.db']);
  expect(readFileSync(join(scene.folder, 'data', 'herringbone.db')).equals(before)).toBe(true);
});

test('with PostgreSQL both say which tool does it', async () => {
  scene.environment.DATABASE_URL = 'postgres://localhost/herringbone';
  const attempts = [await scene.run(backupCommand, out), await scene.run(restoreCommand, out)];
  expect(attempts.map(({ code }) => code)).toEqual([1, 1]);
  expect(attempts[0]?.err).toContain('pg_dump --format=custom');
  expect(attempts[1]?.err).toContain('pg_restore --clean');
  expect(attempts[1]?.err).toContain('herringbone migrate --restored');
  expect(existsSync(out)).toBe(false);
});

test('migrate says what it did, and begins documents anew when told', async () => {
  const first = await scene.run(migrateCommand, '--json');
  const { engine, newest, applied } = JSON.parse(first.out);
  expect([engine, applied[0], applied.at(-1)]).toEqual(['sqlite', '0001-accounts', newest]);
  const second = await scene.run(migrateCommand);
  expect([second.code, second.out]).toEqual([0, `sqlite: at ${newest}, nothing to do.\n`]);
  await work(await openApp());
  await closeAll();
  await scene.run(migrateCommand, '--restored');
  expect((await readBoard(await openApp())).epoch).not.toBe('epoch-1');
});

test('bad usage is 2 and says how', async () => {
  const attempts = [
    await scene.run(backupCommand),
    await scene.run(backupCommand, 'a', 'b'),
    await scene.run(restoreCommand),
    await scene.run(restoreCommand, out, '--hard'),
    await scene.run(migrateCommand, 'x'),
  ];
  expect(attempts.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
  for (const { err } of attempts) expect(err).toContain('usage: herringbone ');
});
