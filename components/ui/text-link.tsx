import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface TextLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** `quiet` is for lists and tables, where an underline on every row would be noise. */
  readonly variant?: 'inline' | 'quiet' | undefined;
  readonly className?: string | undefined;
}

export function TextLink({ href, children, variant = 'inline', className }: TextLinkProps) {
  const styles = variant === 'inline' ? 'link' : 'text-ink hover:text-accent hover:underline underline-offset-4';
  const isExternal = href.startsWith('http');
  return (
    <Link
      href={href}
      className={classNames(styles, className)}
      {...(isExternal ? { target: '_blank', rel: 'noreferrer' } : {})}
    >
      {children}
      {isExternal && <span className="sr-only"> (opens in a new tab)</span>}
    </Link>
  );
}
