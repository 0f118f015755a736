/** One end of a channel: a Worker, the scope inside it, or a port of a MessageChannel. */
export interface WorkerPort {
  postMessage(message: unknown, options: { transfer: ArrayBuffer[] }): void;
  addEventListener(
    kind: 'message' | 'messageerror' | 'error',
    listener: (event: { data?: unknown; message?: string }) => void,
  ): void;
}

/** A port that whoever asks can end, at once and whatever the other side is doing. */
export type EndablePort = WorkerPort &
  ({ terminate(): unknown } | { close(): void }) & {
    /** Node: the process waits for this port while something is asked, and only then. */
    ref?(): void;
    unref?(): void;
  };

/** What an answer may do beside being returned. */
export interface CallContext<Progress = never> {
  /** Tells whoever asked how far the work is. */
  tell(progress: Progress): void;
  /** Hands a buffer of the answer over instead of copying it. */
  move(buffer: ArrayBuffer): void;
}

/** The calls that a worker answers: methods of one input and a context. */
export type CallsOf<Calls> = { [Name in keyof Calls]: (input: never, context: CallContext) => unknown };
type Method<Calls, Name extends keyof Calls> = Calls[Name] extends (...args: never) => unknown
  ? Calls[Name]
  : never;
type Input<Calls, Name extends keyof Calls> = Parameters<Method<Calls, Name>>[0];
type Output<Calls, Name extends keyof Calls> = Awaited<ReturnType<Method<Calls, Name>>>;
type Progress<Calls, Name extends keyof Calls> =
  Parameters<Method<Calls, Name>> extends [unknown, CallContext<infer Told>] ? Told : never;

export interface AskOptions<Told = never> {
  /** Nobody waits for the answer any more: the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  onProgress?: (progress: Told) => void;
  /** Buffers of the input that are handed over instead of being copied. */
  transfer?: ArrayBuffer[];
  /** Calls of the same name that still wait are overtaken: they reject with an AbortError. */
  supersedes?: boolean;
}

interface Asked {
  number: number;
  call: string;
  input: unknown;
}

type Reply = { number: number } & (
  | { kind: 'progress'; progress: unknown }
  | { kind: 'answer'; output: unknown }
  | { kind: 'fault'; fault: Fault }
);

/** An error on its way between threads. The message of an error that a user may see is a catalogue key. */
interface Fault {
  name: string;
  message: string;
  /** Where it was thrown, for a log. */
  stack: string | undefined;
}

interface Job {
  call: string;
  input: unknown;
  transfer: ArrayBuffer[];
  onProgress: ((progress: never) => void) | undefined;
  resolve(output: unknown): void;
  reject(reason: unknown): void;
}

/**
 * Asks a worker, which is started with the first call. One call is under way at a time, in the order they
 * were asked, so that a call sees what the ones before it changed. Every promise settles: with the answer,
 * the worker's error, or an AbortError.
 */
export class WorkerClient<Calls extends CallsOf<Calls>> {
  readonly #start: () => EndablePort;
  #port: EndablePort | undefined;
  #number = 0;
  #current: Job | undefined;
  #waiting: Job[] = [];
  #isClosed = false;

  constructor(start: () => EndablePort) {
    this.#start = start;
  }

