import PDFDocument from 'pdfkit';
import { formatInstant } from '@/lib/shared/format/date';
import {
  COLORS,
  type Drawing,
  LABEL_SIZE,
  type Report,
  type ReportBlock,
  type ReportFact,
  type ReportTable,
  type Shape,
} from './model';
import { pdfText } from './pdf-text';

const MARGIN = 48;
const FOOTER = 40;
const REGULAR = 'Helvetica';
const BOLD = 'Helvetica-Bold';
const SIZE = { title: 19, section: 12.5, text: 9.5, table: 8, small: 8 } as const;

type Doc = PDFKit.PDFDocument;

interface Box {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** A page with a place on it; blocks go below each other and onto a new page where they do not fit. */
class Pen {
  y = MARGIN;
  readonly doc: Doc;
  readonly width: number;
  readonly bottom: number;

  constructor(doc: Doc) {
    this.doc = doc;
    this.width = doc.page.width - 2 * MARGIN;
    this.bottom = doc.page.height - MARGIN - FOOTER;
  }

  /** @returns whether a new page was begun */
  ensure(height: number): boolean {
    if (this.y + height <= this.bottom || this.y === MARGIN) return false;
    this.doc.addPage();
    this.y = MARGIN;
    return true;
  }

  style(font: string, size: number, color: string): void {
    this.doc.font(font).fontSize(size).fillColor(color);
  }

  heightOf(text: string, width: number): number {
    return this.doc.heightOfString(pdfText(text), { width });
  }

  /** Text in a box of the page's width, or of a column of it, in the style that is set. */
  write(text: string, { x = MARGIN, width = this.width, align = 'left' }: Partial<Box> = {}): number {
    const height = this.heightOf(text, width);
    this.doc.text(pdfText(text), x, this.y, { width, align });
    return height;
  }

