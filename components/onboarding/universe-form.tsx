'use client';

import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { ASSET_CLASSES, byAssetClass } from '@/components/charts/asset-classes';
import { Button, ButtonLink } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/states';
import { Switch } from '@/components/ui/toggles';
import type { OnboardingView, ScoreView, UniverseChoice } from '@/lib/shared/contracts/profile';
import { formatCount } from '@/lib/shared/format/quantity';
import { ONBOARDING_MESSAGES } from '@/lib/shared/messages/en/onboarding';
import {
  type AssetClass,
  type Choice,
  choiceProblem,
  classState,
  firstChoice,
  found,
  investable,
  isConsidered,
  type MarketInstrument,
  universeOf,
  withSymbols,
} from './universe-choice';
import { InstrumentTable } from './instrument-table';
import { type PriceExclusions, useExclusionPrices } from './use-exclusion-prices';
import { type SaveDraft, useSave } from './use-save';

export interface UniverseFormProps {
  readonly market: OnboardingView['market'];
  readonly universe: UniverseChoice | null;
  /** Absent until the answers tell it. */
  readonly level?: ScoreView['level'];
  readonly saveDraft: SaveDraft;
  readonly priceExclusions: PriceExclusions;
  readonly nextHref: string;
  readonly nextLabel: string;
  readonly backHref: string;
}

/** Which classes and instruments the plan may use, and what leaving each out would cost. */
export function UniverseForm(props: UniverseFormProps) {
  const { market, universe, level: ownLevel, saveDraft, priceExclusions, nextHref, nextLabel, backHref } = props;
  const level = ownLevel ?? 'balanced';
  const router = useRouter();
  const { instruments, priceSetId } = market;
  const [choice, setChoice] = useState<Choice>(() => firstChoice(instruments, universe));
  const [query, setQuery] = useState('');
  const { isSaving, problem, save } = useSave(saveDraft);
  const holdable = useMemo(() => investable(instruments), [instruments]);
  const considered = holdable.filter(({ symbol }) => isConsidered(choice, symbol)).map(({ symbol }) => symbol);
  const prices = useExclusionPrices(priceExclusions, priceSetId, considered, level);
  const stopped = choiceProblem(choice, holdable, ownLevel);
  const toSave = universeOf(priceSetId, instruments, choice);
  const goOn = (): void => {
    router.push(nextHref);
    // The frame says whether the chosen prices are simulated; it is read again with them.
    router.refresh();
  };

  return (
    <div className="flex flex-col gap-12">
      <ClassSwitches
        instruments={holdable}
        choice={choice}
        onChange={(assetClass, isUsed) =>
          setChoice(withSymbols(choice, membersOf(holdable, choice, assetClass), isUsed))
        }
      />
      <section aria-label="Instruments" className="flex flex-col gap-5">
        <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
          <div className="flex flex-col gap-1">
            <h2 className="font-serif text-lead font-strong">Instruments</h2>
            <p className="max-w-prose text-small text-muted">
              Untick what you do not want to hold. The last two columns say what that would cost on its own, at the{' '}
              {level} level.
            </p>
          </div>
          <div className="relative w-full sm:w-72">
            <Search aria-hidden className="pointer-events-none absolute start-3 top-3.5 size-4 text-muted" />
            <Input
              label="Search instruments"
              isLabelHidden
              type="search"
              placeholder="Search by name or symbol"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              className="[&_input]:ps-9"
            />
          </div>
        </div>
        <InstrumentTable
          instruments={found(holdable, query).filter(
            ({ symbol }) => query.trim() !== '' || isConsidered(choice, symbol),
          )}
          choice={choice}
          prices={prices}
          onChange={(symbol, isUsed) => setChoice(withSymbols(choice, [symbol], isUsed))}
        />
        <NotShown instruments={instruments} choice={choice} />
      </section>
      <div className="flex flex-col gap-4">
        {(stopped ?? problem) !== undefined && (
          <Notice tone="danger" isLive>
            {stopped ?? problem}
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-4">
          <Button
            isLoading={isSaving}
            disabled={stopped !== undefined}
            onClick={() => save({ universe: toSave }, goOn)}
          >
            {nextLabel}
          </Button>
          <ButtonLink href={backHref} variant="ghost">
            Back
          </ButtonLink>
          <p role="status" className="figures text-small text-muted">
            {formatCount(toSave.symbols.length, 'instrument')} used, {toSave.excluded.length} left out
          </p>
        </div>
      </div>
    </div>
  );
}

const membersOf = (
  instruments: readonly MarketInstrument[],
  choice: Choice,
  assetClass: AssetClass,
): readonly string[] =>
  instruments
    .filter((each) => each.assetClass === assetClass && isConsidered(choice, each.symbol))
    .map(({ symbol }) => symbol);

interface ClassSwitchesProps {
  readonly instruments: readonly MarketInstrument[];
  readonly choice: Choice;
  readonly onChange: (assetClass: AssetClass, isUsed: boolean) => void;
}

function ClassSwitches({ instruments, choice, onChange }: ClassSwitchesProps) {
  const classes = [...new Set(instruments.map(({ assetClass }) => assetClass))].sort(byAssetClass);
  return (
    <section aria-label="Asset classes" className="flex flex-col gap-5">
      <h2 className="font-serif text-lead font-strong">Asset classes</h2>
      <div className="grid gap-x-16 sm:grid-cols-2">
        {classes.map((assetClass) => {
          const state = classState(choice, instruments, assetClass);
          return (
            <Switch
              key={assetClass}
              label={
                <span className="flex items-center gap-2.5 font-strong">
                  <span
                    aria-hidden
                    className="size-3 rounded-[2px]"
                    style={{ background: ASSET_CLASSES[assetClass].color }}
                  />
                  {ASSET_CLASSES[assetClass].label}
                  {state === 'some' && <span className="text-small font-regular text-muted">in part</span>}
                </span>
              }
              description={ONBOARDING_MESSAGES.classes[assetClass]}
              isChecked={state !== 'none'}
              onCheckedChange={(isUsed) => onChange(assetClass, isUsed)}
              className="border-t border-hairline py-4"
            />
          );
        })}
      </div>
    </section>
  );
}

/** What cannot be held, and what a search can still add. */
function NotShown({
  instruments,
  choice,
}: {
  readonly instruments: readonly MarketInstrument[];
  readonly choice: Choice;
}) {
  const indices = instruments.filter(({ isInvestable }) => !isInvestable);
  const aside = investable(instruments).filter(({ symbol }) => !isConsidered(choice, symbol)).length;
  return (
    <div className="flex flex-col gap-1 text-small text-muted">
      {aside > 0 && (
        <p>{formatCount(aside, 'more instrument')} in this price set: search for them by name to add them.</p>
      )}
      {indices.map(({ symbol, name, suggestedSubstitute }) => (
        <p key={symbol}>
          {symbol}, {name}, is an index: it can be compared with and not held.
          {suggestedSubstitute !== null && ` ${suggestedSubstitute} can be held instead.`}
        </p>
      ))}
    </div>
  );
}
