import { Skeleton } from '@/components/ui/states';
import { Page } from './page';

export interface PageSkeletonProps {
  /** Said to screen readers while the page loads. */
  readonly label: string;
  readonly figureCount?: number | undefined;
  /** Height of what stands below the header. */
  readonly bodyClass?: string | undefined;
}

/** Keeps the place of header, figures and body while they load. */
export function PageSkeleton({ label, figureCount = 4, bodyClass = 'h-96' }: PageSkeletonProps) {
  return (
    <Page>
      <div role="status" className="flex flex-col gap-6">
        <span className="sr-only">{label}</span>
        <Skeleton className="w-32" />
        <Skeleton className="h-10 w-full max-w-prose" />
        {figureCount > 0 && (
          <div className="grid grid-cols-2 gap-6 border-y border-hairline py-6 md:grid-cols-4">
            {Array.from({ length: figureCount }, (_, index) => (
              <div key={index} className="flex flex-col gap-3">
                <Skeleton className="w-20" />
                <Skeleton className="h-7 w-28" />
              </div>
            ))}
          </div>
        )}
        <Skeleton className={bodyClass} />
      </div>
    </Page>
  );
}