  rule(color: string = COLORS.hairline): void {
    this.doc
      .moveTo(MARGIN, this.y)
      .lineTo(MARGIN + this.width, this.y)
      .lineWidth(0.5)
      .stroke(color);
  }
}

function heading(pen: Pen, report: Report): void {
  pen.style(BOLD, SIZE.title, COLORS.ink);
  pen.y += pen.write(report.title) + 4;
  pen.style(REGULAR, SIZE.text, COLORS.muted);
  pen.y += pen.write([report.subtitle, ...report.marks].join(' · ')) + 8;
  pen.rule(COLORS.outline);
  pen.y += 6;
}

function paragraph(pen: Pen, text: string): void {
  pen.style(REGULAR, SIZE.text, COLORS.ink);
  pen.ensure(Math.min(pen.heightOf(text, pen.width), pen.bottom - MARGIN));
  pen.y += pen.write(text) + 6;
}

const NOTICE_PADDING = 8;

function notice(pen: Pen, title: string, points: readonly string[]): void {
  const width = pen.width - 2 * NOTICE_PADDING;
  const inside = { x: MARGIN + NOTICE_PADDING, width };
  pen.style(REGULAR, SIZE.text, COLORS.ink);
  const height = points.reduce((sum, point) => sum + pen.heightOf(`• ${point}`, width) + 2, 14) + 2 * NOTICE_PADDING;
  pen.ensure(height);
  pen.doc.rect(MARGIN, pen.y, pen.width, height).fillAndStroke(COLORS.well, COLORS.outline);
  pen.y += NOTICE_PADDING;
  pen.style(BOLD, SIZE.text, COLORS.ink);
  pen.y += pen.write(title, inside) + 3;
  pen.style(REGULAR, SIZE.text, COLORS.ink);
  for (const point of points) pen.y += pen.write(`• ${point}`, inside) + 2;
  pen.y += NOTICE_PADDING + 4;
}

const FACTS_IN_ROW = 3;

function facts(pen: Pen, items: readonly ReportFact[]): void {
  const width = pen.width / FACTS_IN_ROW - 10;
  for (let from = 0; from < items.length; from += FACTS_IN_ROW) {
    const row = items.slice(from, from + FACTS_IN_ROW);
    pen.style(BOLD, SIZE.text + 1, COLORS.ink);
    const height = Math.max(...row.map(({ value }) => pen.heightOf(value, width))) + 12;
    pen.ensure(height);
    row.forEach(({ label, value }, column) => {
      const x = MARGIN + (column * pen.width) / FACTS_IN_ROW;
      pen.style(REGULAR, SIZE.small, COLORS.muted);
      pen.write(label, { x, width });
      pen.y += 11;
      pen.style(BOLD, SIZE.text + 1, COLORS.ink);
      pen.write(value, { x, width });
      pen.y -= 11;
    });
    pen.y += height + 6;
  }
}

const CELL_PADDING = 3;

function table(pen: Pen, { caption, columns, rows, emptyText }: ReportTable): void {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const places = columns.map(({ width, isNumber }, index) => {
    const before = columns.slice(0, index).reduce((sum, column) => sum + column.width, 0);
    const x = MARGIN + (before / total) * pen.width + CELL_PADDING;
    return { x, width: (width / total) * pen.width - 2 * CELL_PADDING, align: isNumber ? 'right' : 'left' } as const;
  });
  const row = (cells: readonly string[], color: string): void => {
    pen.style(REGULAR, SIZE.table, color);
    const height = Math.max(...cells.map((text, column) => pen.heightOf(text, places[column]?.width ?? pen.width)));
    if (pen.ensure(height + 2 * CELL_PADDING) && color !== COLORS.muted) head();
    pen.style(REGULAR, SIZE.table, color);
    pen.y += CELL_PADDING;
    cells.forEach((text, column) => pen.write(text, places[column]));
    pen.y += height + CELL_PADDING;
    pen.rule(color === COLORS.muted ? COLORS.outline : COLORS.hairline);
  };
  const head = (): void =>
    row(
      columns.map(({ header }) => header),
      COLORS.muted,
    );
  pen.ensure(60);
  pen.style(BOLD, SIZE.text, COLORS.ink);
  pen.y += pen.write(caption) + 2;
  head();
  for (const cells of rows) row(cells, COLORS.ink);
  if (rows.length === 0) paragraph(pen, emptyText);
  pen.y += 10;
}

function shape(doc: Doc, { x: left, y: top }: { readonly x: number; readonly y: number }, part: Shape): void {
  switch (part.kind) {
    case 'line': {
      part.points.forEach(([x, y], index) =>
        index === 0 ? doc.moveTo(left + x, top + y) : doc.lineTo(left + x, top + y),
      );
      doc.lineWidth(part.width);
      if (part.dash === undefined) doc.undash();
      else doc.dash(part.dash[0], { space: part.dash[1] });
      doc.stroke(part.color).undash();
      return;
    }
    case 'rectangle':
      doc.rect(left + part.x, top + part.y, part.width, part.height).fill(part.color);
      return;
    case 'label': {
      doc.font(REGULAR).fontSize(LABEL_SIZE).fillColor(part.color);
      const text = pdfText(part.text);
      const width = doc.widthOfString(text);
      const offset = part.anchor === 'start' ? 0 : part.anchor === 'end' ? width : width / 2;
      doc.text(text, left + part.x - offset, top + part.y, { lineBreak: false, baseline: 'alphabetic' });
    }
  }
}

function chart(
  pen: Pen,
  title: string,
  { summary, drawing }: { readonly summary: string; readonly drawing: Drawing },
): void {
  const scale = pen.width / drawing.width;
  pen.ensure(drawing.height * scale + 40);
  pen.style(BOLD, SIZE.text, COLORS.ink);
  pen.y += pen.write(title) + 1;
  pen.style(REGULAR, SIZE.small, COLORS.muted);
  pen.y += pen.write(summary) + 6;
  pen.doc.save();
  pen.doc.translate(MARGIN, pen.y).scale(scale);
  for (const part of drawing.shapes) shape(pen.doc, { x: 0, y: 0 }, part);
  pen.doc.restore();
  pen.y += drawing.height * scale + 12;
}

function block(pen: Pen, part: ReportBlock): void {
  switch (part.kind) {
    case 'text':
      paragraph(pen, part.text);
      return;
    case 'notice':
      notice(pen, part.title, part.points);
      return;
    case 'facts':
      facts(pen, part.items);
      return;
    case 'table':
      table(pen, part);
      return;
    case 'drawing':
      chart(pen, part.title, part);
      return;
  }
}

function footers(doc: Doc, report: Report): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page);
    const y = doc.page.height - FOOTER;
    const words = `Ballast. Recorded ${formatInstant(report.recordedAt)}. Paper money; nothing here is advice to buy or sell.`;
    doc.font(REGULAR).fontSize(SIZE.small).fillColor(COLORS.muted);
    doc.text(pdfText(words), MARGIN, y, { lineBreak: false });
    const number = `Page ${page + 1} of ${count}`;
    doc.text(number, doc.page.width - MARGIN - doc.widthOfString(number), y, { lineBreak: false });
  }
}

/**
 * The report as a PDF. The same report gives the same bytes: its dates and its id come from the record, not from now.
 * Written with the fonts every reader has, so that nothing is fetched and the file stays small.
 */
export function renderPdf(report: Report): Promise<Uint8Array> {
  const recorded = new Date(report.recordedAt);
  const doc = new PDFDocument({
    size: 'A4',
    // Places are ours to choose: text below the margin would otherwise begin a page by itself.
    margin: 0,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: pdfText(report.title),
      Author: 'Ballast',
      Creator: 'Ballast',
      Producer: 'Ballast',
      CreationDate: recorded,
      ModDate: recorded,
    },
  });
  const chunks: Uint8Array[] = [];
  const written = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('error', reject);
    doc.on('end', () => resolve(Buffer.concat(chunks)));
  });
  const pen = new Pen(doc);
  heading(pen, report);
  for (const { title, blocks } of report.sections) {
    pen.ensure(90);
    pen.y += 10;
    pen.style(BOLD, SIZE.section, COLORS.ink);
    pen.y += pen.write(title) + 5;
    for (const part of blocks) block(pen, part);
  }
  footers(doc, report);
  doc.end();
  return written;
}
