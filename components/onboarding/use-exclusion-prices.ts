'use client';

import { useEffect, useState } from 'react';
import type { Outcome } from '@/lib/base/outcome';
import type { ExclusionPrices } from '@/lib/shared/contracts/plan';
import type { ScoreView } from '@/lib/shared/contracts/profile';

export type PriceExclusions = (input: unknown) => Promise<Outcome<ExclusionPrices>>;
type Cost = ExclusionPrices['costs'][number];

export interface PricedExclusions {
  readonly status: 'asking' | 'known' | 'unknown';
  readonly bySymbol: ReadonlyMap<string, Cost>;
}

interface Asked extends PricedExclusions {
  readonly key: string;
}

const NOTHING: ReadonlyMap<string, Cost> = new Map();

/** What leaving each instrument out would cost, against a plan that may use all of these; asked again when the list changes. */
export function useExclusionPrices(
  priceExclusions: PriceExclusions,
  priceSetId: string,
  symbols: readonly string[],
  level: ScoreView['level'],
): PricedExclusions {
  const key = `${priceSetId} ${level} ${symbols.join(' ')}`;
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    let isCurrent = true;
    const [set, wantedLevel, ...wanted] = key.split(' ');
    if (wanted.length < 2) return undefined;
    void priceExclusions({ priceSetId: set, level: wantedLevel, symbols: wanted })
      .catch(() => undefined)
      .then((outcome) => {
        if (!isCurrent) return;
        const costs = outcome?.status === 'done' ? outcome.value.costs : [];
        const bySymbol = new Map(costs.map((cost) => [cost.symbol, cost]));
        setAsked({ key, status: costs.length === 0 ? 'unknown' : 'known', bySymbol });
      });
    return () => {
      isCurrent = false;
    };
  }, [key, priceExclusions]);
  if (asked?.key === key) return asked;
  return { status: symbols.length < 2 ? 'unknown' : 'asking', bySymbol: NOTHING };
}
