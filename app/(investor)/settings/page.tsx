import type { Metadata } from 'next';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { Appearance } from '@/components/settings/appearance';
import { DeleteAccount } from '@/components/settings/delete-account';
import { PasswordForm } from '@/components/settings/password-form';
import { SessionList } from '@/components/settings/session-list';
import { ButtonLink } from '@/components/ui/button';
import { DefinitionList } from '@/components/ui/definition-list';
import { DownloadLink } from '@/components/ui/download-link';
import { InstantText } from '@/components/ui/figures';
import { loadForPage } from '@/lib/server/http/in/page';
import { getSettings } from '@/lib/server/services/settings/get-settings';
import { listSessions } from '@/lib/server/services/settings/list-sessions';
import type { SettingsView } from '@/lib/shared/contracts/settings';
import { formatCount } from '@/lib/shared/format/quantity';
import { DOWNLOADS, ROUTES } from '@/lib/shared/routes';
import { changePasswordAction, deleteAccountAction, endSessionAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

const KIND_WORDS: Readonly<Record<SettingsView['kind'], string>> = {
  investor: 'Your own account',
  demo: 'Demo investor, shared by everyone on this installation',
  sandbox: 'Private demo; reset it with the button on top of every page',
};

export default async function SettingsPage() {
  const settings = await loadForPage(getSettings, {}, ROUTES.settings);
  const sessions = await loadForPage(listSessions, {}, ROUTES.settings);
  return (
    <Page>
      <PageHeader
        eyebrow="Settings"
        answer={`You are signed in as ${settings.displayName}, in ${formatCount(sessions.length, 'place')}.`}
      />
      <Section title="Profile" isDense>
        <DefinitionList
          className="max-w-prose"
          items={[
            { id: 'name', term: 'Name', value: settings.displayName },
            { id: 'email', term: 'Mail', value: settings.email ?? 'none' },
            { id: 'kind', term: 'Kind', value: KIND_WORDS[settings.kind] },
            { id: 'since', term: 'Since', value: <InstantText instant={settings.createdAt} /> },
            { id: 'currency', term: 'Currency', value: 'US dollar' },
          ]}
        />
      </Section>
      <Section title="Appearance" isDense>
        <Appearance />
      </Section>
      <Section title="Where you are signed in" isDense>
        <SessionList sessions={sessions} endAction={endSessionAction} />
      </Section>
      {settings.canChangePassword && (
        <Section title="Password" lead="Changing it signs you out everywhere else." isDense>
          <PasswordForm email={settings.email} action={changePasswordAction} />
        </Section>
      )}
      <Section
        title="Your data"
        lead="One file with everything that is kept about you: answers, plans, prices’ names, orders, fills, tests, the sealed record."
        isDense
      >
        <div>
          <DownloadLink href={DOWNLOADS.allMyData} className="border border-outline text-ink sm:h-10">
            Download everything (JSON)
          </DownloadLink>
        </div>
      </Section>
      <Section title="End the account" isDense>
        {settings.canDelete ? (
          <DeleteAccount action={deleteAccountAction} />
        ) : (
          <div className="flex max-w-prose flex-col items-start gap-4">
            <p className="text-muted">A demo has no account of its own to delete; it holds nothing about you.</p>
            <ButtonLink href={ROUTES.signUp} variant="secondary">
              Create an account
            </ButtonLink>
          </div>
        )}
      </Section>
    </Page>
  );
}
