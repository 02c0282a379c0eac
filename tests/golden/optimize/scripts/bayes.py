"""Numbers for tests/golden/optimize/normal-inverse-wishart.test.ts, from libraries that share no code with this repository.

    python bayes.py > ../fixtures/bayes.json

numpy, scipy. The textbook update in (kappa, nu, Psi) with scipy's inverse Wishart and multivariate t for three
instruments; for one instrument the posterior by brute integration of likelihood times prior.
"""

import json

import numpy as np
from scipy import stats

rng = np.random.default_rng(1965)
n, T, kappa, a = 3, 24, 7.0, 11.0
m = np.array([0.006, 0.002, 0.004])
S = np.array([[0.0025, 0.0004, 0.001], [0.0004, 0.0009, 0.0001], [0.001, 0.0001, 0.0036]])
X = np.round(rng.multivariate_normal([0.01, 0.0, -0.005], 1.5 * S, size=T), 6)

nu, psi = n + 1 + a, a * S
mean = X.mean(axis=0)
psi1 = psi + (X - mean).T @ (X - mean) + kappa * T / (kappa + T) * np.outer(mean - m, mean - m)
kappa1, nu1, m1 = kappa + T, nu + T, (kappa * m + T * mean) / (kappa + T)
df = nu1 - n + 1
shape = psi1 * (kappa1 + 1) / (kappa1 * df)
predictive = stats.multivariate_t(loc=m1, shape=shape, df=df)
# Variances of the t's marginals by one-dimensional integration of scipy's univariate t.
variances = [stats.t(df, loc=m1[i], scale=np.sqrt(shape[i, i])).var() for i in range(n)]

# One instrument, by brute force: posterior of (mean, variance) on the likelihood and the prior's density.
x, m0, k0, a0, s0 = X[:6, 0], 0.004, 3.0, 5.0, 0.0025
inverse = stats.invwishart(df=2 + a0, scale=a0 * s0)


# Gauss-Legendre in the mean and in the logarithm of the variance, 1200 x 1200 nodes.
nodes, share = np.polynomial.legendre.leggauss(1200)
mu = 0.4 * nodes
low, high = np.log(1e-5), np.log(0.5)
v = np.exp((high - low) / 2 * nodes + (high + low) / 2)
grid_mu, grid_v = np.meshgrid(mu, v)
log = stats.norm(m0, np.sqrt(grid_v / k0)).logpdf(grid_mu) + inverse.logpdf(v)[:, None]
for value in x:
    log += stats.norm(grid_mu, np.sqrt(grid_v)).logpdf(value)
# d variance = variance d log variance
weight = np.exp(log - log.max()) * np.outer(share * v, share)


def integral(f):
    return float((f(grid_mu, grid_v) * weight).sum())


one = integral(lambda mu, v: np.ones_like(mu))
brute_mean = integral(lambda mu, v: mu) / one
brute_variance = integral(lambda mu, v: v) / one
brute_mean_variance = integral(lambda mu, v: (mu - brute_mean) ** 2) / one

print(
    json.dumps(
        {
            "returns": X.ravel().tolist(),
            "observations": T,
            "prior": {"mean": m.tolist(), "covariance": S.ravel().tolist(), "meanObservations": kappa, "covarianceObservations": a},
            "mean": m1.tolist(),
            "covariance": stats.invwishart(df=nu1, scale=psi1).mean().ravel().tolist(),
            "predictiveCovariance": (np.asarray(predictive.shape) * df / (df - 2)).ravel().tolist(),
            "predictiveVariances": variances,
            "degreesOfFreedom": df,
            "single": {
                "returns": x.tolist(),
                "prior": {"mean": m0, "variance": s0, "meanObservations": k0, "covarianceObservations": a0},
                "mean": brute_mean,
                "variance": brute_variance,
                "meanVariance": brute_mean_variance,
            },
        },
        indent=1,
    )
)
