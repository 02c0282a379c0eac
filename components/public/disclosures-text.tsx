import { TextLink } from '@/components/ui/text-link';
import { ROUTES } from '@/lib/shared/routes';
import { type DocumentSection, Points } from './document';

export const DISCLOSURE_SECTIONS: readonly DocumentSection[] = [
  {
    id: 'simulated',
    title: 'What is simulated',
    content: (
      <>
        <p>
          Unless you import prices or connect a data source, prices come from a simulated market: a seeded model with
          the swings, crashes and links between asset classes that real markets have shown. It is not real and predicts
          nothing. Everything that rests on it carries the badge “Simulated”.
        </p>
        <p>
          Orders go to a paper exchange built into Ballast. Fills are modelled, money is play money, and no order
          reaches a real market. Paper fills are kinder than real ones: they know no queue, no outage and little market
          impact. Accounts on it carry the badge “Paper”.
        </p>
      </>
    ),
  },
  {
    id: 'algorithm',
    title: 'What the algorithm does, and what it does not',
    content: (
      <>
        <p>
          An algorithm scores your answers, proposes the mix, lists the orders and watches for drift. No person looks at
          your plan before you do. How it works is described in the <TextLink href={ROUTES.method}>method</TextLink>.
        </p>
        <Points
          items={[
            {
              id: 'answers',
              text: 'It uses your answers, the prices named on each page and your holdings in Ballast. It knows nothing of your other accounts, debts or duties unless a question asks for them.',
            },
            {
              id: 'assumptions',
              text: 'It assumes that past swings say something about future ones and that your answers are true and current. Either can fail.',
            },
            {
              id: 'stress',
              text: 'It does not change course by itself in a market crash. It reports, proposes and waits for you.',
            },
            {
              id: 'stop',
              text: 'You can decline any proposal, change your limits, or stop at any time. Doing nothing is always offered.',
            },
          ]}
        />
      </>
    ),
  },
  {
    id: 'hypothetical',
    title: 'Hypothetical performance',
    content: (
      <>
        <p>
          Backtests and stress tests in the app are run by you, on your inputs. They are hypothetical: nobody earned
          those results. They are shown after estimated costs, beside yardsticks, with the period, the data and the
          rules used.
        </p>
        <Points
          items={[
            {
              id: 'hindsight',
              text: 'Rules are chosen with hindsight, so tests on the past look better than what follows.',
            },
            { id: 'survivors', text: 'The instruments on offer are those that survived.' },
            {
              id: 'vary',
              text: 'Results change with the dates, the data, the costs and the random seed of the simulated market.',
            },
            {
              id: 'no-claim',
              text: 'The public pages of Ballast make no claim about performance, and none should be read into their illustrations.',
            },
          ]}
        />
      </>
    ),
  },
  {
    id: 'risk',
    title: 'You can lose money',
    content: (
      <p>
        Investments fall as well as rise, and may not recover by the time you need them. Spreading money lowers risk and
        does not remove it. Stocks have halved within two years, long-term government bonds have lost over a quarter in
        one, and crypto assets have lost four fifths from their peak. Do not invest money that you cannot leave alone.
      </p>
    ),
  },
  {
    id: 'no-advice',
    title: 'No advice relationship',
    content: (
      <p>
        Ballast is software. Using it makes nobody your investment adviser, broker, fiduciary or tax adviser. Its plans
        are the output of a tool that you run for yourself; the decision, and the duty to check that you may lawfully
        use it where you live, are yours. Whoever operates Ballast for other people may need a licence to do so.
      </p>
    ),
  },
  {
    id: 'fees',
    title: 'Fees and conflicts of interest',
    content: (
      <p>
        Ballast charges nothing and receives nothing: no fee on assets, no commission, no payment for order flow, no
        interest kept on your cash. The share of cash in a plan follows your policy, and its cost to you is shown.
        Funds, brokers and data sources may charge you on their own account.
      </p>
    ),
  },
  {
    id: 'data',
    title: 'Your data',
    content: (
      <p>
        Everything stays in the database of the machine that runs Ballast. It sends nothing to its makers. If you turn
        on a data source, that source learns which symbols you ask for. Answers, recommendations and orders are kept as
        a record; exporting and deleting your account follow the rules of whoever operates the machine.
      </p>
    ),
  },
  {
    id: 'licence',
    title: 'Licence and warranty',
    content: (
      <p>
        Ballast is free software under the GNU Affero General Public License, version 3. You may run, study, change and
        share it under that licence. It comes without any warranty.
      </p>
    ),
  },
];
