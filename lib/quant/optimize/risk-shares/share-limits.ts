import { correlationClusters, correlationDistances, correlationTree } from '../constructions/tree';
import type { OptimizeProblem, RiskShareLimit } from '../types';

export function hasRiskShares({ riskContributionMax, riskShares, clusterRiskMax }: OptimizeProblem['limits']): boolean {
  return (
    riskContributionMax?.some((max) => max < Infinity) === true ||
    (riskShares !== undefined && riskShares.length > 0) ||
    clusterRiskMax !== undefined
  );
}

/** Caps on risk contribution as asked for: of each instrument, of groups, and of the clusters that move together. */
export function riskShareLimits({ symbols, covariance, limits }: OptimizeProblem): readonly RiskShareLimit[] {
  const { riskContributionMax, riskShares = [], clusterRiskMax } = limits;
  const own = symbols.flatMap((symbol, at) => {
    const max = riskContributionMax?.[at];
    if (max === undefined || max === Infinity) return [];
    return [
      {
        name: `${symbol} risk contribution`,
        members: Uint8Array.from(symbols, (_, other) => Number(other === at)),
        max,
      },
    ];
  });
  if (clusterRiskMax === undefined) return [...own, ...riskShares];
  const distances = correlationDistances(covariance);
  const labels = correlationClusters(correlationTree(distances, symbols.length), distances, clusterRiskMax.clusters);
  const clusters = [...new Set(labels)].map((label) => {
    const members = Uint8Array.from(labels, (other) => Number(other === label));
    const names = symbols.filter((_, at) => members[at] === 1).join(', ');
    return { name: `risk contribution of the cluster ${names}`, members, max: clusterRiskMax.max };
  });
  return [...own, ...riskShares, ...clusters];
}
