'use client';

import { type ReactNode, useState } from 'react';
import type { AssetClassId } from '@/components/charts/asset-classes';
import { StressBars } from '@/components/charts/stress-bars';
import { Section } from '@/components/layout/page';
import { NumberField } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import { Notice } from '@/components/ui/states';
import { ScenarioParts } from './scenario-parts';
import { StressComparison } from './stress-comparison';
import { type LevelStress, proxyNote } from './stress-reading';

export interface StressLabProps {
  readonly own: LevelStress;
  /** All three levels, safest first; a level without a plan has no lines. */
  readonly levels: readonly LevelStress[];
  readonly amount: number;
  readonly instruments: readonly {
    readonly symbol: string;
    readonly name: string;
    readonly assetClass: AssetClassId;
  }[];
  readonly source: ReactNode;
  /** The five points, beside the charts. */
  readonly disclosure: ReactNode;
}

/** The contract of an amount of money; outside it the last good one stays. */
const AMOUNT_MIN = 100;
const AMOUNT_MAX = 1e9;

const isAmount = (value: number | undefined): value is number =>
  value !== undefined && value >= AMOUNT_MIN && value <= AMOUNT_MAX;

/** Losses are shares of the money, so another amount only rescales them: no need to ask the server. */
export function StressLab({ own, levels, amount, instruments, source, disclosure }: StressLabProps) {
  const [money, setMoney] = useState(amount);
  const [isReadable, setIsReadable] = useState(true);
  const [scenarioId, setScenarioId] = useState(own.computed[0]?.id);
  const scenario = own.computed.find(({ id }) => id === scenarioId) ?? own.computed[0];
  return (
    <>
      {disclosure}
      <Section title="What each bad time would cost you">
        <NumberField
          kind="money"
          label="Your money"
          defaultValue={amount}
          onValueChange={(value) => {
            setIsReadable(isAmount(value));
            if (isAmount(value)) setMoney(value);
          }}
          error={isReadable ? undefined : 'Write an amount between $100 and $1,000,000,000.'}
          hint="Change it to see every loss on this page in your own money."
          className="w-full sm:w-72"
        />
        <StressBars
          takeaway="A bar to the left is a loss of your plan as it stands today."
          title="Change of the portfolio in each bad time, US dollars"
          rows={own.computed.map(({ id, name, description, change, note, proxied }) => ({
            id,
            label: name,
            description: description ?? note ?? undefined,
            change,
            amount: change * money,
            note: proxyNote(proxied),
          }))}
          source={source}
        />
      </Section>
      <Section title="Beside the safer and the riskier plan" isDense>
        <StressComparison levels={levels} ownProfile={own.profile} money={money} />
        {source}
      </Section>
      {scenario !== undefined && (
        <Section title="Which holdings lose, which hold">
          <Select
            label="Bad time"
            options={own.computed.map(({ id, name }) => ({ value: id, label: name }))}
            value={scenario.id}
            onValueChange={setScenarioId}
            className="w-full sm:w-96"
          />
          <ScenarioParts scenario={scenario} money={money} instruments={instruments} source={source} />
          {(scenario.note !== null || scenario.proxied.length > 0) && (
            <Notice title="What this bad time assumes">
              {[scenario.note, proxyNote(scenario.proxied)]
                .filter((text) => text !== null && text !== undefined)
                .join(' ')}
            </Notice>
          )}
        </Section>
      )}
    </>
  );
}
