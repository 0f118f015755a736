import { chromium } from 'playwright-core';

/** What Mermaid makes of one diagram. */
export interface MermaidFigures {
  ms: number;
  /** Pairs of labels whose boxes overlap by more than a pixel. */
  overlaps: number;
  megapixels: number;
}

/** Mermaid in a real browser, which its layout needs for measuring text. */
export async function openMermaid(
  script: string,
): Promise<{ measure(source: string): Promise<MermaidFigures>; close(): Promise<void> }> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
  const page = await browser.newPage();
  await page.addScriptTag({ path: script });
  return {
    measure: (source) => page.evaluate(renderInPage, source),
    close: () => browser.close(),
  };
}

/** Runs in the page, so it may use nothing from this module. */
async function renderInPage(source: string): Promise<MermaidFigures> {
  const { mermaid, document } = globalThis as unknown as PageGlobals; // this side compiles without the DOM
  mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 1e5 });
  await mermaid.render('warm', 'ishikawa-beta\n  Head\n    A\n      b\n');
  const start = performance.now();
  const { svg } = await mermaid.render('bench', source);
  const ms = performance.now() - start;
  const host = document.createElement('div');
  host.innerHTML = svg;
  document.body.append(host);
  const picture = host.querySelector('svg');
  const box = picture?.viewBox.baseVal;
  // At its own size: a picture scaled to the page would hide small overlaps.
  picture?.setAttribute('style', `width: ${box?.width ?? 0}px; max-width: none`);
  const placed = [...(picture?.querySelectorAll('text') ?? [])]
    .map((text) => text.getBoundingClientRect())
    .filter((rect) => rect.width > 0);
  let overlaps = 0;
  for (const [i, a] of placed.entries()) {
    for (const b of placed.slice(i + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) overlaps++;
    }
  }
  host.remove();
  return { ms, overlaps, megapixels: ((box?.width ?? 0) * (box?.height ?? 0)) / 1e6 };
}

interface Rect {
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
}

interface PageElement {
  innerHTML: string;
  remove(): void;
  querySelector(selector: string): PagePicture | null;
}

interface PagePicture {
  setAttribute(name: string, value: string): void;
  viewBox: { baseVal: { width: number; height: number } };
  querySelectorAll(selector: string): Iterable<{ getBoundingClientRect(): Rect }>;
}

interface PageGlobals {
  mermaid: {
    initialize(options: Record<string, unknown>): void;
    render(id: string, source: string): Promise<{ svg: string }>;
  };
  document: { createElement(tag: string): PageElement; body: { append(element: PageElement): void } };
}
