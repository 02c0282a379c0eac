'use client';

import { Download } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { downloadBlob, downloadJson, downloadPng } from '@/components/charts/download';
import { Button } from '@/components/ui/button';
import { csvText } from '@/lib/shared/format/csv';
import { formatDay } from '@/lib/shared/format/date';
import type { LabInputs } from '@/lib/shared/contracts/frontier-lab';
import type { SolvedStudy } from './use-frontier-study';

export interface FrontierExportProps {
  readonly inputs: LabInputs;
  /** With the limits it belongs to, which are not those of the fields while these clash. */
  readonly solved: SolvedStudy;
  readonly drawing: RefObject<SVGSVGElement | null>;
}

const FILE = 'efficient-frontier';

/** Every mix of the page with its weights, one a line; decimals, as machines read them. */
function frontierCsv(inputs: LabInputs, { frontier, yardsticks }: SolvedStudy): string {
  const lines = [
    ...frontier.points.map((mix, at) => ({ kind: 'frontier', name: String(at + 1), mix })),
    ...frontier.corners.map((mix, at) => ({ kind: 'corner', name: String(at + 1), mix })),
    ...yardsticks.map((mix) => ({ kind: 'yardstick', name: mix.id, mix })),
    ...frontier.strategies.map((mix) => ({ kind: 'strategy', name: mix.id, mix })),
  ];
  return csvText(
    ['kind', 'name', 'expected_return', 'volatility', ...inputs.instruments.map(({ symbol }) => symbol)],
    lines.map(({ kind, name, mix }) => [kind, name, mix.expectedReturn, mix.volatility, ...mix.weights]),
  );
}

/** The frontier as files, made here from what is on the page. */
export function FrontierExport({ inputs, solved, drawing }: FrontierExportProps) {
  const [problem, setProblem] = useState('');
  const saveCsv = (): void => {
    const text = frontierCsv(inputs, solved);
    downloadBlob(`${FILE}.csv`, new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  };
  const captions = [
    'Expected return and volatility of the best mixes. Diamonds are strategies, rings are well-known mixes, small rings are corner portfolios.',
    `Hypothetical. Source: ${inputs.source.label}, as of ${formatDay(inputs.asOf)}.`,
  ];
  const savePng = async (): Promise<void> => {
    if (drawing.current === null) {
      setProblem('Switch from the table to the chart first: the picture is of the chart.');
      return;
    }
    try {
      await downloadPng(`${FILE}.png`, drawing.current, captions);
      setProblem('');
    } catch {
      // Some browsers refuse pictures of drawings; the figures can still be had.
      setProblem('This browser makes no picture of the drawing; CSV and JSON hold its figures.');
    }
  };
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span className="w-full text-small text-muted sm:w-auto">Save all mixes as</span>
      <ExportButton label="CSV" what="all mixes and their weights" onClick={saveCsv} />
      <ExportButton
        label="JSON"
        what="inputs, limits and all mixes"
        onClick={() => downloadJson(`${FILE}.json`, { schemaVersion: 1, inputs, ...solved })}
      />
      <ExportButton label="PNG" what="the drawing" onClick={() => void savePng()} />
      <span role="status" className="text-small text-muted">
        {problem}
      </span>
    </span>
  );
}

interface ExportButtonProps {
  readonly label: string;
  readonly what: string;
  readonly onClick: () => void;
}

function ExportButton({ label, what, onClick }: ExportButtonProps) {
  return (
    <Button variant="secondary" size="small" aria-label={`${label}: ${what}`} onClick={onClick}>
      <Download aria-hidden className="size-4" />
      {label}
    </Button>
  );
}
