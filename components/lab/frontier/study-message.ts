import type { LabInputs, LabLimits, LabStudy } from '@/lib/shared/contracts/frontier-lab';

/** What page and worker say to each other; the id tells the answer to the newest question from older ones. */
export interface StudyRequest {
  readonly id: number;
  readonly inputs: LabInputs;
  readonly limits: LabLimits;
}

export interface StudyReply {
  readonly id: number;
  readonly study: LabStudy;
  readonly milliseconds: number;
}
