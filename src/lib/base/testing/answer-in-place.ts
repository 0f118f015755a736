import { answerCalls, type CallsOf, type EndablePort, WorkerClient } from '../ask-worker.ts';

/** A port whose other end answers the calls in the same thread; what is sent is copied, as it is to a worker. */
export function answeringPort<Calls extends CallsOf<Calls>>(calls: Calls): EndablePort {
  const { port1, port2 } = new MessageChannel();
  answerCalls(port2, calls);
  port1.start();
  port2.start();
  return port1;
}

/** Asks calls in place; `answers` makes them anew for each worker that is started. */
export function askInPlace<Calls extends CallsOf<Calls>>(answers: () => Calls): WorkerClient<Calls> {
  return new WorkerClient<Calls>(() => answeringPort(answers()));
}
