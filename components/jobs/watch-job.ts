import { JobView } from '@/lib/shared/contracts/job';
import { isEnded } from './job-texts';

const POLL_MILLISECONDS = 1_500;
/** The stream tells the present state as soon as it opens; when it has not by then, it does not get through. */
const FIRST_WORD_MILLISECONDS = 3_000;

const jobAddress = (jobId: string): string => `/api/v1/jobs/${encodeURIComponent(jobId)}`;

const jobOf = (value: unknown): JobView | undefined => {
  const parsed = JobView.safeParse(value);
  return parsed.success ? parsed.data : undefined;
};

async function askForJob(jobId: string, method: 'GET' | 'DELETE'): Promise<JobView | undefined> {
  const response = await fetch(jobAddress(jobId), { method, cache: 'no-store' }).catch(() => undefined);
  return response?.ok === true ? jobOf(await response.json().catch(() => undefined)) : undefined;
}

export const cancelJob = (jobId: string): Promise<JobView | undefined> => askForJob(jobId, 'DELETE');

function jobOfEvent({ data }: MessageEvent<unknown>): JobView | undefined {
  try {
    return jobOf(JSON.parse(String(data)));
  } catch {
    return undefined;
  }
}

export interface JobListener {
  readonly onJob: (job: JobView) => void;
  /** The server did not answer; it is asked again. */
  readonly onMiss: () => void;
}

/** Listens to a job's stream until it ends; where the stream does not get through, asks by the clock instead. */
export function watchJob(jobId: string, { onJob, onMiss }: JobListener): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stream = new EventSource(`${jobAddress(jobId)}/events`);
  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
    stream.close();
  };
  const take = (job: JobView): void => {
    onJob(job);
    if (isEnded(job)) stop();
  };
  const askLater = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), milliseconds);
  };
  const ask = async (): Promise<void> => {
    const job = await askForJob(jobId, 'GET');
    if (isStopped) return;
    if (job === undefined) onMiss();
    else take(job);
    if (job === undefined || !isEnded(job)) askLater(POLL_MILLISECONDS);
  };
  stream.addEventListener('job', (event) => {
    const job = jobOfEvent(event);
    if (job === undefined) return;
    clearTimeout(timer);
    take(job);
  });
  stream.onerror = () => {
    if (!isStopped) askLater(POLL_MILLISECONDS);
  };
  askLater(FIRST_WORD_MILLISECONDS);
  return stop;
}
