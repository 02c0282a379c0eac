import { Skeleton } from '@/components/ui/states';

/** Keeps the shape of the page: answer, figures, chart. */
export default function PlanLoading() {
  return (
    <div className="flex flex-col gap-16">
      <p role="status" className="sr-only">
        Loading your plan
      </p>
      <div className="flex flex-col gap-6">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-10 max-w-prose" />
        <Skeleton className="h-10 w-2/3 max-w-prose" />
        <div className="grid grid-cols-2 gap-6 border-y border-hairline py-6 md:grid-cols-5">
          {['return', 'year', 'volatility', 'worst', 'cash'].map((figure) => (
            <Skeleton key={figure} className="h-16" />
          ))}
        </div>
        <Skeleton className="h-10 w-64" />
      </div>
      <Skeleton className="h-72" />
    </div>
  );
}
