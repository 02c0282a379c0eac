import type { Metadata } from 'next';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { AccountSwitch } from '@/components/portfolio/account-switch';
import { FundForm } from '@/components/portfolio/fund-form';
import { MonthReports } from '@/components/portfolio/month-reports';
import { OpenAccountButton } from '@/components/portfolio/open-account-button';
import { PortfolioEvidence } from '@/components/portfolio/portfolio-evidence';
import { PortfolioHeader } from '@/components/portfolio/portfolio-header';
import { PortfolioNotices } from '@/components/portfolio/portfolio-notices';
import { portfolioState, priceAge } from '@/components/portfolio/portfolio-state';
import { EmptyState } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import { loadForPage, pageContext } from '@/lib/server/http/in/page';
import { getPortfolio } from '@/lib/server/services/account/get-portfolio';
import { listAccounts } from '@/lib/server/services/account/list-accounts';
import { ROUTES } from '@/lib/shared/routes';
import { fundAccountAction, openAccountAction } from './actions';
import { chosenAccount, parameter, type SearchParams } from './chosen-account';

export const metadata: Metadata = { title: 'Portfolio' };

export default async function PortfolioPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const accounts = await loadForPage(listAccounts, {}, ROUTES.portfolio);
  const account = chosenAccount(accounts, parameter(await searchParams, 'account'));
  if (account === undefined) return <NoAccount />;
  const view = await loadForPage(getPortfolio, { accountId: account.id }, ROUTES.portfolio);
  const { clock } = await pageContext();
  const isFunded = portfolioState(view) !== 'unfunded';
  return (
    <Page>
      <div className="flex flex-col gap-6">
        <PortfolioHeader
          view={view}
          accountSwitch={
            accounts.length > 1 ? (
              <AccountSwitch accounts={accounts} currentId={account.id} path={ROUTES.portfolio} />
            ) : undefined
          }
        />
        <PortfolioNotices view={view} age={priceAge(view, clock.now())} />
        {!isFunded && <FundForm accountId={account.id} action={fundAccountAction} isPrimary />}
      </div>
      {isFunded && <PortfolioEvidence view={view} />}
      {isFunded && <MonthReports view={view} />}
      {isFunded && (
        <Section title="Add money" lead="It waits as cash until you place it with a rebalance." isDense>
          <FundForm accountId={account.id} action={fundAccountAction} isPrimary={false} />
        </Section>
      )}
    </Page>
  );
}

function NoAccount() {
  return (
    <Page>
      <PageHeader
        eyebrow="Portfolio"
        answer="You have no account yet; a paper account takes one click and no real money."
      />
      <EmptyState
        title="Holdings, their value and their distance from your plan will stand here."
        action={<OpenAccountButton action={openAccountAction} />}
      >
        A <Term id="paper-account">paper account</Term> trades at the prices your plan was made from. You choose how
        much play money to pay in, review the orders, and place them with one click.
      </EmptyState>
    </Page>
  );
}
