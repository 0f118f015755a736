import { escapeXml } from '#lib/base/escape-xml.ts';

/** What a picture needs of its page to look the same without it. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'opacity',
  'paint-order',
] as const;
const PNG_SCALE = 2;
const MARGIN_TOP = 36;

/**
 * A chart as an SVG file that stands alone, always in the colours of paper: the copy is styled inside a
 * light box, where the colours of both themes resolve to the light ones, and carries them with it.
 */
export function svgFile(chart: SVGSVGElement, title: string): string {
  const box = chart.ownerDocument.createElement('div');
  box.style.cssText = 'position:absolute;left:-10000px;top:0;color-scheme:light';
  const copy = chart.cloneNode(true) as SVGSVGElement; // a copy is of the kind it was copied from
  box.append(copy);
  (chart.parentElement ?? chart.ownerDocument.body).append(box);
  try {
    for (const element of [copy, ...copy.querySelectorAll<SVGElement>('*')]) inlineStyle(element);
    const width = chart.clientWidth || Number(chart.getAttribute('width'));
    const height = chart.clientHeight || Number(chart.getAttribute('height'));
    return frame(copy, title, width, height);
  } finally {
    box.remove();
  }
}

function inlineStyle(element: SVGElement): void {
  const style = getComputedStyle(element);
  for (const name of STYLES) element.style.setProperty(name, style.getPropertyValue(name));
  element.removeAttribute('class');
  element.removeAttribute('tabindex');
  element.removeAttribute('role');
}

/** The picture on white, under its title. */
function frame(copy: SVGSVGElement, title: string, width: number, height: number): string {
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('y', String(MARGIN_TOP));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const total = height + MARGIN_TOP;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>` +
    `<text x="8" y="24" font-family="system-ui, sans-serif" font-size="15" font-weight="600" fill="#1b2422">${escapeXml(title)}</text>` +
    `${new XMLSerializer().serializeToString(copy)}</svg>`
  );
}

/** The same picture as a PNG of twice its size, for slides. */
export async function pngFile(svg: string): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * PNG_SCALE;
  canvas.height = picture.height * PNG_SCALE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no canvas');
  context.scale(PNG_SCALE, PNG_SCALE);
  context.drawImage(picture, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be written'))),
      'image/png',
    );
  });
}
