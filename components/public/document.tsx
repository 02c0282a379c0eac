import type { ReactNode } from 'react';

export interface DocumentSection {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

export interface DocumentProps {
  readonly title: string;
  readonly lead: ReactNode;
  /** Version and date of the text. */
  readonly version: string;
  readonly sections: readonly DocumentSection[];
}

/** A long text to be read: a list of contents beside it, a narrow column, numbered sections. */
export function Document({ title, lead, version, sections }: DocumentProps) {
  return (
    <article className="grid gap-x-16 gap-y-12 py-16 lg:grid-cols-[14rem_1fr]">
      <header className="flex flex-col gap-4 lg:col-start-2">
        <h1 className="max-w-prose font-serif text-title">{title}</h1>
        <div className="max-w-prose text-lead text-muted">{lead}</div>
        <p className="figures text-small text-muted">{version}</p>
      </header>
      <nav aria-label="Contents" className="text-small lg:sticky lg:top-12 lg:col-start-1 lg:row-start-2 lg:self-start">
        <ol className="flex flex-col border-t border-hairline">
          {sections.map(({ id, title: sectionTitle }, index) => (
            <li key={id} className="border-b border-hairline">
              <a href={`#${id}`} className="flex gap-3 py-2 text-muted hover:text-ink">
                <span className="figures w-5 shrink-0">{index + 1}</span>
                {sectionTitle}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="flex flex-col gap-12 lg:col-start-2">
        {sections.map(({ id, title: sectionTitle, content }, index) => (
          <section key={id} id={id} className="flex max-w-prose scroll-mt-8 flex-col gap-4">
            <h2 className="font-serif text-lead font-strong">
              {index + 1}. {sectionTitle}
            </h2>
            {content}
          </section>
        ))}
      </div>
    </article>
  );
}

/** Short points of one document section. */
export function Points({ items }: { readonly items: readonly { readonly id: string; readonly text: ReactNode }[] }) {
  return (
    <ul className="flex flex-col border-t border-hairline">
      {items.map(({ id, text }) => (
        <li key={id} className="border-b border-hairline py-3">
          {text}
        </li>
      ))}
    </ul>
  );
}
