const PNG_SCALE = 2;

/** A drawn picture as a file of its own: colours written out, a white ground, a font that every machine has. */
export function pictureAsSvg(picture: SVGSVGElement): Blob {
  const copy = picture.cloneNode(true) as SVGSVGElement; // a clone is of the same class
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('font-family', 'Inter, Arial, sans-serif');
  const drawn = picture.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const from = drawn[index];
    if (!from) return;
    for (const name of ['fill', 'stroke']) {
      if (element.hasAttribute(name))
        element.setAttribute(name, getComputedStyle(from).getPropertyValue(name));
    }
  });
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml;charset=utf-8' });
}

/** The same as pixels, twice as dense as the picture's own units. */
export async function pictureAsPng(svg: Blob, { viewBox }: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  const text = await svg.text();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = viewBox.baseVal.width * PNG_SCALE;
  canvas.height = viewBox.baseVal.height * PNG_SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}
