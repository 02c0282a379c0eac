import type { AccountView } from '@/lib/shared/contracts/account';

export type SearchParams = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;

/** The first value of a query parameter. */
export function parameter(params: Awaited<SearchParams>, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** The account named in the address, else the one opened last: that of the newest plan's market. */
export const chosenAccount = (accounts: readonly AccountView[], id: string | undefined): AccountView | undefined =>
  accounts.find((account) => account.id === id) ?? accounts.at(-1);
