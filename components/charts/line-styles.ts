/** The reader's own plan is always the accent; yardsticks are ink and grey, told apart by their dashes. */
export interface LineStyle {
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeDasharray?: string;
}

const OWN: LineStyle = { stroke: 'var(--accent)', strokeWidth: 2.25 };

const OTHERS: readonly LineStyle[] = [
  { stroke: 'var(--ink)', strokeWidth: 1.25 },
  { stroke: 'var(--muted)', strokeWidth: 1.5, strokeDasharray: '6 3' },
  { stroke: 'var(--muted)', strokeWidth: 1.5, strokeDasharray: '2 3' },
  { stroke: 'var(--outline)', strokeWidth: 1.5 },
];

/** One style per line, in the order given. */
export function lineStyles(lines: readonly { readonly isOwn?: boolean | undefined }[]): LineStyle[] {
  let othersSeen = 0;
  return lines.map(({ isOwn }) => (isOwn === true ? OWN : (OTHERS[othersSeen++ % OTHERS.length] ?? OWN)));
}

/** Text of axes and labels inside a drawing, in the small size of the page. */
export const AXIS_TEXT = { fontSize: 14, fill: 'var(--muted)', fontFamily: 'var(--font-sans)' } as const;
