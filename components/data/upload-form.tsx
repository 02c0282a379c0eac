'use client';

import { FileUp, LoaderCircle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type DragEvent, useId, useState, useTransition } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Notice } from '@/components/ui/states';
import { importPath } from '@/lib/shared/routes';
import { fileProblem, uploadFile } from './upload-file';

/** Drop a file or choose one; the report comes before anything is kept. */
export function UploadForm() {
  const router = useRouter();
  const id = useId();
  const [isPending, start] = useTransition();
  const [isOver, setIsOver] = useState(false);
  const [fileName, setFileName] = useState<string>();
  const [problem, setProblem] = useState<string>();

  const take = (file: File | undefined): void => {
    if (file === undefined || isPending) return;
    const found = fileProblem(file);
    setProblem(found);
    if (found !== undefined) return;
    setFileName(file.name);
    start(async () => {
      const outcome = await uploadFile(file);
      start(() => {
        if (outcome.status === 'refused') setProblem(outcome.message);
        else router.push(importPath(outcome.value.id));
      });
    });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };

  return (
    <div className="flex flex-col gap-4">
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={classNames(
          'flex flex-col items-start gap-3 rounded-card border border-dashed border-outline px-6 py-10 transition-colors hover:bg-well has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          isOver && 'border-accent bg-accent-wash',
        )}
      >
        {isPending ? (
          <LoaderCircle aria-hidden className="size-6 animate-spin text-muted" />
        ) : (
          <FileUp aria-hidden className="size-6 text-muted" />
        )}
        <span role="status" className="font-strong">
          {isPending ? `Reading ${fileName ?? 'the file'}` : 'Drop a CSV file here, or choose one'}
        </span>
        <span className="max-w-prose text-small text-muted">
          Plain or packed with gzip, up to 20 MB. Either one column for each instrument (date, SPY, TLT, …) or one line
          for each day and instrument (date, ticker, close, …). You see what was found before anything is kept.
        </span>
        <input
          id={id}
          type="file"
          accept=".csv,.gz,text/csv,application/gzip"
          disabled={isPending}
          className="sr-only"
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file, mended, can be chosen again.
            event.target.value = '';
          }}
        />
      </label>
      {problem !== undefined && (
        <Notice tone="danger" isLive>
          {problem}
        </Notice>
      )}
    </div>
  );
}
