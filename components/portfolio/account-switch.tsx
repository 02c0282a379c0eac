import { TextLink } from '@/components/ui/text-link';
import type { AccountView } from '@/lib/shared/contracts/account';

export interface AccountSwitchProps {
  readonly accounts: readonly AccountView[];
  readonly currentId: string;
  /** The page that shows an account. */
  readonly path: string;
}

/** One account a market; most people have one and see only its name. */
export function AccountSwitch({ accounts, currentId, path }: AccountSwitchProps) {
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      {accounts.map(({ id, name }, index) => {
        const label = accounts.length > 1 ? `${name} ${index + 1}` : name;
        return id === currentId ? (
          <span key={id} aria-current="true" className="font-strong text-ink">
            {label}
          </span>
        ) : (
          <TextLink key={id} href={`${path}?account=${id}`} variant="quiet" className="text-muted">
            {label}
          </TextLink>
        );
      })}
    </span>
  );
}
