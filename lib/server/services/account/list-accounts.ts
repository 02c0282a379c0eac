import { done, type Outcome } from '@/lib/base/outcome';
import { type AccountView, ListAccountsInput } from '@/lib/shared/contracts/account';
import { service } from '../service';
import { accountView } from './account-rows';

/** The user's open accounts, oldest first. */
export const listAccounts = service({
  name: 'account/list-accounts',
  access: 'signed-in',
  input: ListAccountsInput,
  run: async ({ db, actor }): Promise<Outcome<AccountView[]>> => {
    const accounts = await db.account.findMany({
      where: { userId: actor.userId, closedAt: null },
      orderBy: { createdAt: 'asc' },
    });
    return done(accounts.map(accountView));
  },
});
