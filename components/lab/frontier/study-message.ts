import type { LabInputs, LabLimits, LabStudy } from '@/lib/shared/contracts/frontier-lab';

/** What page and worker say to each other: a question is asked once the one before it is answered. */
export interface StudyRequest {
  readonly inputs: LabInputs;
  readonly limits: LabLimits;
}

export interface StudyReply {
  /** Those that were asked about; the page may be further by now. */
  readonly limits: LabLimits;
  readonly study: LabStudy;
  readonly milliseconds: number;
}
