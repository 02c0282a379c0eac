import Link from 'next/link';
import { ROUTES } from '@/lib/shared/routes';

/** A ring with its weight low: what keeps a ship upright. */
export function BrandMark({ className }: { readonly className?: string | undefined }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <circle cx="16" cy="16" r="13.5" fill="none" stroke="var(--accent)" strokeWidth="2" />
      <path d="M6.2 18.5a10 10 0 0 0 19.6 0z" fill="var(--accent)" />
    </svg>
  );
}

export function Wordmark({ href = ROUTES.home }: { readonly href?: string | undefined }) {
  return (
    <Link href={href} className="inline-flex items-center gap-2.5 rounded-control">
      <BrandMark className="size-6" />
      <span className="font-serif text-lead font-strong">Ballast</span>
    </Link>
  );
}
