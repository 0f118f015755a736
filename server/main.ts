import { networkAddresses, serve } from './serve.ts';

/** The only file that starts things: serves until it is told to stop, and then closes once, in order. */
const isDevelopment = process.argv.includes('--dev');
try {
  const running = await serve({
    environment: process.env,
    isDevelopment,
    // Two that serve one database would each tell their people something else.
    onlost: () => process.exit(1),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          running.app.log.error({ error }, 'Closing failed');
          process.exit(1);
        },
      );
    });
  }
  process.stdout.write(`\n  Herringbone is ready: ${running.address}\n`);
  const port = Number(new URL(running.address).port);
  if (running.app.config.host === '0.0.0.0') {
    for (const address of networkAddresses(port))
      process.stdout.write(`  On this network:      ${address}\n`);
  }
  if (!(await running.app.access.isSetUp())) {
    const token = await running.app.access.renewSetUpToken();
    process.stdout.write(`  Set it up here, once: ${running.address}/setup?token=${token}\n`);
  }
  process.stdout.write('\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
