import { type DocumentSection, Points } from './document';

const SOURCES = [
  'Markowitz (1952), Portfolio Selection. Journal of Finance 7(1), 77–91.',
  'Sharpe (1974), Imputing Expected Security Returns from Portfolio Composition. Journal of Financial and Quantitative Analysis 9(3), 463–472.',
  'Black and Litterman (1992), Global Portfolio Optimization. Financial Analysts Journal 48(5), 28–43.',
  'Michaud (1989), The Markowitz Optimization Enigma: Is “Optimized” Optimal? Financial Analysts Journal 45(1), 31–42.',
  'Ledoit and Wolf (2004), A Well-Conditioned Estimator for Large-Dimensional Covariance Matrices. Journal of Multivariate Analysis 88(2), 365–411.',
  'Boyd and Vandenberghe (2004), Convex Optimization, chapter 5. Cambridge University Press.',
  'DeMiguel, Garlappi and Uppal (2009), Optimal Versus Naive Diversification. Review of Financial Studies 22(5), 1915–1953.',
] as const;

export const METHOD_SECTIONS: readonly DocumentSection[] = [
  {
    id: 'answers',
    title: 'Your answers become a profile',
    content: (
      <>
        <p>
          The questions measure two things apart: how much loss you are willing to bear (tolerance) and how much you can
          afford (capacity: horizon, income, reserves, debts). The more cautious of the two sets your risk. Answers that
          contradict each other are shown to you and must be settled.
        </p>
        <p>
          The profile fixes a policy: how much the whole portfolio may swing in a year (about 5%, 9% or 14% for the
          three standard profiles), limits for each asset class, how much cash, and when to trade.
        </p>
      </>
    ),
  },
  {
    id: 'prices',
    title: 'Prices are used only as known at the time',
    content: (
      <p>
        Prices come from the simulated market, from a file you import, or from Yahoo Finance; each page says which, and
        how old they are. A decision dated some day sees only what was known on that day. Gaps are filled by stated
        rules and reported, never dropped in silence. An index such as the dollar index can inform the plan and cannot
        be held.
      </p>
    ),
  },
  {
    id: 'risk',
    title: 'Risk is estimated, then sobered',
    content: (
      <p>
        How much holdings swing, and how much they swing together, is measured on past returns above cash. Measured
        values are partly chance, the extreme ones most of all, so they are pulled towards a plain common value by an
        amount the data themselves suggest (Ledoit and Wolf, 2004).
      </p>
    ),
  },
  {
    id: 'returns',
    title: 'Expected returns start from a neutral mix',
    content: (
      <>
        <p>
          Averages of past returns are too noisy to plan with: optimising on them loads up on whatever was lucky
          (Michaud, 1989). Ballast asks the reverse question: which expected returns would make a stated, broadly spread
          mix a sensible one at today’s risk (Sharpe, 1974; Black and Litterman, 1992)? Those are the starting point.
        </p>
        <p>
          A forecast may move them only as far as its own record, out of sample, has earned. Where a forecast has shown
          no skill, it is left out and the page says so.
        </p>
      </>
    ),
  },
  {
    id: 'optimum',
    title: 'The best mix within your limits, with a proof',
    content: (
      <p>
        Among all mixes that respect your limits, the optimiser looks for the one that serves your aim best (Markowitz,
        1952). With the answer it stores a certificate: a bound, from the theory of duality, on how much better any
        other mix could be (Boyd and Vandenberghe, 2004). If your limits cannot all hold, it names the ones that
        conflict and the nearest mix that is possible. Cash is set by your policy and is not left to the optimiser,
        which would otherwise call cash the perfect investment.
      </p>
    ),
  },
  {
    id: 'ranges',
    title: 'Two ranges that must not be confused',
    content: (
      <p>
        The first range says how unsure we are of the average year; more data would narrow it. The second says where a
        single year may end; nothing narrows that, because it is risk itself. Both are shown, apart, beside every
        expected return.
      </p>
    ),
  },
  {
    id: 'evidence',
    title: 'Evidence before consent',
    content: (
      <p>
        The backtest replays the very code that makes and trades plans, one date at a time, with costs, beside equal
        weight, 60/40 and buying once and holding. Equal weight is a hard yardstick to beat (DeMiguel, Garlappi and
        Uppal, 2009), and the page says when the plan does not beat it. Results for less than a year are not annualised.
        Stress tests apply bad times from the past, and shocks you choose, to the plan and state the loss in money.
      </p>
    ),
  },
  {
    id: 'trading',
    title: 'Trading back to the plan',
    content: (
      <p>
        Each holding has a band around its target. Inside the bands nothing is done. Outside, the order list first uses
        new cash, then sells what is furthest over, and weighs the estimated cost of each order. You see every order
        with its reason before anything is sent.
      </p>
    ),
  },
  {
    id: 'record',
    title: 'A record that repeats',
    content: (
      <p>
        A recommendation is stored with its inputs, the version of the method and a fingerprint of both. It can be run
        again to the same numbers. Records are chained, so that a later change to one would show.
      </p>
    ),
  },
  {
    id: 'limits',
    title: 'What the method cannot do',
    content: (
      <Points
        items={[
          {
            id: 'future',
            text: 'It cannot foresee returns. The expected return is an assumption with a wide range, and it may be wrong for decades.',
          },
          {
            id: 'calm',
            text: 'Risk measured in calm years understates the next crisis. That is why stress tests stand beside it.',
          },
          {
            id: 'you',
            text: 'It knows only your answers. Tax, law and family circumstances it does not ask about are not in the plan.',
          },
          { id: 'data', text: 'Wrong prices give wrong plans. Checks catch many errors in data, not all of them.' },
        ]}
      />
    ),
  },
  {
    id: 'sources',
    title: 'Sources',
    content: <Points items={SOURCES.map((text) => ({ id: text, text }))} />,
  },
];
