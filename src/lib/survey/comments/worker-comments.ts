import type {
  CommentsCall,
  CommentsCalls,
  CommentsReply,
  CommentsRequest,
  CommentsSource,
} from './comments-calls.ts';
import { transferOf } from '../wave/wave-bytes.ts';

interface Pending {
  resolve(output: CommentsReply & { ok: true }): void;
  reject(reason: Error): void;
}

/** Asks a worker that holds the comments, so that the page never waits. Every question is answered or refused. */
export class WorkerComments implements CommentsSource {
  readonly #start: () => Worker;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  async ask<Name extends CommentsCall>(
    call: Name,
    input: CommentsCalls[Name]['input'],
  ): Promise<CommentsCalls[Name]['output']> {
    const worker = (this.#worker ??= this.#open());
    const id = ++this.#lastId;
    const request = { id, call, input } as CommentsRequest; // the pair is bound by `Name`, which a union cannot say
    // Bytes of a wave change hands instead of being copied.
    const moved = 'wave' in request.input ? transferOf(request.input.wave) : [];
    const reply = await new Promise<CommentsReply & { ok: true }>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.postMessage(request, moved);
    });
    return reply.output as CommentsCalls[Name]['output']; // the worker answers the call of this id
  }

  /** Ends the worker; what was still asked is refused. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#refuse(new DOMException('closed', 'AbortError'));
  }

  #open(): Worker {
    const worker = this.#start();
    worker.addEventListener('message', (event: MessageEvent<CommentsReply>) => {
      const reply = event.data;
      const pending = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      if (reply.ok) pending?.resolve(reply);
      else pending?.reject(new Error(reply.message));
    });
    // A worker that cannot start, or runs out of memory, must not leave the page waiting.
    worker.addEventListener('error', (event) => this.#refuse(new Error(event.message)));
    return worker;
  }

  #refuse(reason: Error): void {
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }
}
