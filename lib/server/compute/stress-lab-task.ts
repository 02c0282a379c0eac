import type { Outcome } from '@/lib/base/outcome';
import { stressLab, type StressLabRequest } from '@/lib/codec/lab/stress-lab';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { StressLab } from '@/lib/shared/contracts/stress-lab';
import { requestPanel } from './request-panel';
import type { Task } from './task';

interface StressLabInput extends StressLabRequest {
  /** The stored prices the request names. */
  readonly panel: PricePanel;
}

/** A plan in every bad time there is. */
export const stressLabTask: Task<StressLabInput, Outcome<StressLab>> = ({ panel: stored, ...asked }) => {
  const panel = requestPanel(asked.request.prices, stored);
  return { status: 'finished', value: panel.status === 'done' ? stressLab(asked, panel.value) : panel };
};
