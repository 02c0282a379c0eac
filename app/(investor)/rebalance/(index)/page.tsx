import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { AccountSwitch } from '@/components/portfolio/account-switch';
import { OpenAccountButton } from '@/components/portfolio/open-account-button';
import { optionsOfParameters } from '@/components/rebalance/preview-reading';
import { PastRebalances } from '@/components/rebalance/past-rebalances';
import { PreviewHeader } from '@/components/rebalance/preview-header';
import { PreviewReport } from '@/components/rebalance/preview-report';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/states';
import { loadForPage, pageContext } from '@/lib/server/http/in/page';
import { getPortfolio } from '@/lib/server/services/account/get-portfolio';
import { listAccounts } from '@/lib/server/services/account/list-accounts';
import { listRebalances } from '@/lib/server/services/rebalance/list-rebalances';
import { previewRebalance } from '@/lib/server/services/rebalance/preview-rebalance';
import type { PortfolioView } from '@/lib/shared/contracts/account';
import { rebalancePath, ROUTES } from '@/lib/shared/routes';
import { openAccountAction } from '../../portfolio/actions';
import { chosenAccount, parameter, type SearchParams } from '../../portfolio/chosen-account';
import { confirmRebalanceAction } from '../actions';

export const metadata: Metadata = { title: 'Rebalance' };

export default async function RebalancePage({ searchParams }: { readonly searchParams: SearchParams }) {
  const accounts = await loadForPage(listAccounts, {}, ROUTES.rebalance);
  const params = await searchParams;
  const account = chosenAccount(accounts, parameter(params, 'account'));
  if (account === undefined) return <NoAccount />;
  const accountId = account.id;
  const portfolio = await loadForPage(getPortfolio, { accountId }, ROUTES.rebalance);
  const past = await loadForPage(listRebalances, { accountId }, ROUTES.rebalance);
  const options = optionsOfParameters(parameter(params, 'cash'), parameter(params, 'without'));
  const eyebrow =
    accounts.length > 1 ? (
      <AccountSwitch accounts={accounts} currentId={accountId} path={ROUTES.rebalance} />
    ) : (
      `Rebalance · ${account.name}`
    );
  return (
    <Page>
      <NextRebalance portfolio={portfolio} options={options} eyebrow={eyebrow} />
      <Section title="Earlier rebalances" isDense>
        <PastRebalances rebalances={past} />
      </Section>
    </Page>
  );
}

interface NextRebalanceProps {
  readonly portfolio: PortfolioView;
  readonly options: ReturnType<typeof optionsOfParameters>;
  readonly eyebrow: ReactNode;
}

async function NextRebalance({ portfolio, options, eyebrow }: NextRebalanceProps) {
  const { id: accountId } = portfolio.account;
  if (portfolio.openRebalanceId !== null) {
    return (
      <PageHeader
        eyebrow={eyebrow}
        answer="A rebalance of this account is running; the next one can follow when it has ended."
        actions={<ButtonLink href={rebalancePath(portfolio.openRebalanceId)}>Watch the orders</ButtonLink>}
      />
    );
  }
  const missing = missingStep(portfolio);
  if (missing !== undefined) return <PageHeader eyebrow={eyebrow} {...missing} />;
  const preview = await previewRebalance.call(await pageContext(), { accountId, options });
  if (preview.status === 'refused') {
    const isConflict = preview.code === 'conflict';
    return (
      <PageHeader
        eyebrow={eyebrow}
        answer={
          isConflict ? 'This account cannot follow your plan as it is.' : 'The orders could not be worked out now.'
        }
        lead={preview.message}
        actions={
          isConflict ? (
            <OpenAccountButton action={openAccountAction} label="Open an account for the plan’s prices" />
          ) : undefined
        }
      />
    );
  }
  return (
    <>
      <PreviewHeader preview={preview.value} driftMax={portfolio.drift?.max ?? null} eyebrow={eyebrow} />
      <PreviewReport preview={preview.value} confirmAction={confirmRebalanceAction} />
    </>
  );
}

function missingStep({ account, drift, value }: PortfolioView) {
  if (drift === null) {
    return {
      answer: 'There is no accepted plan yet, so there is nothing to move towards.',
      actions: <ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>,
    };
  }
  if (Number(value.amount) > 0) return undefined;
  return {
    answer: 'The account is empty; pay in play money first.',
    actions: <ButtonLink href={`${ROUTES.portfolio}?account=${account.id}`}>Pay in</ButtonLink>,
  };
}

function NoAccount() {
  return (
    <Page>
      <PageHeader eyebrow="Rebalance" answer="You have no account yet, so there is nothing to rebalance." />
      <EmptyState
        title="The orders that bring an account to your plan will stand here, each with its cost and reason."
        action={<OpenAccountButton action={openAccountAction} />}
      />
    </Page>
  );
}
