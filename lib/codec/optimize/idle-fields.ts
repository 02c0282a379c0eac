import { type Refusal, refused } from '@/lib/base/outcome';
import { MISSING_DEFAULT, type PortfolioInputs, RISK_MODEL_DEFAULT } from '@/lib/shared/contracts/portfolio-inputs';
import { returnModelOf } from './market-mix';

/** Fields that nothing would look at. Taken in silence, they would let the caller believe that they count. */

type Request = Omit<PortfolioInputs, 'assets' | 'prices' | 'returns'>;
type Field = Exclude<keyof Request, 'periodsPerYear' | 'riskFreeRate' | 'confidence'>;

interface Idle {
  readonly fields: readonly Field[];
  readonly why: string;
}

const MODELS = ['returnModel', 'riskModel', 'missing', 'repair', 'factorReturns'] as const;
const MARKET = ['marketWeights', 'marketRiskAversion'] as const;

/** @returns the refusal of the first field that was given and would not count */
export function idleField(request: Request): Refusal | undefined {
  const lonely = viewsMissing(request);
  if (lonely !== undefined) return refused('bad-input', `${lonely} needs views; there are none.`, lonely);
  for (const { fields, why } of idleParts(request)) {
    const field = fields.find((name) => request[name] !== undefined);
    if (field !== undefined) return refused('bad-input', `${field} has nothing to do ${why}`, field);
  }
  return undefined;
}

function idleParts(request: Request): readonly Idle[] {
  const { belief, opinionPool, views, viewMethod, moments } = request;
  const by = belief !== undefined ? 'belief' : opinionPool !== undefined ? 'opinionPool' : undefined;
  if (by !== undefined) {
    const other = belief !== undefined && opinionPool !== undefined ? (['opinionPool'] as const) : [];
    const fields = [...MODELS, 'views', 'viewMethod', 'tau', ...MARKET, ...other] as const;
    return [{ fields, why: `beside ${by}, which says it all.` }];
  }
  if (views !== undefined && viewMethod === 'entropy-pooling') {
    const why = 'in entropy pooling, where returns and their probabilities say it all.';
    return [{ fields: [...MODELS, 'tau', ...MARKET], why }];
  }
  return [...(moments === undefined ? idleFactors(request) : idleModels(request)), ...idleMarket(request)];
}

/** Fields that speak of views have nothing to do without any. */
function viewsMissing({ views, belief, opinionPool, returnModel, viewMethod, tau }: Request): Field | undefined {
  if (views !== undefined || belief !== undefined || opinionPool !== undefined) return undefined;
  if (returnModel?.kind === 'black-litterman') return 'returnModel';
  return viewMethod !== undefined ? 'viewMethod' : tau !== undefined ? 'tau' : undefined;
}

function idleModels({ returnModel }: Request): readonly Idle[] {
  const models = returnModel?.kind === 'black-litterman' ? [] : (['returnModel'] as const);
  const why = 'where moments are given; leave it out.';
  return [{ fields: [...models, 'riskModel', 'missing', 'factorReturns'], why }];
}

function idleFactors({ riskModel, missing = MISSING_DEFAULT }: Request): readonly Idle[] {
  const kind = riskModel?.kind ?? RISK_MODEL_DEFAULT;
  const fields = ['factorReturns'] as const;
  if (kind !== 'factor-regression') return [{ fields, why: `in the risk model ${kind}; factor-regression takes it.` }];
  if (missing === 'complete-rows') return [];
  return [{ fields, why: `where missing is ${missing}: factors go with complete rows.` }];
}

function idleMarket(request: Request): readonly Idle[] {
  const { moments, returnModel } = request;
  const kind = moments !== undefined && returnModel === undefined ? 'moments' : returnModelOf(request);
  const why = `where expected returns come from ${kind}; equilibrium${kind === 'capm' ? '' : ', capm'} and black-litterman take it.`;
  switch (kind) {
    case 'equilibrium':
    case 'black-litterman':
      return [];
    case 'capm':
      return [{ fields: ['marketRiskAversion'], why }];
    default:
      return [{ fields: MARKET, why }];
  }
}
