import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { FigureRow, MoneyText, PercentText, StatFigure } from '@/components/ui/figures';
import { SourceNote } from '@/components/ui/source-note';
import { Term } from '@/components/ui/tooltip';
import type { PortfolioView } from '@/lib/shared/contracts/account';
import { formatPercent } from '@/lib/shared/format/percent';
import { rebalancePath, ROUTES } from '@/lib/shared/routes';
import { lastDayChange, portfolioState, type PortfolioState } from './portfolio-state';

export interface PortfolioHeaderProps {
  readonly view: PortfolioView;
  /** Which account, when there are several. */
  readonly accountSwitch?: ReactNode | undefined;
}

/** One sentence, the figures, where they come from, and the one thing to do next. */
export function PortfolioHeader({ view, accountSwitch }: PortfolioHeaderProps) {
  const state = portfolioState(view);
  return (
    <PageHeader
      eyebrow={accountSwitch ?? `Portfolio · ${view.account.name}`}
      answer={<Answer view={view} state={state} />}
      figures={state === 'unfunded' ? undefined : <Figures view={view} />}
      source={<SourceNote source={view.source.label} asOf={view.asOfDate} />}
      actions={<NextStep view={view} state={state} />}
    />
  );
}

function Answer({ view, state }: { readonly view: PortfolioView; readonly state: PortfolioState }) {
  const value = <MoneyText amount={view.value.amount} className="font-serif" />;
  switch (state) {
    case 'unfunded':
      return 'Your paper account is open; pay in play money to put the plan to work.';
    case 'rebalancing':
      return <>Your orders are being filled; the account is worth {value}.</>;
    case 'no-plan':
      return <>You have {value} here, and no accepted plan to hold it against.</>;
    case 'uninvested':
      return <>All {value} is in cash and waits for your plan’s first orders.</>;
    case 'cash-waiting':
      return (
        <>
          Your portfolio is worth {value}; <MoneyText amount={view.cash.amount} className="font-serif" /> of it is cash
          that waits to be placed.
        </>
      );
    case 'drifted':
      return (
        <>
          Your portfolio is worth {value} and has moved further from your plan than its limit of{' '}
          {formatPercent(view.drift?.max ?? null, { decimals: 0 })}.
        </>
      );
    case 'on-plan':
      return <>Your portfolio is worth {value} and stands where your plan wants it.</>;
  }
}

function Figures({ view }: { readonly view: PortfolioView }) {
  const day = lastDayChange(view.history);
  const contributed = Number(view.contributed.amount);
  return (
    <FigureRow>
      <StatFigure label="Value" value={<MoneyText amount={view.value.amount} />} asOf={view.asOfDate} />
      <StatFigure
        label="Last day"
        value={day === null ? '–' : <MoneyText amount={day.amount} tone="change" />}
        note={day === null ? 'known after one more day' : <PercentText value={day.ratio} decimals={2} tone="change" />}
      />
      <StatFigure
        label={
          <Term definition="Value now less the money paid in. The percentage is of the money paid in; it is not a yearly return.">
            Since the start
          </Term>
        }
        value={<MoneyText amount={view.gain.amount} tone="change" />}
        note={
          contributed > 0 ? (
            <PercentText value={Number(view.gain.amount) / contributed} decimals={2} tone="change" />
          ) : undefined
        }
      />
      <StatFigure label="Paid in" value={<MoneyText amount={view.contributed.amount} />} />
      <StatFigure
        label="Cash"
        value={<MoneyText amount={view.cash.amount} />}
        note={`${formatPercent(view.cashWeight)} of the value; earns nothing here`}
      />
    </FigureRow>
  );
}

/** At most one primary button; the first money is paid in below. */
function NextStep({ view, state }: { readonly view: PortfolioView; readonly state: PortfolioState }) {
  const rebalance = `${ROUTES.rebalance}?account=${view.account.id}`;
  switch (state) {
    case 'unfunded':
      return undefined;
    case 'rebalancing':
      return view.openRebalanceId === null ? undefined : (
        <ButtonLink href={rebalancePath(view.openRebalanceId)}>Watch the orders</ButtonLink>
      );
    case 'no-plan':
      return <ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>;
    case 'uninvested':
      return <ButtonLink href={rebalance}>Review the first orders</ButtonLink>;
    case 'cash-waiting':
    case 'drifted':
      return <ButtonLink href={rebalance}>Review the orders</ButtonLink>;
    case 'on-plan':
      return (
        <ButtonLink href={rebalance} variant="secondary">
          Look at what a rebalance would do
        </ButtonLink>
      );
  }
}
