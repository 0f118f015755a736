import { parentPort } from 'node:worker_threads';
import { diffParts, foldParts, scanParts } from './document-parts.ts';
import type { ThreadAnswer, ThreadTask } from './document-thread.ts';

/** The thread that reads large documents, one task after the other. Answers each, with its number. */
parentPort?.on('message', ({ number, task }: { number: number; task: ThreadTask }) => {
  let answer: ThreadAnswer;
  try {
    answer = { number, result: work(task) };
  } catch (error) {
    answer = { number, error };
  }
  parentPort?.postMessage(answer);
});

function work(task: ThreadTask): unknown {
  switch (task.kind) {
    case 'scan':
      return scanParts(task.parts);
    case 'diff':
      return diffParts(task.parts, task.stateVector);
    case 'fold':
      return foldParts(task.parts, task.clocks);
  }
}
