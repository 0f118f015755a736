import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** What of a page's window is used below, where there is none. */
interface WallGlobals {
  document: { querySelectorAll(selector: string): Iterable<WallElement> };
  getComputedStyle(element: WallElement): { fontSize: string };
}
interface WallElement {
  closest(selector: string): unknown;
  childNodes: Iterable<{ nodeType: number; textContent: string | null }>;
  textContent: string | null;
  getBoundingClientRect(): {
    width: number;
    height: number;
    left: number;
    right: number;
    top: number;
    bottom: number;
  };
  getCTM?: () => { a: number; d: number } | null;
}

/** Texts smaller than they may be, as they are drawn: letters of the fish from 20 px on, everything else from 24. */
export function smallTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { document, getComputedStyle } = globalThis as unknown as WallGlobals; // the page's own window
    const small: string[] = [];
    for (const element of document.querySelectorAll('.wall *')) {
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
      const text = own
        .map((node) => node.textContent ?? '')
        .join('')
        .trim();
      if (text === '' || element.closest('.visually-hidden')) continue;
      const scale = element.getCTM?.()?.d ?? 1;
      const px = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
      const least = element.closest('.fish svg') ? 20 : 24;
      if (px < least - 0.05) small.push(`${px.toFixed(1)} px: ${text.slice(0, 40)}`);
    }
    return small;
  });
}

/** Texts that stand outside the screen, or beyond the slide that cuts them off. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { document } = globalThis as unknown as WallGlobals; // the page's own window
    const cut: string[] = [];
    const [main] = document.querySelectorAll('.wall main');
    const frame = main?.getBoundingClientRect();
    for (const element of document.querySelectorAll('.wall main *')) {
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
      const text = own
        .map((node) => node.textContent ?? '')
        .join('')
        .trim();
      if (text === '' || element.closest('.visually-hidden') || !frame) continue;
      const box = element.getBoundingClientRect();
      const isOut =
        box.right > frame.right + 1 ||
        box.left < frame.left - 1 ||
        box.bottom > frame.bottom + 1 ||
        box.top < frame.top - 1;
      if (isOut) cut.push(text.slice(0, 40));
    }
    return cut;
  });
}

/** Keeps a picture of the page for a look, where `WALL_PICTURES` names a folder. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.WALL_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
