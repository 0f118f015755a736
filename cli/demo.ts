import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Output } from './output.ts';
import { prepareStart } from './serve.ts';

/**
 * `herringbone demo`: a demo organisation in a data folder of its own (data/demo unless DATA_DIR says
 * otherwise), then serves it. The password of its accounts is made at the
 * first start and kept in the data folder.
 */
export async function demoCommand(args: string[], io: Output): Promise<number> {
  if (args.length > 0) {
    io.err('demo takes no arguments; PORT, HOST and DATA_DIR come from the environment.\n');
    return 2;
  }
  const code = await prepareStart(io);
  if (code !== 0) return code;
  process.env.DATA_DIR ??= join('data', 'demo');
  const { prepareDemo } = await import('#server/demo/prepare-demo.ts');
  let accounts;
  try {
    accounts = await prepareDemo(process.env, randomBytes(9).toString('base64url'), io.out);
  } catch (error) {
    // A folder in use, a wrong PORT: the sentence says what to do, and a stack would hide it.
    io.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  if (!accounts) {
    io.err(`${process.env.DATA_DIR} holds an organisation that is not the demo. Choose another DATA_DIR.\n`);
    return 1;
  }
  if (accounts === 'removed') {
    io.out('The demo was removed here; what stands in its place is started.\n');
  } else {
    io.out(
      `\n  Sign in to the demo with the password ${accounts.password} as\n${accounts.emails.map((email) => `    ${email}\n`).join('')}`,
    );
  }
  await import('#server/main.ts');
  return 0;
}
