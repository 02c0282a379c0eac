import { describe, expect, test } from 'vitest';
import { columnDrawing, lineDrawing, shareDrawing } from '@/lib/server/reports/drawings';
import { renderHtml, REPORT_HTML_POLICY } from '@/lib/server/reports/html';
import type { Report } from '@/lib/server/reports/model';
import { renderPdf } from '@/lib/server/reports/pdf';
import { readPdf } from '../../../support/pdf-text';

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>&lt;`;

const reportOf = (parts: Partial<Report> = {}): Report => ({
  title: 'Your plan',
  subtitle: 'Balanced',
  recordedAt: '2024-06-28T10:00:00.000Z',
  marks: ['Hypothetical'],
  sections: [
    {
      title: 'Figures',
      blocks: [
        { kind: 'text', text: 'A gain of €1,234.56, a loss of −12.30 % and “quotes”.' },
        { kind: 'notice', title: 'Read this', points: ['Nobody earned this.'] },
        { kind: 'facts', items: [{ label: 'Return a year', value: '7.1%' }] },
        {
          kind: 'table',
          caption: 'Trades',
          columns: [
            { header: 'Name', isNumber: false, width: 3 },
            { header: 'Value', isNumber: true, width: 1 },
          ],
          rows: Array.from({ length: 120 }, (_, row) => [`Holding ${row}`, `$${(row * 1.01).toFixed(2)}`]),
          emptyText: 'None.',
        },
        {
          kind: 'drawing',
          title: 'Growth',
          summary: 'From one to two.',
          drawing: lineDrawing({
            dates: ['2020-01-02', '2021-01-04', '2022-01-03'],
            lines: [{ label: 'Your plan', values: [1, 1.5, 2], isOwn: true }],
            axisText: (value) => value.toFixed(1),
          }),
        },
      ],
    },
  ],
  ...parts,
});

const withNames = (name: string): Report =>
  reportOf({
    title: name,
    subtitle: name,
    marks: [name],
    sections: [
      {
        title: name,
        blocks: [
          { kind: 'text', text: name },
          { kind: 'notice', title: name, points: [name] },
          { kind: 'facts', items: [{ label: name, value: name }] },
          {
            kind: 'table',
            caption: name,
            columns: [{ header: name, isNumber: false, width: 1 }],
            rows: [[name]],
            emptyText: name,
          },
          {
            kind: 'drawing',
            title: name,
            summary: name,
            drawing: shareDrawing([{ label: name, share: 1, text: name, color: '#000000' }]),
          },
        ],
      },
    ],
  });

describe('as a PDF', () => {
  test('a reader finds every object, all pages and the figures to the digit', async () => {
    const { pages } = readPdf(await renderPdf(reportOf()));
    const text = pages.join('\n');
    expect(pages.length).toBeGreaterThan(2);
    expect(text).toContain('A gain of €1,234.56, a loss of –12.30 % and “quotes”.');
    for (const row of [0, 60, 119]) expect(text).toContain(`Holding ${row}\n$${(row * 1.01).toFixed(2)}`);
    // The head of a table stands on each of its pages.
    for (const page of pages.filter((words) => words.includes('Holding'))) expect(page).toContain('Name\nValue');
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  test('the same record gives the same bytes, another one another id', async () => {
    const [first, second] = [await renderPdf(reportOf()), await renderPdf(reportOf())];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const other = await renderPdf(reportOf({ recordedAt: '2024-06-29T10:00:00.000Z' }));
    expect(readPdf(other).id).not.toBe(readPdf(first).id);
  });

  test('what the fonts cannot write becomes a question mark, and hostile names are only text', async () => {
    const text = readPdf(await renderPdf(withNames('株式 (A) \\ \u0000'))).pages.join('\n');
    expect(text).toContain('?? (A) \\ ?');
    expect(readPdf(await renderPdf(withNames(HOSTILE))).pages.join('\n')).toContain('<script>alert(1)</script>');
  });
});

describe('as HTML', () => {
  test('holds the figures, our style and nothing that runs or is fetched', () => {
    const html = renderHtml(reportOf());
    expect(html).toContain('A gain of €1,234.56, a loss of −12.30 % and “quotes”.');
    expect(html).toContain('<td class="number">$120.19</td>');
    expect(html.replace('<link rel="icon" href="data:,">', '')).not.toMatch(
      /<script|javascript:|\ssrc=|\shref=|@import|url\(/i,
    );
    expect(REPORT_HTML_POLICY).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='/);
  });

  test('hostile names stay text wherever they stand', () => {
    const html = renderHtml(withNames(HOSTILE));
    expect(html).not.toMatch(/<(script|img)/i);
    const escaped = '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=alert(2)&gt;&amp;lt;';
    expect(html.split(escaped).length - 1).toBeGreaterThanOrEqual(12);
    expect(renderHtml(withNames('a\u202Eb\u0000c'))).not.toMatch(/[\u202e\u0000]/);
  });
});

describe('drawings', () => {
  // Oracle: by hand. Zero of the axis and the tops of the bars lie where proportion puts them.
  test('columns are as long as their values', () => {
    const { shapes } = columnDrawing(
      [
        { label: '2020', value: 0.1 },
        { label: '2021', value: -0.05 },
      ],
      String,
    );
    const [gain, loss] = shapes.filter(({ kind }) => kind === 'rectangle') as { y: number; height: number }[];
    expect(gain!.height / loss!.height).toBeCloseTo(2, 1);
    expect(gain!.y + gain!.height).toBeCloseTo(loss!.y, 1);
  });

  test('everything lies inside the drawing', () => {
    const drawing = lineDrawing({
      dates: Array.from({ length: 5_000 }, (_, index) =>
        new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10),
      ),
      lines: [
        { label: 'A', values: Array.from({ length: 5_000 }, (_, index) => 100 * Math.exp(index / 3_000)), isOwn: true },
      ],
      axisText: String,
    });
    const line = drawing.shapes.find((shape) => shape.kind === 'line' && shape.points.length > 2);
    if (line?.kind !== 'line') throw new Error('there is no line');
    expect(line.points.length).toBeLessThanOrEqual(400);
    for (const [x, y] of line.points) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(drawing.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(drawing.height);
    }
  });
});
