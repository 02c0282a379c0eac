/** A report as data: sections of plain blocks, which each renderer lays out in its own way. Text is already in words. */
export interface Report {
  readonly title: string;
  readonly subtitle: string;
  /** ISO instant of the record the report is about; the file says no other time, so the same record gives the same bytes. */
  readonly recordedAt: string;
  /** Such as `Hypothetical` or `Simulated prices`. */
  readonly marks: readonly string[];
  readonly sections: readonly ReportSection[];
}

export interface ReportSection {
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
  | { readonly kind: 'text'; readonly text: string }
  /** What must be known before the figures beside it are believed. */
  | { readonly kind: 'notice'; readonly title: string; readonly points: readonly string[] }
  | { readonly kind: 'facts'; readonly items: readonly ReportFact[] }
  | ReportTable
  | { readonly kind: 'drawing'; readonly title: string; readonly summary: string; readonly drawing: Drawing };

export interface ReportFact {
  readonly label: string;
  readonly value: string;
}

export interface ReportTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Shown in place of rows when there are none. */
  readonly emptyText: string;
}

export interface ReportColumn {
  readonly header: string;
  readonly isNumber: boolean;
  /** Share of the width, any unit. */
  readonly width: number;
}

/** A chart as shapes in points, y downwards; both renderers draw the same ones. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Shape =
  | {
      readonly kind: 'line';
      readonly points: readonly (readonly [number, number])[];
      readonly color: string;
      readonly width: number;
      readonly dash?: readonly [number, number];
    }
  | {
      readonly kind: 'rectangle';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly color: string;
    }
  | {
      readonly kind: 'label';
      /** Where the text begins, ends or has its middle, at its baseline. */
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly text: string;
      readonly color: string;
    };

/** Ink on white paper: the colours of the product's light theme. */
export const COLORS = {
  ink: '#1c1b18',
  muted: '#5e5a52',
  hairline: '#e2dcd0',
  outline: '#8a8378',
  well: '#f2eee6',
  accent: '#17594a',
} as const;

export const CLASS_COLORS: Readonly<Record<string, string>> = {
  equity: '#33308f',
  bond: '#176489',
  cash: '#6b675e',
  commodity: '#b0801a',
  currency: '#219a88',
  crypto: '#c266ae',
};

export const LABEL_SIZE = 8.5;
