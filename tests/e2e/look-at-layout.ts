import type { Page } from 'playwright-core';
import type { PageType } from './page-types.ts';

/** How far from the top the work begins, in px: plain, below tabs and filters, and on a phone. */
const FIRST_ROW_PX = { plain: 150, belowTabs: 220, phone: 130, phoneBelowTabs: 220 };
const SMALLEST_TEXT_PX = 12;
const TOUCH_PX = 44;

/** What of a page's layout breaks the rules of its template, on the window as it is; one line for each fault. */
export async function layoutFaults(page: Page, type: PageType | null, isPhone: boolean): Promise<string[]> {
  const found = await page.evaluate(measureLayout);
  const faults = [...found.faults];
  if (type !== null && found.type !== type) faults.push(`is of the type ${found.type}, not ${type}`);
  const { phone, phoneBelowTabs, plain, belowTabs } = FIRST_ROW_PX;
  const most = found.hasTabs ? (isPhone ? phoneBelowTabs : belowTabs) : isPhone ? phone : plain;
  // The bars of the board belong to the room.
  if (type !== null && type !== 'workspace' && found.firstPx > most)
    faults.push(
      `begins ${Math.round(found.firstPx)} px from the top${isPhone ? ' on a phone' : ''}, ${most} at most`,
    );
  if (found.smallestPx < SMALLEST_TEXT_PX)
    faults.push(`text of ${found.smallestPx} px: ${found.smallestText}`);
  return faults;
}

/** Runs in the page. */
function measureLayout() {
  const faults: string[] = [];
  const isSeen = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
  const main = document.querySelector('main') ?? document.body;
  const type = document.querySelector('[data-page-type]')?.getAttribute('data-page-type') ?? 'none';
  const first = [...document.querySelectorAll('[data-first]')]
    .flatMap((place) => [place, ...place.querySelectorAll('*')])
    .find((element) => isSeen(element) && (element.children.length === 0 || element.matches('svg, input')));
  const firstPx = first ? first.getBoundingClientRect().top + scrollY : Number.POSITIVE_INFINITY;
  const hasTabs = document.querySelector('[data-page-type] :is(nav.tabs, .filters)') !== null;

  let [smallestPx, smallestText] = [Number.POSITIVE_INFINITY, ''];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element || (walker.currentNode.textContent ?? '').trim() === '' || !isSeen(element)) continue;
    // A fish is as large as somebody drew it, and can be made larger where it is.
    if (element.closest('script, style, .picture, .fishbone, [role=tree]')) continue;
    // A drawing is scaled as a whole: what counts is how large its letters are on the screen.
    const drawing = element.closest('svg');
    const scale = drawing ? (drawing.getScreenCTM()?.a ?? 1) : 1;
    const px = Math.round(Number.parseFloat(getComputedStyle(element).fontSize) * scale * 10) / 10;
    if (px < smallestPx) [smallestPx, smallestText] = [px, nameOf(element)];
  }

  // A row leads to one place: what else is done with it are buttons.
  for (const row of main.querySelectorAll(
    '[data-page-type="list"] [data-first] :is(tbody tr, li, .work-row)',
  )) {
    const links = [...row.querySelectorAll('a')].filter(isSeen);
    if (links.length > 1 && !row.querySelector('li, tr, .work-row'))
      faults.push(`${links.length} links in ${nameOf(row)}`);
  }

  // What stands in a cell stays in it: the next row begins where it ends.
  for (const cell of main.querySelectorAll('td')) {
    if (isSeen(cell) && cell.scrollHeight > cell.clientHeight + 2)
      faults.push(`runs out of its cell: ${nameOf(cell)}`);
  }

  // The keyboard goes through the page as it is read: nothing is put elsewhere by style or number.
  for (const element of document.querySelectorAll('[tabindex]')) {
    if (Number(element.getAttribute('tabindex')) > 0) faults.push(`tabindex above 0: ${nameOf(element)}`);
  }
  for (const element of main.querySelectorAll('*')) {
    const isMoved = getComputedStyle(element).order !== '0' && isSeen(element);
    const holdsKeys =
      element.matches('a, button, input') || element.querySelector('a, button, input') !== null;
    if (isMoved && holdsKeys) faults.push(`stands elsewhere than it is read: ${nameOf(element)}`);
  }
  return { type, firstPx, hasTabs, smallestPx, smallestText, faults };
}

/** What is too small for a finger, at a pointer that is coarse. Links within a sentence are as tall as its lines. */
export function touchFaults(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const small: string[] = [];
    for (const target of document.querySelectorAll(
      'a[href], button, input, select, textarea, summary, [role=tab]',
    )) {
      if (!target.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (target instanceof HTMLInputElement && (target.type === 'hidden' || target.closest('label')))
        continue;
      const isInSentence =
        target instanceof HTMLAnchorElement && target.closest('p, li, td, th, dd, summary, label') !== null;
      // What a drawing leads to, the list beside it does too; a file is chosen by its label.
      if (isInSentence || target.closest('svg') || target.matches('.visually-hidden')) continue;
      const box = (target.closest('label') ?? target).getBoundingClientRect();
      if (box.width < 1 || box.right < 1 || box.bottom < 1) continue;
      // A row that is the link as a whole is as tall as the row.
      const cover = getComputedStyle(target, '::after');
      if (cover.position === 'absolute' && cover.content !== 'none') continue;
      if (box.height < least - 0.5)
        small.push(`${Math.round(box.width)}x${Math.round(box.height)} ${target.outerHTML.slice(0, 90)}`);
    }
    return [...new Set(small)];
  }, TOUCH_PX);
}
