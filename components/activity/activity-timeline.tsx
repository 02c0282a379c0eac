import { TextLink } from '@/components/ui/text-link';
import type { ActivityEvent } from '@/lib/shared/contracts/activity';
import { byDay, saysAmounts, subjectLink } from './activity-groups';

/** Day by day, newest first: when, what, by whom, and the first letters of the fingerprint that seals it. */
export function ActivityTimeline({ events }: { readonly events: readonly ActivityEvent[] }) {
  return (
    <div className="flex flex-col gap-10">
      {byDay(events).map(({ day, events: ofDay }) => (
        <section key={day} aria-label={day} className="flex flex-col">
          <h3 className="figures pb-2 text-small font-strong">{day}</h3>
          <ol className="flex flex-col">
            {ofDay.map((event) => (
              <TimelineEntry key={event.id} event={event} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function TimelineEntry({ event }: { readonly event: ActivityEvent }) {
  const href = subjectLink(event.subject);
  return (
    <li className="grid grid-cols-[3.5rem_1fr] gap-x-4 gap-y-1 border-t border-hairline py-3 sm:grid-cols-[4rem_1fr_auto]">
      <time dateTime={event.at} className="figures text-small text-muted" title={`${event.at} (UTC)`}>
        {event.at.slice(11, 16)}
      </time>
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="max-w-prose" {...(saysAmounts(event) ? { 'data-amount': true } : {})}>
          {event.text}
        </span>
        {href !== undefined && (
          <TextLink href={href} className="text-small">
            See it
          </TextLink>
        )}
      </div>
      <span className="figures col-start-2 text-small text-muted sm:col-start-3 sm:text-end">
        {event.by === 'you' ? 'you' : 'Ballast, for you'} · <span title={event.hash}>{event.hash.slice(0, 8)}</span>
      </span>
    </li>
  );
}
