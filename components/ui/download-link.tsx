import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface DownloadLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A plain link: the router would fetch the file ahead of the click, and count it as a download. */
export function DownloadLink({ href, children, className }: DownloadLinkProps) {
  return (
    <a
      href={href}
      download
      className={classNames(
        'inline-flex h-10 items-center gap-2 rounded-control px-3 text-small text-muted hover:bg-well hover:text-ink sm:h-8',
        className,
      )}
    >
      <Download aria-hidden className="size-4" />
      {children}
    </a>
  );
}
