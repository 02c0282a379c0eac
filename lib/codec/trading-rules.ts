import { dayNumber, isoDay } from '@/lib/base/iso-day';
import type { BacktestRequest, CashFlow } from '@/lib/quant/backtest/types';
import type { Instrument } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { CostPolicy } from '@/lib/quant/policy/types';
import { COST_PRESETS } from '@/lib/quant/trading/costs/presets';
import { startsPeriod } from '@/lib/quant/trading/rules/periods';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import type { TaxPolicy } from '@/lib/quant/trading/taxes/types';
import type {
  CostsInput,
  ExecutionInput,
  FeesInput,
  FlowsInput,
  RebalanceRuleInput,
  TaxesInput,
} from '@/lib/shared/contracts/trading-rules';

/** What a request says about trading, as the replay takes it. */

/** What is not named stays as it is in the preset, or without one in `otherwise`. */
export function costPolicyOf(input: CostsInput | undefined, otherwise: CostPolicy): CostPolicy {
  if (input === undefined) return otherwise;
  const { preset, halfSpreadBasisPoints: _, ...named } = input;
  return { ...(preset === undefined ? otherwise : COST_PRESETS[preset].costs), ...named };
}

/** The panel with the half-spreads that the request names. */
export function withHalfSpreads(panel: PricePanel, costs: CostsInput | undefined): PricePanel {
  const wanted = costs?.halfSpreadBasisPoints;
  if (wanted === undefined) return panel;
  const instruments = panel.instruments.map((instrument): Instrument => {
    const basisPoints = typeof wanted === 'number' ? wanted : wanted[instrument.symbol];
    return basisPoints === undefined ? instrument : { ...instrument, halfSpreadBasisPoints: basisPoints };
  });
  return { ...panel, instruments };
}

/** The wire and the engine say the same words; a frequency alone is the calendar. */
export const rebalanceOf = (input: RebalanceRuleInput | undefined): BacktestRequest['rebalance'] => {
  if (input === undefined) return 'monthly';
  return typeof input === 'string' ? { kind: 'calendar', every: input } : input;
};

/** The first symbol with a spread or fee of its own that is not traded, and where the request says so. */
export function untradedSymbol(
  { costs, fees }: { readonly costs?: CostsInput; readonly fees?: FeesInput },
  symbols: readonly string[],
): { readonly symbol: string; readonly field: string } | undefined {
  const spreads = costs?.halfSpreadBasisPoints;
  const named = [
    ...(typeof spreads === 'object' ? Object.keys(spreads) : []).map((symbol) => ({
      symbol,
      field: `costs.halfSpreadBasisPoints.${symbol}`,
    })),
    ...Object.keys(fees?.fundAnnual ?? {}).map((symbol) => ({ symbol, field: `fees.fundAnnual.${symbol}` })),
  ];
  return named.find(({ symbol }) => !symbols.includes(symbol));
}

export interface TradingRulesInput {
  readonly execution?: ExecutionInput;
  readonly income?: 'in-prices' | 'paid' | 'reinvested';
  readonly flows?: FlowsInput;
  readonly fees?: FeesInput;
  readonly taxes?: TaxesInput;
  readonly delisting?: 'carry' | 'cash';
}

type TradingRules = Pick<BacktestRequest, 'execution' | 'prices' | 'income' | 'flows' | 'fees' | 'taxes' | 'delisting'>;

/** @param panel of the replay: its days date the repeated flows, its instruments order the fees */
export function tradingRulesOf(input: TradingRulesInput, panel: PricePanel): TradingRules {
  const { execution, income, flows, fees, taxes, delisting } = input;
  return {
    ...(execution === undefined ? {} : { execution }),
    ...(income === undefined || income === 'in-prices' ? {} : { prices: 'traded', income }),
    ...(flows === undefined ? {} : { flows: flowsOf(flows, panel.days) }),
    ...(fees === undefined ? {} : { fees: feesOf(fees, panel) }),
    ...(taxes === undefined ? {} : { taxes: taxPolicyOf(taxes) }),
    ...(delisting === undefined ? {} : { delisting }),
  };
}

const feesOf = ({ fundAnnual, ...rest }: FeesInput, { instruments }: PricePanel): NonNullable<TradingRules['fees']> =>
  fundAnnual === undefined ? rest : { ...rest, fundAnnual: instruments.map(({ symbol }) => fundAnnual[symbol] ?? 0) };

const dayOf = (text: string): number => dayNumber(isoDay(text));

/** Each single flow, rising by day; repeated ones fall on the first days of their periods. */
export function flowsOf(flows: FlowsInput, days: Int32Array): CashFlow[] {
  const dated = flows.flatMap((flow): CashFlow[] => {
    if ('date' in flow) return [{ day: dayOf(flow.date), amount: flow.amount }];
    const from = flow.from === undefined ? Number.NEGATIVE_INFINITY : dayOf(flow.from);
    const to = flow.to === undefined ? Number.POSITIVE_INFINITY : dayOf(flow.to);
    const firsts = Array.from(days).filter((day, t) => t > 0 && startsPeriod(day, days[t - 1] ?? day, flow.every));
    return firsts.filter((day) => from <= day && day <= to).map((day) => ({ day, amount: flow.amount }));
  });
  return dated.sort((left, right) => left.day - right.day);
}

function presetPolicyOf(input: TaxesInput): TaxPolicy {
  switch (input.preset) {
    case 'none':
      return TAX_PRESETS.none.policy(input);
    case 'flat':
      return TAX_PRESETS.flat.policy(input);
    case 'us-federal-2024':
      return TAX_PRESETS['us-federal-2024'].policy(input);
  }
}

function taxPolicyOf(input: TaxesInput): TaxPolicy {
  const policy = presetPolicyOf(input);
  const { qualifiedShare, washSaleDays } = input;
  return {
    ...policy,
    shortTermRate: input.shortTermRate ?? policy.shortTermRate,
    longTermRate: input.longTermRate ?? policy.longTermRate,
    qualifiedDividendRate: input.qualifiedDividendRate ?? policy.qualifiedDividendRate,
    ordinaryDividendRate: input.ordinaryDividendRate ?? policy.ordinaryDividendRate,
    ...(washSaleDays === undefined ? {} : { washSaleDays }),
    ...(qualifiedShare === undefined ? {} : { qualifiedShares: { otherwise: qualifiedShare } }),
  };
}
