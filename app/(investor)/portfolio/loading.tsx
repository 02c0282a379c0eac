import { PageSkeleton } from '@/components/layout/page-skeleton';

export default function Loading() {
  return <PageSkeleton label="Loading your portfolio" figureCount={5} />;
}
