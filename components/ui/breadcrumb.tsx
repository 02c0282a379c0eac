import { TextLink } from './text-link';

export interface BreadcrumbItem {
  readonly label: string;
  readonly href?: string | undefined;
}

/** The last item is the page itself and carries no link. */
export function Breadcrumb({ items }: { readonly items: readonly BreadcrumbItem[] }) {
  return (
    <nav aria-label="Where you are">
      <ol className="flex flex-wrap gap-2 text-small text-muted">
        {items.map((item, index) => (
          <li key={item.label} className="flex gap-2">
            {index > 0 && <span aria-hidden>/</span>}
            {item.href === undefined ? (
              <span aria-current="page">{item.label}</span>
            ) : (
              <TextLink href={item.href} variant="quiet">
                {item.label}
              </TextLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