  ask<Name extends keyof Calls & string>(
    call: Name,
    input: Input<Calls, Name>,
    { signal, onProgress, transfer = [], supersedes = false }: AskOptions<Progress<Calls, Name>> = {},
  ): Promise<Output<Calls, Name>> {
    return new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#isClosed) throw aborted('the worker was closed');
      const leave = (): void => this.#leave(job, signal?.reason);
      const settle =
        <Value>(how: (value: Value) => void) =>
        (value: Value): void => {
          signal?.removeEventListener('abort', leave);
          how(value);
        };
      const job: Job = {
        call,
        input,
        transfer,
        onProgress,
        resolve: settle(resolve),
        reject: settle(reject),
      };
      signal?.addEventListener('abort', leave);
      if (supersedes)
        for (const older of this.#waiting.filter((each) => each.call === call))
          this.#leave(older, aborted(`a newer ${call} was asked`));
      this.#waiting.push(job);
      this.#next();
    }) as Promise<Output<Calls, Name>>; // the worker answers with what the method of this name returns
  }

  /** Ends whatever is going on; what was asked rejects with an AbortError. The next call starts another worker. */
  cancel(): void {
    this.#end(aborted('the call was cancelled'));
  }

  /** Ends the worker for good. */
  close(): void {
    this.#isClosed = true;
    this.#end(aborted('the worker was closed'));
  }

  #leave(job: Job, reason: unknown): void {
    this.#waiting = this.#waiting.filter((each) => each !== job);
    job.reject(reason); // when it is under way its answer comes later, and changes nothing
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    const { call, input, transfer } = job;
    try {
      this.#port ??= this.#open();
      this.#port.ref?.();
      this.#port.postMessage({ number: ++this.#number, call, input } satisfies Asked, { transfer });
    } catch (error) {
      this.#settle(() => job.reject(error)); // the input cannot be sent, or there are no workers here
    }
  }

  #open(): EndablePort {
    const port = this.#start();
    const fail = (message: string): void => {
      if (port === this.#port) this.#end(new Error(message));
    };
    port.addEventListener('message', ({ data }) => {
      if (port === this.#port) this.#take(data as Reply); // answerCalls sends nothing else
    });
    // A worker that cannot start, or runs out of memory, must not leave the page waiting.
    port.addEventListener('error', ({ message }) => fail(message || 'the worker stopped'));
    port.addEventListener('messageerror', () => fail('the worker sent what cannot be read'));
    return port;
  }

  #take(reply: Reply): void {
    const job = this.#current;
    if (!job || reply.number !== this.#number) return;
    // What a call tells is what its method takes as progress.
    if (reply.kind === 'progress') job.onProgress?.(reply.progress as never);
    else if (reply.kind === 'answer') this.#settle(() => job.resolve(reply.output));
    else this.#settle(() => job.reject(errorOf(reply.fault)));
  }

  #settle(settle: () => void): void {
    this.#current = undefined;
    this.#port?.unref?.();
    settle();
    this.#next();
  }

  #end(reason: Error): void {
    const port = this.#port;
    const jobs = [...(this.#current ? [this.#current] : []), ...this.#waiting];
    this.#port = undefined;
    this.#current = undefined;
    this.#waiting = [];
    if (port && 'terminate' in port) port.terminate();
    else port?.close();
    for (const job of jobs) job.reject(reason);
  }
}

/** Asks one thing of a worker of its own, and ends it; an aborted `signal` ends it at once. */
export async function askOnce<Calls extends CallsOf<Calls>, Name extends keyof Calls & string>(
  client: WorkerClient<Calls>,
  call: Name,
  input: Input<Calls, Name>,
  options: AskOptions<Progress<Calls, Name>> = {},
): Promise<Output<Calls, Name>> {
  try {
    return await client.ask(call, input, options);
  } finally {
    client.close();
  }
}

/** The other side: answers every call that comes through `port` with the method of its name. */
export function answerCalls<Calls extends CallsOf<Calls>>(port: WorkerPort, calls: Calls): void {
  const send = (reply: Reply, transfer: ArrayBuffer[] = []): void => port.postMessage(reply, { transfer });
  const answer = async ({ number, call, input }: Asked): Promise<void> => {
    const transfer: ArrayBuffer[] = [];
    const context: CallContext<unknown> = {
      tell: (progress) => send({ number, kind: 'progress', progress }),
      move: (buffer) => void transfer.push(buffer),
    };
    try {
      // Whoever asks is typed by the same calls.
      const output: unknown = await calls[call as keyof Calls](input as never, context as CallContext);
      send({ number, kind: 'answer', output }, transfer);
    } catch (error) {
      send({ number, kind: 'fault', fault: faultOf(error) });
    }
  };
  port.addEventListener('message', ({ data }) => void answer(data as Asked)); // WorkerClient sends nothing else
}

function faultOf(error: unknown): Fault {
  return error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { name: 'Error', message: String(error), stack: undefined };
}

function errorOf({ name, message, stack }: Fault): Error {
  return Object.assign(new Error(message), { name, ...(stack !== undefined && { stack }) });
}

function aborted(message: string): Error {
  return new DOMException(message, 'AbortError');
}
