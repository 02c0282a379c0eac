'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface DialogProps {
  readonly title: string;
  readonly description?: ReactNode | undefined;
  readonly trigger?: ReactNode | undefined;
  readonly isOpen?: boolean | undefined;
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined;
  readonly children?: ReactNode | undefined;
  /** Buttons, the one that does the thing last. */
  readonly footer?: ReactNode | undefined;
}

/** A question in the middle of the page. Focus stays inside, Escape closes, focus returns to the trigger. */
export function Dialog(props: DialogProps) {
  return (
    <ModalFrame
      {...props}
      className="dialog-rise inset-x-4 top-1/2 mx-auto max-h-[85dvh] max-w-lg -translate-y-1/2 rounded-card border"
    />
  );
}

/** Details beside the page: from the right on wide screens, from below on phones. */
export function Sheet(props: DialogProps) {
  return (
    <ModalFrame
      {...props}
      className="sheet-slide inset-x-0 bottom-0 max-h-[85dvh] rounded-t-card border-t sm:inset-y-0 sm:start-auto sm:end-0 sm:max-h-none sm:w-full sm:max-w-md sm:rounded-none sm:border-t-0 sm:border-s"
    />
  );
}

function ModalFrame(props: DialogProps & { readonly className: string }) {
  const { title, description, trigger, isOpen, onOpenChange, children, footer, className } = props;
  return (
    <Primitive.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger !== undefined && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className="overlay-fade fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames('fixed z-50 flex flex-col bg-raised text-ink shadow-lifted', className)}
        >
          <div className="flex items-start justify-between gap-4 px-6 pt-6">
            <Primitive.Title className="font-serif text-lead">{title}</Primitive.Title>
            <Primitive.Close className="-me-2 -mt-1 flex size-9 items-center justify-center rounded-control text-muted hover:bg-well hover:text-ink">
              <X aria-hidden className="size-5" />
              <span className="sr-only">Close</span>
            </Primitive.Close>
          </div>
          <div className="flex flex-col gap-4 overflow-y-auto px-6 pt-2 pb-6">
            {description !== undefined && (
              <Primitive.Description className="text-muted">{description}</Primitive.Description>
            )}
            {children}
          </div>
          {footer !== undefined && (
            <div className="flex flex-col-reverse gap-3 border-t border-hairline px-6 py-4 sm:flex-row sm:justify-end">
              {footer}
            </div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Wraps a button that closes the dialog or sheet it stands in. */
export function DialogClose({ children }: { readonly children: ReactNode }) {
  return <Primitive.Close asChild>{children}</Primitive.Close>;
}
