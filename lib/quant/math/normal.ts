/** 1 / sqrt(2 pi). */
const DENSITY_AT_ZERO = 0.398942280401432677939946059934;

/** Borders of the three fits, in standard deviations. */
const CENTRAL_MAX = 0.66291;
const MIDDLE_MAX = Math.sqrt(32);

/** Beyond this the density and the lower tail are below the smallest double. */
const TAIL_MAX = 38.6;

/** Density of the standard normal distribution. */
export const normalPdf = (x: number): number => DENSITY_AT_ZERO * expOfHalfSquare(Math.abs(x));

/**
 * Standard normal distribution function, to about 1e-15 relative in the lower tail down to the smallest double.
 * For an upper tail call it with -x: 1 - normalCdf(x) would lose every figure.
 *
 * @returns NaN only for NaN
 * @see Cody (1969), "Rational Chebyshev Approximations for the Error Function", Mathematics of Computation 23(107)
 * @see Cody (1993), "Algorithm 715: SPECFUN", ACM TOMS 19(1), function ANORM, whose coefficients these are
 */
export function normalCdf(x: number): number {
  const size = Math.abs(x);
  if (size <= CENTRAL_MAX) return 0.5 + x * centralRatio(x * x);
  if (size > TAIL_MAX) return x > 0 ? 1 : 0;
  const ratio = size <= MIDDLE_MAX ? middleRatio(size) : tailRatio(size);
  const lowerTail = expOfHalfSquare(size) * ratio;
  return x > 0 ? 1 - lowerTail : lowerTail;
}

/** exp(-x^2 / 2) for x >= 0, splitting x so that the square does not lose the figures the exponential needs. */
function expOfHalfSquare(x: number): number {
  if (x > TAIL_MAX) return 0;
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp((-coarse * coarse) / 2) * Math.exp((-(x - coarse) * (x + coarse)) / 2);
}

/* prettier-ignore */
const centralRatio = (s: number): number =>
  ((((6.5682337918207449113e-2 * s + 2.2352520354606839287) * s + 1.6102823106855587881e2) * s +
    1.0676894854603709582e3) * s + 1.8154981253343561249e4) /
  ((((s + 4.720258190468824187e1) * s + 9.7609855173777669322e2) * s + 1.0260932208618978205e4) * s +
    4.5507789335026729956e4);

/* prettier-ignore */
const middleRatio = (x: number): number =>
  ((((((((1.0765576773720192317e-8 * x + 3.9894151208813466764e-1) * x + 8.8831497943883759412) * x +
    9.3506656132177855979e1) * x + 5.9727027639480026226e2) * x + 2.4945375852903726711e3) * x +
    6.8481904505362823326e3) * x + 1.1602651437647350124e4) * x + 9.8427148383839780218e3) /
  ((((((((x + 2.2266688044328115691e1) * x + 2.3538790178262499861e2) * x + 1.519377599407554805e3) * x +
    6.485558298266760755e3) * x + 1.8615571640885098091e4) * x + 3.4900952721145977266e4) * x +
    3.8912003286093271411e4) * x + 1.9685429676859990727e4);

/* prettier-ignore */
function tailRatio(x: number): number {
  const s = 1 / (x * x);
  const correction =
    (s * (((((2.307344176494017303e-2 * s + 2.1589853405795699e-1) * s + 1.274011611602473639e-1) * s +
      2.2235277870649807e-2) * s + 1.421619193227893466e-3) * s + 2.9112874951168792e-5)) /
    (((((s + 1.28426009614491121) * s + 4.68238212480865118e-1) * s + 6.59881378689285515e-2) * s +
      3.78239633202758244e-3) * s + 7.29751555083966205e-5);
  return (DENSITY_AT_ZERO - correction) / x;
}
