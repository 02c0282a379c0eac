import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';

const buttonStyles = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-control text-small font-strong whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-strong',
        secondary: 'border border-outline text-ink hover:bg-well',
        ghost: 'text-ink hover:bg-well',
        quiet: 'font-regular text-muted hover:bg-well hover:text-ink',
        danger: 'border border-danger text-danger hover:bg-danger-wash',
      },
      size: {
        regular: 'h-11 px-5 sm:h-10',
        small: 'h-10 px-3 sm:h-8',
        icon: 'size-11 sm:size-10',
      },
    },
    defaultVariants: { variant: 'primary', size: 'regular' },
  },
);

type ButtonStyleProps = VariantProps<typeof buttonStyles>;

export type ButtonProps = ComponentProps<'button'> &
  ButtonStyleProps & {
    /** Shows a spinner in front of the label and refuses further presses. */
    readonly isLoading?: boolean | undefined;
  };

export function Button({
  variant,
  size,
  isLoading = false,
  className,
  children,
  disabled,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      disabled={disabled === true || isLoading}
      aria-busy={isLoading || undefined}
      className={classNames(buttonStyles({ variant, size }), className)}
      {...rest}
    >
      {isLoading && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </button>
  );
}

export interface ButtonLinkProps extends ButtonStyleProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Looks like a button, is a link: for steps that go to another page. */
export function ButtonLink({ href, variant, size, className, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={classNames(buttonStyles({ variant, size }), className)}>
      {children}
    </Link>
  );
}
