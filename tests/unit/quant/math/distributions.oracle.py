"""Prints the reference values of distributions.test.ts with 50 digits inside. Needs mpmath: python distributions.oracle.py"""

from mpmath import mp, mpf, betainc, erfc, erfinv, exp, findroot, pi, sqrt

mp.dps = 50


def normal_cdf(x):
    return erfc(-mpf(x) / sqrt(2)) / 2


def t_cdf(t, df):
    t, df = mpf(t), mpf(df)
    half = betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return half if t <= 0 else 1 - half


print("NORMAL_CDF")
for x in ["-38", "-20", "-10", "-6", "-5.5", "-3", "-1", "-0.6629", "-0.1", "0", "0.3", "0.67", "1.96", "4", "8"]:
    print(f"[{x}, {mp.nstr(normal_cdf(float(x)), 20)}],")
print("NORMAL_QUANTILE")
for p in ["1e-300", "1e-30", "1e-15", "1e-11", "0.001", "0.05", "0.0749", "0.0751", "0.3", "0.5", "0.6", "0.95", "0.999"]:
    q = mpf(float(p))
    guess = -sqrt(-2 * mp.log(min(q, 1 - q))) * (1 if q < 0.5 else -1)
    root = sqrt(2) * erfinv(2 * q - 1) if q > 1e-20 else findroot(lambda z: mp.log(normal_cdf(z)) - mp.log(q), guess)
    print(f"[{p}, {mp.nstr(root, 20)}],")
print("STUDENT_T_CDF")
for t, df in [(-1e6, 1), (-3, 1), (-0.001, 1), (0.5, 2), (-40, 3), (-2.5, 3.7), (-1.2, 5), (2, 10), (-6, 30), (-1.5, 100), (-0.02, 100), (-3, 1e4), (-2, 1e6), (-8, 0.4)]:
    print(f"[{t!r}, {df!r}, {mp.nstr(t_cdf(t, df), 20)}],")
