import { decoding, encoding } from 'lib0';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { MESSAGE, SYNC, WELCOME_RIGHTS } from '#lib/sync/message-types.ts';

/** One frame from the server, taken apart. */
export type Heard =
  | { kind: 'step1'; bytes: Uint8Array }
  | { kind: 'step2'; bytes: Uint8Array }
  | { kind: 'update'; bytes: Uint8Array }
  | { kind: 'awareness'; entries: { client: number; clock: number; state: unknown }[] }
  | { kind: 'stored'; count: number }
  | { kind: 'welcome'; epoch: string; mayWrite: boolean; mayFinish: boolean };

type HeardOf<Kind extends Heard['kind']> = Extract<Heard, { kind: Kind }>;

/** A socket that does exactly what a test tells it, and remembers everything it hears. */
export class RawClient {
  readonly socket: WebSocket;
  readonly heard: Heard[] = [];
  /** The document as this client has heard of it. */
  readonly doc = new Y.Doc();
  /** Updates and step 2 that it sent. */
  writes = 0;
  closed: { code: number; reason: string } | undefined;
  #pings = 0;
  #pongs = 0;
  readonly #listeners = new Set<() => void>();

  constructor(url: string, options: { headers?: Record<string, string> } = {}) {
    this.socket = new WebSocket(url, options);
    this.socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)));
    this.socket.on('pong', () => {
      this.#pongs++;
      this.#wake();
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.#wake();
    });
    this.socket.on('error', () => undefined); // the close that follows says it
  }

  #hear(frame: Uint8Array): void {
    const heard = readHeard(frame);
    this.heard.push(heard);
    if (heard.kind === 'step2' || heard.kind === 'update') Y.applyUpdate(this.doc, heard.bytes, this);
    this.#wake();
  }

  #wake(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves as soon as something holds, looked at after each frame and the close. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  async open(): Promise<this> {
    await this.until(() => this.heard.length > 0 || this.closed !== undefined);
    return this;
  }

  heardOf<Kind extends Heard['kind']>(kind: Kind): HeardOf<Kind>[] {
    return this.heard.filter((heard): heard is HeardOf<Kind> => heard.kind === kind);
  }

  /** The number of updates that the server says are stored. */
  get stored(): number {
    return this.heardOf('stored').at(-1)?.count ?? 0;
  }

  /** Whether the server says that everything this client sent is stored. */
  get isSaved(): boolean {
    return this.stored === this.writes;
  }

  /** The state vector with which the server last asked for everything. */
  get question(): Uint8Array | undefined {
    return this.heardOf('step1').at(-1)?.bytes;
  }

  /** Answers the server's question as an honest client does. */
  answer(): void {
    this.sendSync(SYNC.step2, Y.encodeStateAsUpdate(this.doc, this.question));
  }

  /** Asks for the document, waits for it, and answers the server's question. */
  async join(): Promise<this> {
    await this.open();
    if (this.question) this.answer();
    const before = this.heardOf('step2').length;
    this.sendSync(SYNC.step1, Y.encodeStateVector(this.doc));
    await this.until(() => this.heardOf('step2').length > before || this.closed !== undefined);
    return this;
  }

  sendSync(step: number, bytes: Uint8Array): void {
    if (step !== SYNC.step1) this.writes++;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
    this.socket.send(encoding.toUint8Array(encoder));
  }

  sendUpdate(update: Uint8Array): void {
    this.sendSync(SYNC.update, update);
  }

  /** Edits its own copy and sends the update. */
  edit(change: (doc: Y.Doc) => void): Uint8Array {
    let made: Uint8Array = new Uint8Array();
    const take = (update: Uint8Array): void => void (made = update);
    this.doc.on('update', take);
    this.doc.transact(() => change(this.doc));
    this.doc.off('update', take);
    this.sendUpdate(made);
    return made;
  }

  sendAwareness(client: number, clock: number, state: unknown): void {
    const body = encoding.createEncoder();
    encoding.writeVarUint(body, 1);
    encoding.writeVarUint(body, client);
    encoding.writeVarUint(body, clock);
    encoding.writeVarString(body, typeof state === 'string' ? state : JSON.stringify(state));
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
    this.socket.send(encoding.toUint8Array(encoder));
  }

  /** Everything sent so far has been handled when this resolves: the server answers in order. */
  async settled(): Promise<void> {
    // A connection that is closing answers nothing more; its end has still to be heard of.
    if (this.socket.readyState !== WebSocket.OPEN) return this.until(() => this.closed !== undefined);
    const asked = ++this.#pings;
    this.socket.ping();
    await this.until(() => this.#pongs >= asked || this.closed !== undefined);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.until(() => this.closed !== undefined);
    this.doc.destroy();
  }
}

function readHeard(frame: Uint8Array): Heard {
  const decoder = decoding.createDecoder(frame);
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE.stored) return { kind: 'stored', count: decoding.readVarUint(decoder) };
  if (type === MESSAGE.welcome) {
    const epoch = decoding.readVarString(decoder);
    const right = WELCOME_RIGHTS[decoding.readVarUint(decoder)];
    return { kind: 'welcome', epoch, mayWrite: right === 'write', mayFinish: right === 'text' };
  }
  if (type === MESSAGE.awareness) {
    const body = decoding.createDecoder(decoding.readVarUint8Array(decoder));
    const entries = Array.from({ length: decoding.readVarUint(body) }, () => {
      const client = decoding.readVarUint(body);
      const clock = decoding.readVarUint(body);
      const state: unknown = JSON.parse(decoding.readVarString(body));
      return { client, clock, state };
    });
    return { kind: 'awareness', entries };
  }
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === SYNC.step1) return { kind: 'step1', bytes };
  return step === SYNC.step2 ? { kind: 'step2', bytes } : { kind: 'update', bytes };
}
