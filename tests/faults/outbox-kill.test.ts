import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import type { OutboxKind } from '#lib/notify/outbox.ts';
import { createApp } from '#server/app.ts';
import { openDatabase } from '#server/database/database.ts';
import { addNotices } from '#server/notify/notice-commands.ts';
import { insertLetters } from '#server/notify/outbox-store.ts';
import type { SendingStep } from '#server/notify/send-outbox.ts';
import { openSmtpSink, type SmtpSink } from '#server/notify/smtp-sink.ts';
import { CHEAP_HASHER } from '../cheap-hasher.ts';
import { borrowTestDatabase, ENGINES } from '../test-database.ts';

const SYSTEM: Actor = { kind: 'system', name: 'test' };
const NOW_MS = Date.UTC(2026, 10, 2, 8);
const LATER_MS = NOW_MS + 10 * 60_000;

/** What is to come of a letter whose process dies at a step, and how often it arrives, as the rule says [NO8]. */
const RULE: readonly { kind: OutboxKind; step: SendingStep; state: string; arrives: number }[] = [
  { kind: 'urgent', step: 'claimed', state: 'sent', arrives: 1 },
  { kind: 'urgent', step: 'sending', state: 'sent', arrives: 1 },
  { kind: 'urgent', step: 'accepted', state: 'sent', arrives: 2 },
  { kind: 'urgent', step: 'sent', state: 'sent', arrives: 1 },
  { kind: 'digest', step: 'claimed', state: 'sent', arrives: 1 },
  { kind: 'digest', step: 'sending', state: 'dropped', arrives: 0 },
  { kind: 'digest', step: 'accepted', state: 'dropped', arrives: 1 },
  { kind: 'digest', step: 'sent', state: 'sent', arrives: 1 },
];

describe.each(ENGINES)('a process that dies while it sends, on $title', ({ engine, isAbsent }) => {
  let borrowed: Awaited<ReturnType<typeof borrowTestDatabase>>;
  let sink: SmtpSink;

  beforeEach(async () => {
    if (isAbsent) return;
    borrowed = await borrowTestDatabase(engine);
    sink = await openSmtpSink();
  });
  afterEach(async () => {
    if (isAbsent) return;
    await sink.close();
    await borrowed.remove();
  });

  /** Three people with a digest and an urgent letter each, all due. */
  async function fillOutbox(): Promise<{ id: string; kind: string }[]> {
    const quiet = (): void => undefined;
    const app = await createApp({
      config: {
        ...{ host: '127.0.0.1', port: 0, smtpUrl: undefined, publicUrl: undefined, mailFrom: 'a@b.example' },
        ...{ dataDir: borrowed.dataDir, databaseUrl: borrowed.databaseUrl, timeZone: 'Europe/Warsaw' },
        ...{ trustedProxies: [], logLevel: 'silent' },
      },
      log: { info: quiet, warn: quiet, error: quiet },
      clock: () => NOW_MS,
      hasher: CHEAP_HASHER,
    });
    const people: string[] = [];
    for (const name of ['Ana', 'Bob', 'Ewa'])
      people.push(
        await app.people.addPerson(SYSTEM, {
          ...{ name, email: `${name}@example.org`, departmentId: '', roles: [] },
        }),
      );
    const context = { clock: app.clock, bus: app.bus, mail: { linkBase: 'http://cx.example.org' } };
    const letters = await app.database.transaction(async (trx) => {
      for (const personId of people) {
        const subject = { kind: 'person', id: personId } as const; // everybody sees themselves
        const about = { personId, subject, occasion: '1', byId: null, values: {} };
        await addNotices(context, trx, [
          { ...about, kind: 'signature.waits' },
          { ...about, kind: 'commitment.answered' },
        ]);
      }
      const due = { occasion: '2026-11-02', dueMs: NOW_MS, atMs: NOW_MS };
      await insertLetters(
        trx,
        people.map((personId) => ({ kind: 'digest', personId, ...due })),
      );
      return trx.selectFrom('outbox').select(['id', 'kind']).orderBy('due_ms').orderBy('id').execute();
    });
    await app.close();
    return letters;
  }

  function send(nowMs: number, step = '', letterId = ''): Promise<string | null> {
    const script = join(import.meta.dirname, 'outbox-process.ts');
    const given = [borrowed.dataDir, borrowed.databaseUrl ?? '', sink.url, String(nowMs), step, letterId];
    const child = spawn(process.execPath, [script, ...given], { stdio: ['ignore', 'ignore', 'inherit'] });
    return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  }

  async function states(): Promise<Record<string, string>> {
    const database = await openDatabase(borrowed);
    const rows = await database.db.selectFrom('outbox').select(['id', 'state']).execute();
    await database.close();
    return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
  }

  test.skipIf(isAbsent).each(RULE)(
    '[NO8] killed when a letter ($kind) is $step: it ends $state and arrives $arrives times, all others once',
    async ({ kind, step, state, arrives }) => {
      const letters = await fillOutbox();
      const victim = letters.filter((letter) => letter.kind === kind)[1];
      if (!victim) throw new Error('no letter to kill');
      expect(await send(NOW_MS, step, victim.id)).toBe('SIGKILL');
      expect(await send(NOW_MS)).toBeNull(); // another process leaves alone what may still be under way
      expect(await send(LATER_MS)).toBeNull();
      const count = (id: string) =>
        sink.messageIds.filter((messageId) => messageId === `<${id}@cx.example.org>`).length;
      const others = letters.filter(({ id }) => id !== victim.id);
      expect({ victim: count(victim.id), others: others.map(({ id }) => count(id)) }).toEqual({
        victim: arrives,
        others: others.map(() => 1),
      });
      expect(await states()).toEqual({
        ...Object.fromEntries(others.map(({ id }) => [id, 'sent'])),
        [victim.id]: state,
      });
    },
    60_000,
  );
});
