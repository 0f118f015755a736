import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './command-failure.ts';

/** `parseArgs` with positionals; its own complaints (an unknown option...) become a UsageError. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  args: string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: Options }>> {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What the environment says; tests hand over their own. */
export type Environment = Record<string, string | undefined>;
