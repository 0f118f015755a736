import type { Output } from './output.ts';

/** Thrown for a command that cannot be understood; shown with the usage, exit 2. */
export class UsageError extends Error {}

/** Thrown for what the command was asked to do and cannot; shown as it is, exit 1. */
export class CommandError extends Error {}

/** Runs the work of one command and turns what it throws into a message and an exit code. */
export async function reportFailure(usage: string, io: Output, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`${error.message}\n${usage}`);
      return 2;
    }
    // Everything else is told without a stack: a wrong environment, a database that does not answer.
    io.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
