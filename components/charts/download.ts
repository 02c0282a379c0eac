'use client';

/** Files made in the browser from what is on the page. */
export function downloadBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

export const downloadJson = (fileName: string, value: unknown): void =>
  downloadBlob(fileName, new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }));

/** Lower case, hyphens, no extension. */
export const fileNameOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

/** Presentation that comes from style sheets and custom properties, which a picture on its own does not have. */
const COPIED_STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
] as const;

/** Sharp on screens of twice the density, and in print. */
const PIXELS_PER_UNIT = 2;
const MARGIN = 20;
const CAPTION_SIZE = 14;
const CAPTION_LINE = 22;

function standalone(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, index) => {
    const original = originals[index];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const property of COPIED_STYLES) element.style.setProperty(property, style.getPropertyValue(property));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** Breaks sentences into lines that are no wider than the drawing; the context knows the font. */
function wrapped(context: CanvasRenderingContext2D, sentences: readonly string[], width: number): string[] {
  return sentences.flatMap((sentence) => {
    const lines: string[] = [];
    for (const word of sentence.split(' ')) {
      const longer = `${lines.at(-1) ?? ''} ${word}`;
      if (lines.length > 0 && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

/** The drawing as a picture on the page's own ground, with what is drawn and where it comes from in words below it. */
export async function downloadPng(fileName: string, svg: SVGSVGElement, captions: readonly string[]): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg, width, height))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return;
  const font = `${CAPTION_SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  context.font = font;
  const lines = wrapped(context, captions, width);
  canvas.width = Math.round((width + 2 * MARGIN) * PIXELS_PER_UNIT);
  canvas.height = Math.round((height + 3 * MARGIN + lines.length * CAPTION_LINE) * PIXELS_PER_UNIT);
  const page = getComputedStyle(document.documentElement);
  context.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
  context.fillStyle = page.getPropertyValue('--paper');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, MARGIN, MARGIN, width, height);
  context.fillStyle = page.getPropertyValue('--muted');
  // A canvas forgets its font when its size is set.
  context.font = font;
  lines.forEach((line, at) => context.fillText(line, MARGIN, height + 2 * MARGIN + CAPTION_SIZE + at * CAPTION_LINE));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob !== null) downloadBlob(fileName, blob);
}
