import type { ReactNode } from 'react';

export interface AuthFrameProps {
  readonly title: string;
  readonly lead?: ReactNode | undefined;
  readonly children: ReactNode;
  /** The other way in: `New here? Create an account`. */
  readonly footer: ReactNode;
}

/** One narrow column with a heading, a form and the way to the other form. */
export function AuthFrame({ title, lead, children, footer }: AuthFrameProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col gap-8 py-12 sm:py-20">
      <div className="flex flex-col gap-3">
        <h1 className="font-serif text-title">{title}</h1>
        {lead !== undefined && <p className="text-muted">{lead}</p>}
      </div>
      {children}
      <div className="flex flex-col gap-3 border-t border-hairline pt-6 text-small text-muted">{footer}</div>
    </div>
  );
}
