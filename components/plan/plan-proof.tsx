import { CorrelationHeatmap } from '@/components/charts/correlation-heatmap';
import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { DefinitionList } from '@/components/ui/definition-list';
import { Details } from '@/components/ui/disclosure';
import { Term } from '@/components/ui/tooltip';
import type { RecommendationView } from '@/lib/shared/contracts/plan';
import type { NamedOptimizeRequest, SolvedPlan } from '@/lib/shared/contracts/recommend';
import { formatPercent, formatPoints } from '@/lib/shared/format/percent';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { limitName } from '@/lib/shared/narrate/en/limits';
import { CopyButton } from './copy-button';
import { PlanSource } from './plan-source';
import { limitWords, tinyNumber } from './plan-words';

export interface PlanProofProps {
  readonly recommendation: RecommendationView;
  readonly plan: SolvedPlan;
}

/** Everything needed to check the plan without trusting us: the request, the certificate, the assumptions. */
export function PlanProof({ recommendation, plan }: PlanProofProps) {
  return (
    <Section id="proof" title="How it was made, and the proof" isDense>
      <div className="flex flex-col border-t border-hairline">
        <Details summary="What was asked of the optimiser">
          <AskedRequest request={plan.request} />
        </Details>
        <Details summary="Proof that no other mix does better">
          <CertificateList plan={plan} />
        </Details>
        {toldPrices(plan).length > 0 && (
          <Details summary="What each limit costs">
            <LimitPrices plan={plan} />
          </Details>
        )}
        <Details summary="What was assumed">
          <Assumptions recommendation={recommendation} />
        </Details>
        <details className="group border-b border-hairline">
          <summary className="flex items-center justify-between gap-4 py-4 font-strong marker:content-none">
            How everything moved together
            <span aria-hidden className="text-lead font-regular text-muted transition-transform group-open:rotate-45">
              +
            </span>
          </summary>
          <div className="pb-6">
            <Correlations recommendation={recommendation} />
          </div>
        </details>
      </div>
    </Section>
  );
}

function AskedRequest({ request }: { readonly request: NamedOptimizeRequest }) {
  const json = JSON.stringify(request, null, 2);
  const described = new Map<string, string>(Object.entries(PLAN_MESSAGES.requests));
  return (
    <>
      <p>{described.get(request.name) ?? request.name}</p>
      <p className="text-small text-muted">Limits: {limitWords(request).join('; ')}.</p>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-small">
          Named <code className="rounded-[4px] bg-well px-1.5 py-0.5">{request.name}</code>; objective and limits are
          written as the optimize command takes them.
        </p>
        <CopyButton text={json} label="Copy" />
      </div>
      <pre tabIndex={0} aria-label="Request as JSON" className="max-h-96 overflow-auto bg-well p-4 text-small">
        {json}
      </pre>
    </>
  );
}

const CERTIFICATE_PARTS = ['dualityGap', 'primalResidual', 'dualResidual'] as const;

function CertificateList({ plan }: { readonly plan: SolvedPlan }) {
  return (
    <>
      <p>
        This plan is a <Term id="certified-optimum">certified optimum</Term>. The three figures below were computed from
        the finished weights, after the search, and are stored with the plan.
      </p>
      <DefinitionList
        items={CERTIFICATE_PARTS.map((part) => ({
          id: part,
          term: <Term definition={PLAN_MESSAGES.certificate[part].text}>{PLAN_MESSAGES.certificate[part].name}</Term>,
          value: tinyNumber(plan.certificate[part]),
        }))}
      />
      <p className="text-small text-muted">
        {PLAN_MESSAGES.certificate.dualityGap.text} A gap of {tinyNumber(plan.certificate.dualityGap)} is far below
        anything that could be seen in a price.
      </p>
    </>
  );
}

/** Below half a thousandth of a point a price shows as zero. */
const TOLD_PRICE_MIN = 5e-4;

/** Of limits that could be moved: that all the money is placed is not up to anybody. */
const toldPrices = ({ shadowPrices }: SolvedPlan): SolvedPlan['shadowPrices'] =>
  shadowPrices.filter(({ limit, price }) => limit !== 'budget' && Math.abs(price) >= TOLD_PRICE_MIN);

function LimitPrices({ plan }: { readonly plan: SolvedPlan }) {
  return (
    <>
      <p className="text-small text-muted">
        The <Term id="shadow-price">price of a limit</Term> says what moving it by one percentage point would change,
        near today’s weights.
      </p>
      <DataTable
        caption="Prices of the limits that bind"
        isCaptionHidden
        columns={[
          { id: 'limit', header: 'Limit' },
          { id: 'price', header: 'One point more room is worth', kind: 'number' },
        ]}
        rows={toldPrices(plan).map(({ limit, side, price, unit }) => ({
          id: `${limit} ${side}`,
          cells: {
            limit: limitName(limit),
            price: `${formatPoints(price / 100, 3)} ${PLAN_MESSAGES.shadowPriceUnits[unit]}`,
          },
        }))}
      />
    </>
  );
}

function Assumptions({ recommendation }: { readonly recommendation: RecommendationView }) {
  const { answer, inputHash } = recommendation;
  const { assumptions, source } = answer;
  const mix = Object.entries(assumptions.policyMix).filter(([, weight]) => weight > 0);
  return (
    <>
      {assumptions.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <DefinitionList
        items={[
          {
            id: 'sharpe',
            term: <Term id="sharpe">Sharpe ratio assumed</Term>,
            value: assumptions.sharpeAssumed.toFixed(2),
          },
          { id: 'cash', term: 'Return of cash', value: `${formatPercent(assumptions.cashReturn)} a year` },
          { id: 'lookback', term: 'Days looked back', value: `${assumptions.lookbackDays} trading days` },
          {
            id: 'basis',
            term: 'Prices',
            value: source.basis === 'total-return' ? 'with dividends put back in' : source.basis,
          },
          {
            id: 'mix',
            term: 'Mix the returns come from',
            value:
              mix.length === 0
                ? 'none: too few classes'
                : mix.map(([symbol, weight]) => `${symbol} ${formatPercent(weight, { decimals: 0 })}`).join(', '),
          },
          { id: 'engine', term: 'Engine version', value: String(answer.engineVersion) },
          {
            id: 'hash',
            term: (
              <Term definition="A fingerprint of everything the plan was made from. The same inputs give the same fingerprint and the same plan.">
                Fingerprint of the inputs
              </Term>
            ),
            value: <span className="break-all">{inputHash.slice(0, 16)}</span>,
          },
        ]}
      />
    </>
  );
}

function Correlations({ recommendation }: { readonly recommendation: RecommendationView }) {
  const { answer } = recommendation;
  const { symbols, matrix } = answer.correlations;
  const own = new Set(answer.instruments.map(({ symbol }) => symbol));
  const others = symbols.filter((symbol) => !own.has(symbol));
  return (
    <CorrelationHeatmap
      takeaway="Holdings that move apart steady each other; near 1 they are almost the same thing."
      title={`Correlation of daily returns over ${answer.assumptions.lookbackDays} trading days${others.length === 0 ? '' : `; ${others.join(', ')} for comparison only`}`}
      symbols={symbols}
      correlations={matrix.map((row) => row.map((value) => value ?? Number.NaN))}
      source={<PlanSource answer={answer} />}
    />
  );
}
