'use client';

import { downloadJson, fileNameOf } from '@/components/charts/download';
import { Button } from '@/components/ui/button';
import type { GoalDocument, GoalStudy } from '@/lib/shared/contracts/goal';

export interface GoalExportProps {
  readonly name: string;
  readonly goal: GoalDocument;
  readonly study: GoalStudy;
}

/** Everything on the page as one file; each chart has its CSV. */
export function GoalExport({ name, goal, study }: GoalExportProps) {
  return (
    <div>
      <Button
        variant="secondary"
        size="small"
        onClick={() => downloadJson(`${fileNameOf(name)}.json`, { schemaVersion: 1, name, goal, study })}
      >
        Everything as JSON
      </Button>
    </div>
  );
}
