import { Skeleton } from '@/components/ui/states';

export default function StartLoading() {
  return (
    <div className="flex flex-col gap-10">
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="h-8" />
      <Skeleton className="h-10 w-2/3 max-w-prose" />
      <div className="flex max-w-2xl flex-col gap-3">
        {['first', 'second', 'third', 'fourth'].map((card) => (
          <Skeleton key={card} className="h-20" />
        ))}
      </div>
    </div>
  );
}
