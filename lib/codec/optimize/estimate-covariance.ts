import { done, type Outcome, refused } from '@/lib/base/outcome';
import { resolveParameters } from '@/lib/quant/features/parameters';
import { annualCovariance } from '@/lib/quant/risk/covariance';
import { GAP_METHODS } from '@/lib/quant/risk/gap-methods';
import type { GapRecord } from '@/lib/quant/risk/gaps/gap-method';
import { repaired } from '@/lib/quant/risk/repair';
import type { CovarianceEstimate, ReturnsSample } from '@/lib/quant/risk/risk-model';
import { RISK_MODELS } from '@/lib/quant/risk/risk-models';
import {
  type EstimateInfo,
  MISSING_DEFAULT,
  type PortfolioInputs,
  RISK_MODEL_DEFAULT,
} from '@/lib/shared/contracts/portfolio-inputs';
import type { DoorSample } from './complete-sample';
import { covarianceSentence, modelSentences, shrinkageSentences } from './covariance-sentences';

/** The covariance of a request's returns by the model it asks for, and what it rests on. */

type Request = Pick<PortfolioInputs, 'assets' | 'riskModel' | 'missing' | 'repair'>;

/** What the model has to say beside the numbers. */
export type CovarianceInfo = Pick<EstimateInfo, 'riskModel' | 'fallback' | 'findings' | 'repair' | 'missing'>;

interface DoorCovariance {
  /** Row-major n x n, a year. */
  readonly covariance: Float64Array;
  readonly info: CovarianceInfo;
  readonly warnings: readonly string[];
}

export function estimateCovariance(
  request: Request,
  { sample, gapped }: DoorSample,
  periodsPerYear: number,
): Outcome<DoorCovariance> {
  const { assets, riskModel, missing = MISSING_DEFAULT, repair = false } = request;
  const kind = riskModel?.kind ?? RISK_MODEL_DEFAULT;
  const parameters = resolveParameters(RISK_MODELS[kind].parameters, riskModel?.parameters ?? {}, assets);
  if (parameters.status === 'refused') {
    return refused('bad-input', parameters.message, `riskModel.parameters.${parameters.field ?? ''}`);
  }
  const estimate = (window: ReturnsSample): CovarianceEstimate => RISK_MODELS[kind].estimate(window, parameters.value);
  if (missing === 'complete-rows') {
    const found = estimate(sample);
    const made = inYears(repair ? repaired(found) : found, { periodsPerYear, riskModel: kind, assets });
    return done({ ...made, warnings: [...made.warnings, ...shrinkageSentences(found, sample, assets)] });
  }
  const problem = gapProblem(request);
  if (problem !== undefined) return problem;
  const found = GAP_METHODS[missing].estimate({
    sample: { ...gapped(), symbols: assets },
    estimate,
    isRepairWanted: repair,
  });
  if (found.status === 'refused') return refused('bad-input', found.message, 'missing');
  const model = GAP_METHODS[missing].isModelIgnored ? missing : kind;
  const { gaps } = found.value;
  const kept = repair ? repaired(found.value) : found.value;
  return done(inYears(kept, { periodsPerYear, riskModel: model, assets, gaps }));
}

function gapProblem({ riskModel, missing = MISSING_DEFAULT }: Request) {
  if (GAP_METHODS[missing].isModelIgnored && riskModel !== undefined) {
    const message = `riskModel has nothing to do where missing is ${missing}: each pair of assets is compared by itself.`;
    return refused('bad-input', message, 'riskModel');
  }
  return undefined;
}

interface Made {
  readonly periodsPerYear: number;
  readonly riskModel: string;
  readonly assets: readonly string[];
  readonly gaps?: GapRecord;
}

function inYears(
  { covariance, observations, warnings, fallback, findings = [], repair }: CovarianceEstimate,
  { periodsPerYear, riskModel, assets, gaps }: Made,
): DoorCovariance {
  return {
    covariance: annualCovariance(covariance, periodsPerYear),
    info: {
      riskModel,
      ...(fallback === undefined ? {} : { fallback }),
      ...(findings.length === 0 ? {} : { findings: findings.map((finding) => ({ ...finding })) }),
      ...(repair === undefined ? {} : { repair: { ...repair } }),
      ...(gaps === undefined ? {} : { missing: missingInfo(gaps, assets) }),
    },
    warnings: [
      ...warnings.flatMap((kind) => covarianceSentence(kind, observations, assets.length)),
      ...modelSentences(riskModel),
    ],
  };
}

function missingInfo({ rowsUsed, knownUnused, rowsSharedMin }: GapRecord, assets: readonly string[]) {
  const bySymbol = (counts: Int32Array): Record<string, number> =>
    Object.fromEntries(assets.map((symbol, at) => [symbol, counts[at] ?? Number.NaN]));
  return { rowsUsed: bySymbol(rowsUsed), knownUnused: bySymbol(knownUnused), rowsSharedMin };
}
