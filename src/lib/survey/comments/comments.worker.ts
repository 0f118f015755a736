import type { CommentsReply, CommentsRequest } from './comments-calls.ts';
import { CommentsEngine } from './comments-engine.ts';

const engine = new CommentsEngine();
/** One after another: a filter asked for after a change of tags must see the change. */
let last: Promise<void> = Promise.resolve();

self.addEventListener('message', (event: MessageEvent<CommentsRequest>) => {
  const { id, call, input } = event.data;
  last = last.then(() =>
    engine.ask(call, input).then(
      (output) => send({ id, ok: true, output }),
      (error: unknown) =>
        send({ id, ok: false, message: error instanceof Error ? error.message : String(error) }),
    ),
  );
});

function send(reply: CommentsReply): void {
  self.postMessage(reply);
}
