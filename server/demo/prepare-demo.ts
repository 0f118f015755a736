import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { buildDemo, DEMO_ACCOUNTS, demoEmail } from './build-demo.ts';
import { DEMO_ORGANISATION } from './story.ts';

/**
 * Makes the demo organisation when the database is empty, and gives its accounts this password.
 * Returns their e-mail addresses, or undefined when the database belongs to somebody else.
 */
export async function prepareDemo(
  environment: Record<string, string | undefined>,
  password: string,
  say: (text: string) => void,
): Promise<string[] | undefined> {
  const config = readConfig(environment);
  const app = await createApp({ config: { ...config, smtpUrl: undefined }, log: createLog(config.logLevel) });
  try {
    const organisation = await app.organisation();
    if (organisation && organisation.name !== DEMO_ORGANISATION) return undefined;
    if (organisation) {
      for (const member of DEMO_ACCOUNTS) await app.resetPassword(demoEmail(member), password);
    } else {
      say('Making the demo organisation...\n');
      await buildDemo(app, password);
    }
    return DEMO_ACCOUNTS.map(demoEmail);
  } finally {
    await app.close();
  }
}
