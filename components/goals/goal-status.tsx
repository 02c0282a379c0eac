import { Badge } from '@/components/ui/badge';
import type { GoalStatusWord } from '@/lib/shared/contracts/goal';
import { STATUS_WORDS } from './goal-words';

const TONES = { 'on-track': 'accent', 'at-risk': 'attention', 'off-track': 'danger' } as const;

/** Always in words; the hue only helps. */
export function GoalStatus({ status }: { readonly status: GoalStatusWord }) {
  return <Badge tone={TONES[status]}>{STATUS_WORDS[status]}</Badge>;
}
