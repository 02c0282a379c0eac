'use client';

import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { LoaderCircle } from 'lucide-react';
import { Details } from '@/components/ui/disclosure';
import { Checkbox, Switch } from '@/components/ui/toggles';
import type { RebalanceOptions } from '@/lib/shared/contracts/rebalance';
import { ROUTES } from '@/lib/shared/routes';
import { parametersOfOptions } from './preview-reading';

export interface RebalanceOptionsFormProps {
  readonly accountId: string;
  readonly options: RebalanceOptions;
  /** What may be left as it is: holdings and targets. */
  readonly instruments: readonly { readonly symbol: string; readonly name: string }[];
}

/** Each change reads a new preview; the choice stands in the address, so it survives a reload. */
export function RebalanceOptionsForm({ accountId, options, instruments }: RebalanceOptionsFormProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [shown, show] = useOptimistic(options);
  const change = (next: RebalanceOptions): void =>
    start(() => {
      show(next);
      router.replace(`${ROUTES.rebalance}?${parametersOfOptions(accountId, next)}`, { scroll: false });
    });
  return (
    <div className="flex max-w-prose flex-col gap-6">
      <Switch
        label="Only place cash"
        description="Buys what is most missing with the cash at hand and sells nothing."
        isChecked={shown.cashOnly}
        onCheckedChange={(cashOnly) => change({ ...shown, cashOnly })}
      />
      <Details
        summary={`Leave holdings as they are${shown.excludedSymbols.length === 0 ? '' : `: ${shown.excludedSymbols.join(', ')}`}`}
        isOpenAtFirst={options.excludedSymbols.length > 0}
      >
        <div role="group" aria-label="Leave as they are" className="grid gap-x-6 gap-y-3 text-small sm:grid-cols-2">
          {instruments.map(({ symbol, name }) => (
            <Checkbox
              key={symbol}
              label={
                <>
                  <span className="font-strong">{symbol}</span> <span className="text-muted">{name}</span>
                </>
              }
              isChecked={shown.excludedSymbols.includes(symbol)}
              onCheckedChange={(isExcluded) =>
                change({
                  ...shown,
                  excludedSymbols: isExcluded
                    ? [...shown.excludedSymbols, symbol]
                    : shown.excludedSymbols.filter((other) => other !== symbol),
                })
              }
            />
          ))}
        </div>
      </Details>
      <p role="status" className="flex h-5 items-center gap-2 text-small text-muted">
        {isPending && (
          <>
            <LoaderCircle aria-hidden className="size-4 animate-spin" /> Working out the orders again.
          </>
        )}
      </p>
    </div>
  );
}
