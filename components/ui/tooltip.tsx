'use client';

import { Tooltip as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { GLOSSARY, type GlossaryId } from './glossary';

/** One delay for the whole page: moving from one hint to the next does not wait again. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return <Primitive.Provider delayDuration={300}>{children}</Primitive.Provider>;
}

interface BubbleProps {
  readonly content: ReactNode;
  readonly children: ReactNode;
  readonly className: string;
}

/** Opens on hover and focus, and on a tap: touch screens have no hover. */
function Bubble({ content, children, className }: BubbleProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Primitive.Root open={isOpen} onOpenChange={setIsOpen}>
      <Primitive.Trigger
        type="button"
        className={className}
        onClick={(event) => {
          event.preventDefault();
          setIsOpen(true);
        }}
      >
        {children}
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={6}
          collisionPadding={16}
          className="overlay-fade z-60 max-w-80 rounded-control border border-hairline bg-raised px-4 py-3 text-small text-ink shadow-lifted"
        >
          {content}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export interface TermProps {
  /** An entry of the glossary; or give `definition` for a word used once. */
  readonly id?: GlossaryId | undefined;
  readonly definition?: string | undefined;
  readonly children: ReactNode;
}

/** A technical word that explains itself: dotted underline, definition on hover, focus or tap. */
export function Term({ id, definition, children }: TermProps) {
  const text = definition ?? (id === undefined ? undefined : GLOSSARY[id]);
  if (text === undefined) return <>{children}</>;
  return (
    <Bubble
      content={text}
      className="cursor-help rounded-[2px] text-start underline decoration-outline decoration-dotted decoration-[1.5px] underline-offset-4 hover:decoration-ink"
    >
      {children}
    </Bubble>
  );
}
