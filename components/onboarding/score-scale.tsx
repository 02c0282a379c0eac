import type { ReactNode } from 'react';
import { Term } from '@/components/ui/tooltip';
import type { OnboardingView, ScoreView } from '@/lib/shared/contracts/profile';
import { formatPercent } from '@/lib/shared/format/percent';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';

export interface ScoreScaleProps {
  readonly score: ScoreView;
  readonly levels: OnboardingView['levels'];
}

const SCORE_MAX = 100;

/** Willingness and ability on one scale with the three levels as bands; the lower of the two decides. */
export function ScoreScale({ score, levels }: ScoreScaleProps) {
  const bands = levels.map(({ level, scoreMin, annualVolatilityMax }, index) => ({
    level,
    from: scoreMin,
    to: levels[index + 1]?.scoreMin ?? SCORE_MAX,
    annualVolatilityMax,
  }));
  return (
    <div className="flex flex-col gap-6">
      <ScaleRow
        name={<Term id="tolerance">Tolerance</Term>}
        meaning="how much loss you are willing to live through"
        value={score.tolerance}
        isRuling={score.tolerance <= score.capacity}
        bands={bands}
      />
      <ScaleRow
        name={<Term id="capacity">Capacity</Term>}
        meaning="how much loss you can afford"
        value={score.capacity}
        isRuling={score.capacity <= score.tolerance}
        bands={bands}
      />
      <div aria-hidden className="flex text-small text-muted">
        {bands.map(({ level, from, to, annualVolatilityMax }) => (
          <span key={level} className="flex flex-col pe-2" style={{ width: `${to - from}%` }}>
            <span className={level === score.level ? 'font-strong text-ink' : ''}>
              {PLAN_MESSAGES.levels[level].name}
            </span>
            <span className="figures hidden sm:block">
              up to {formatPercent(annualVolatilityMax, { decimals: 0 })} volatility
            </span>
          </span>
        ))}
      </div>
    </div>
  );
}

interface ScaleRowProps {
  readonly name: ReactNode;
  readonly meaning: string;
  readonly value: number;
  readonly isRuling: boolean;
  readonly bands: readonly { readonly level: string; readonly from: number; readonly to: number }[];
}

function ScaleRow({ name, meaning, value, isRuling, bands }: ScaleRowProps) {
  const tone = isRuling ? 'bg-accent' : 'bg-outline';
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-baseline justify-between gap-4">
        <span>
          <span className="font-strong">{name}</span> <span className="text-small text-muted">{meaning}</span>
        </span>
        <span className="figures whitespace-nowrap">
          <span className={isRuling ? 'font-strong text-accent' : ''}>{value}</span>
          <span className="text-small text-muted"> of {SCORE_MAX}</span>
          {isRuling && <span className="text-small text-accent">, decides</span>}
        </span>
      </p>
      <div aria-hidden className="relative flex h-3 gap-px">
        {bands.map(({ level, from, to }) => (
          <span key={level} className="bg-hairline" style={{ width: `${to - from}%` }} />
        ))}
        <span className={`absolute inset-y-0 start-0 ${tone} opacity-30`} style={{ width: `${value}%` }} />
        <span className={`absolute -inset-y-1 w-1 -translate-x-1/2 ${tone}`} style={{ left: `${value}%` }} />
      </div>
    </div>
  );
}
