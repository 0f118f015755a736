import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Debian's Chromium without a window: it opens a context in a seventh of the time. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
const PLACES = [
  HEADLESS_SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Whether the quick browser is here, or one was chosen. */
export function hasQuickBrowser(): boolean {
  return process.env.CHROMIUM_PATH !== undefined || existsSync(HEADLESS_SHELL);
}

/** Path of a browser on this machine: CHROMIUM_PATH, a usual place, or Playwright's own. */
export function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const own = chromium.executablePath();
  return [...PLACES, own].find((place) => place && existsSync(place));
}
