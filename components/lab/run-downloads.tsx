import { DownloadLink } from '@/components/ui/download-link';

/** The figures of a run as files. */
export function RunDownloads({ addressOf }: { readonly addressOf: (format: 'csv' | 'json') => string }) {
  return (
    <>
      <DownloadLink href={addressOf('csv')}>CSV</DownloadLink>
      <DownloadLink href={addressOf('json')}>JSON</DownloadLink>
    </>
  );
}
