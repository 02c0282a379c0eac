import { createHash } from 'node:crypto';
import { formatInstant } from '@/lib/shared/format/date';
import { COLORS, type Drawing, LABEL_SIZE, type Report, type ReportBlock, type ReportTable, type Shape } from './model';

const STYLE = `
@page { margin: 18mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 3rem; background: #fff; color: ${COLORS.ink};
  font: 15px/1.5 Inter, "Helvetica Neue", Helvetica, Arial, sans-serif; font-variant-numeric: tabular-nums; }
header { border-bottom: 1px solid ${COLORS.outline}; padding-bottom: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; break-after: avoid; }
p { margin: 0 0 .75rem; }
.muted, figcaption, caption, th { color: ${COLORS.muted}; }
.marks { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: .75rem 0 0; }
.marks li { border: 1px solid ${COLORS.outline}; padding: 0 .5rem; font-size: .8rem; }
aside { border: 1px solid ${COLORS.outline}; background: ${COLORS.well}; padding: .75rem 1rem; margin: 0 0 1rem; break-inside: avoid; }
aside ul { margin: .25rem 0 0; padding-left: 1.1rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .75rem 1.5rem; margin: 0 0 1rem; }
dt { color: ${COLORS.muted}; font-size: .8rem; } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; }
caption { text-align: start; padding-bottom: .25rem; }
th, td { text-align: start; padding: .3rem .5rem; border-bottom: 1px solid ${COLORS.hairline}; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 400; border-bottom-color: ${COLORS.outline}; } thead { display: table-header-group; } tr { break-inside: avoid; }
.number { text-align: end; white-space: nowrap; }
figure { margin: 0 0 1rem; break-inside: avoid; } figcaption { font-size: .85rem; margin-bottom: .25rem; }
svg { display: block; width: 100%; height: auto; font: ${LABEL_SIZE}px Inter, Helvetica, Arial, sans-serif; }
footer { margin-top: 2.5rem; border-top: 1px solid ${COLORS.outline}; padding-top: .75rem; font-size: .8rem; color: ${COLORS.muted}; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Nothing runs, nothing is fetched, only our own style applies; also kept inside the file, for copies that are saved.
 * The empty icon keeps a browser from asking for one.
 */
export const REPORT_HTML_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML and HTML forbid or that turn the direction of text around. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Safe as text and inside quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(UNPRINTABLE, '').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const attribute = (name: string, value: string | number): string => ` ${name}="${escapeHtml(String(value))}"`;

function shapeHtml(shape: Shape): string {
  switch (shape.kind) {
    case 'line': {
      const points = shape.points.map(([x, y]) => `${x},${y}`).join(' ');
      const dash = shape.dash === undefined ? '' : attribute('stroke-dasharray', shape.dash.join(' '));
      return `<polyline fill="none"${attribute('points', points)}${attribute('stroke', shape.color)}${attribute('stroke-width', shape.width)}${dash}/>`;
    }
    case 'rectangle':
      return `<rect${attribute('x', shape.x)}${attribute('y', shape.y)}${attribute('width', shape.width)}${attribute('height', shape.height)}${attribute('fill', shape.color)}/>`;
    case 'label':
      return `<text${attribute('x', shape.x)}${attribute('y', shape.y)}${attribute('text-anchor', shape.anchor)}${attribute('fill', shape.color)}>${escapeHtml(shape.text)}</text>`;
  }
}

const drawingHtml = ({ width, height, shapes }: Drawing, summary: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img"${attribute('aria-label', summary)}>${shapes.map(shapeHtml).join('')}</svg>`;

function tableHtml({ caption, columns, rows, emptyText }: ReportTable): string {
  const cell = (tag: 'th' | 'td', text: string, column: number): string =>
    `<${tag}${tag === 'th' ? ' scope="col"' : ''}${columns[column]?.isNumber === true ? ' class="number"' : ''}>${escapeHtml(text)}</${tag}>`;
  const body =
    rows.length === 0
      ? `<tr><td colspan="${columns.length}">${escapeHtml(emptyText)}</td></tr>`
      : rows.map((row) => `<tr>${row.map((text, column) => cell('td', text, column)).join('')}</tr>`).join('\n');
  const head = columns.map(({ header }, column) => cell('th', header, column)).join('');
  return `<div class="scroll"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function blockHtml(block: ReportBlock): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'notice':
      return `<aside><strong>${escapeHtml(block.title)}</strong><ul>${block.points.map((point) => `<li>${escapeHtml(point)}</li>`).join('')}</ul></aside>`;
    case 'facts':
      return `<dl>${block.items.map(({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`;
    case 'table':
      return tableHtml(block);
    case 'drawing':
      return `<figure><figcaption>${escapeHtml(block.title)}. ${escapeHtml(block.summary)}</figcaption>${drawingHtml(block.drawing, block.summary)}</figure>`;
  }
}

/** One file that needs nothing else: no scripts, no fetches, our style only. */
export function renderHtml(report: Report): string {
  const sections = report.sections.map(
    ({ title, blocks }) => `<section><h2>${escapeHtml(title)}</h2>${blocks.map(blockHtml).join('\n')}</section>`,
  );
  const marks = report.marks.map((mark) => `<li>${escapeHtml(mark)}</li>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(REPORT_HTML_POLICY)}">
<link rel="icon" href="data:,">
<title>${escapeHtml(report.title)} · Ballast</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escapeHtml(report.title)}</h1><p class="muted">${escapeHtml(report.subtitle)}</p><ul class="marks">${marks}</ul></header>
<main>
${sections.join('\n')}
</main>
<footer>Ballast. Recorded ${escapeHtml(formatInstant(report.recordedAt))}. Paper money; nothing here is advice to buy or sell.</footer>
</body>
</html>
`;
}
