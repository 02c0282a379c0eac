import { activeWeight } from './active-weight';
import { assetBounds } from './asset-bounds';
import { betaExposure } from './beta-exposure';
import { cashFloor } from './cash-floor';
import { clusterRiskContribution } from './cluster-risk-contribution';
import { esgExclusion } from './esg-exclusion';
import { esgFloor } from './esg-floor';
import { exclusion } from './exclusion';
import { factorExposure } from './factor-exposure';
import { group } from './group';
import { groupRiskContribution } from './group-risk-contribution';
import { holdings } from './holdings';
import { leverage } from './leverage';
import { liquidity } from './liquidity';
import { noTrade } from './no-trade';
import { riskContribution } from './risk-contribution';
import { trackingError } from './tracking-error';
import { tradeMax } from './trade-max';
import { turnover } from './turnover';
import type { LimitKind, LimitKindId } from './types';

/** Every kind of limit a user can ask for; a new one is a file in this folder and a line here. */
export const LIMIT_KINDS: { readonly [K in LimitKindId]: LimitKind<K> } = {
  'asset-bounds': assetBounds,
  group,
  'beta-exposure': betaExposure,
  'factor-exposure': factorExposure,
  'esg-floor': esgFloor,
  'esg-exclusion': esgExclusion,
  exclusion,
  liquidity,
  'cash-floor': cashFloor,
  'no-trade': noTrade,
  turnover,
  'trade-max': tradeMax,
  leverage,
  'tracking-error': trackingError,
  'active-weight': activeWeight,
  holdings,
  'risk-contribution': riskContribution,
  'group-risk-contribution': groupRiskContribution,
  'cluster-risk-contribution': clusterRiskContribution,
};
