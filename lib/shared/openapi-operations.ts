import { z } from 'zod';
import type { ErrorCode } from '@/lib/base/outcome';
import { BacktestDoorAnswer, BacktestDoorRequest } from './contracts/backtest-door';
import { FrontierAnswer, FrontierRequest } from './contracts/frontier';
import { HealthView } from './contracts/health';
import { JobView } from './contracts/job';
import { MetricsAnswer, MetricsRequest } from './contracts/metrics';
import { OptimizeAnswer, OptimizeRequest } from './contracts/optimize';
import { CreateRecommendationInput, KeptAnswer, RecommendationCheck } from './contracts/plan';
import { DecideImportInput, PriceImportView, PriceSetDetail, PriceSetView } from './contracts/price-set';
import { REQUESTS_MAX } from './contracts/portfolio-inputs';
import { RiskAnswer, RiskRequest } from './contracts/risk-door';
import { SimulateAnswer, SimulateRequest } from './contracts/simulate-door';
import { StressAnswer, StressRequest } from './contracts/stress-door';

/** One line of the API's table of contents for each method of each route; a test compares it with the routes. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly isPublic: boolean;
  readonly query: Readonly<Record<string, z.ZodType>>;
  readonly headers: Readonly<Record<string, z.ZodType>>;
  readonly body?: { readonly mediaType: string; readonly schema: z.ZodType };
  readonly answers: readonly {
    readonly status: number;
    readonly description: string;
    readonly mediaType: string;
    readonly schema?: z.ZodType;
  }[];
  /** Besides those every private operation has. */
  readonly refusals: readonly ErrorCode[];
}

type Entry = Pick<ApiOperation, 'method' | 'path' | 'summary' | 'answers'> & Partial<ApiOperation>;

const entry = (operation: Entry): ApiOperation => ({
  description: operation.summary,
  isPublic: false,
  query: {},
  headers: {},
  refusals: [],
  ...operation,
});

const json = (schema: z.ZodType, description = 'The answer.', status = 200) => ({
  status,
  description,
  mediaType: 'application/json',
  schema,
});

const Download = z.string();
const Format = z.enum(['csv', 'json']).default('csv');

const download = (path: string, summary: string, query: ApiOperation['query'] = {}): ApiOperation =>
  entry({
    method: 'GET',
    path,
    summary,
    query: { format: Format, ...query },
    answers: [{ status: 200, description: 'The file.', mediaType: 'text/csv', schema: Download }],
    refusals: ['too-many-requests', 'conflict'],
  });

const report = (path: string, summary: string, query: ApiOperation['query'] = {}): ApiOperation =>
  entry({
    method: 'GET',
    path,
    summary,
    description: 'The same record gives the same bytes. HTML is one file that runs and fetches nothing.',
    query: { format: z.enum(['pdf', 'html']).default('pdf'), ...query },
    answers: [{ status: 200, description: 'The document.', mediaType: 'application/pdf', schema: Download }],
    refusals: ['too-many-requests', 'conflict'],
  });

const RECOMMENDATIONS: readonly ApiOperation[] = [
  entry({
    method: 'POST',
    path: '/api/v1/recommendations',
    summary: 'Make a plan for each risk level.',
    description:
      'The same request and, apart from id and createdAt, the same bytes as `ballast recommend`. Prices come as a stored set, as the simulated market or along with the request; a file is for the command line. Takes a few seconds.',
    body: { mediaType: 'application/json', schema: CreateRecommendationInput },
    answers: [
      json(KeptAnswer, 'The plans.'),
      json(z.strictObject({ jobId: z.uuid() }), 'Not done within a minute; ask for the job.', 202),
    ],
    refusals: ['conflict', 'too-large', 'too-many-requests'],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/recommendations/{id}',
    summary: 'One recommendation as it was given.',
    answers: [json(KeptAnswer)],
  }),
  download('/api/v1/recommendations/{id}/export', 'The weights of a recommendation.'),
  entry({
    method: 'POST',
    path: '/api/v1/recommendations/{id}/verification',
    summary: 'Whether a recommendation is still what was given, and comes out the same when made again.',
    description: 'Computes it again from its stored inputs; takes a few seconds.',
    answers: [json(RecommendationCheck, 'Intact and repeats, apart.')],
    refusals: ['too-many-requests', 'unavailable'],
  }),
];

/** The doors that compute and keep nothing. */
const door = (
  name: string,
  summary: string,
  { request, answer, description = '' }: { request: z.ZodType; answer: z.ZodType; description?: string },
): ApiOperation =>
  entry({
    method: 'POST',
    path: `/api/v1/${name}`,
    summary,
    description: `The same request and the same bytes as \`ballast ${name}\`. An array of at most ${REQUESTS_MAX} requests gives an array of answers; if one of them is refused, all are, and the sentence says which. ${description}`,
    body: { mediaType: 'application/json', schema: z.union([request, z.array(request).max(REQUESTS_MAX)]) },
    answers: [json(z.union([answer, z.array(answer)]))],
    refusals: ['too-large', 'too-many-requests'],
  });

const DOORS: readonly ApiOperation[] = [
  door('optimize', 'The best weights within limits, certified, or why there are none.', {
    request: OptimizeRequest,
    answer: OptimizeAnswer,
    description:
      'One of prices, returns and moments says what the assets do; rows on which an asset is missing are left out and counted in a warning. Limits that cannot all hold are an answer (`infeasible`) that names a smallest set of them.',
  }),
  door('frontier', 'The mixes with the least risk for each expected return, within limits.', {
    request: FrontierRequest,
    answer: FrontierAnswer,
  }),
  door('risk', 'What a mix carries, and which assets and classes it comes from.', {
    request: RiskRequest,
    answer: RiskAnswer,
  }),
  door('simulate', 'What becomes of money in a mix over months to come, on many simulated paths.', {
    request: SimulateRequest,
    answer: SimulateAnswer,
    description:
      'Rows of prices or returns are made into months by compounding; the expected returns are those of the request, a twelfth of the annual ones a month, for every engine. Hypothetical: the odds are those of the stated assumptions, not of the world.',
  }),
  door('stress', 'What past crises, shocks and scenarios of your own would do to a mix.', {
    request: StressRequest,
    answer: StressAnswer,
    description:
      'Past windows need prices; an instrument without prices then is estimated from the asset classes that had them, and named. A shock fixes some moves and lets the rest follow by the covariance.',
  }),
  door('backtest', 'Strategies replayed on past prices, side by side, with the bars to beat.', {
    request: BacktestDoorRequest,
    answer: BacktestDoorAnswer,
    description:
      'A decision on a day sees the prices up to that day and trades on the next; every row has the same days, money, costs and rules. A strategy that cannot decide says so in its own row.',
  }),
  door('metrics', 'Every metric of the dictionary for a series of returns.', {
    request: MetricsRequest,
    answer: MetricsAnswer,
  }),
];

const JOBS: readonly ApiOperation[] = [
  entry({ method: 'GET', path: '/api/v1/jobs/{id}', summary: 'How far a job is.', answers: [json(JobView)] }),
  entry({
    method: 'DELETE',
    path: '/api/v1/jobs/{id}',
    summary: 'Stop a job.',
    answers: [json(JobView)],
    refusals: ['conflict'],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/jobs/{id}/events',
    summary: 'The states of a job as server-sent events, until it ends.',
    description: 'Each event `job` carries the job; a client that reconnects with Last-Event-ID gets what it missed.',
    headers: { 'Last-Event-ID': z.string() },
    answers: [
      { status: 200, description: 'The stream.', mediaType: 'text/event-stream', schema: z.string() },
      { status: 204, description: 'Nothing more will come.', mediaType: 'text/event-stream' },
    ],
    refusals: ['too-many-requests'],
  }),
];

const PRICES: readonly ApiOperation[] = [
  entry({
    method: 'GET',
    path: '/api/v1/prices',
    summary: 'The price sets you may use.',
    answers: [json(z.array(PriceSetView))],
  }),
  entry({
    method: 'POST',
    path: '/api/v1/prices',
    summary: 'Upload a CSV or gzip CSV of prices, up to 20 MB.',
    description:
      'Answers with what was found in the file; nothing is kept until that is decided. A form with the field `file` does as well.',
    headers: { 'X-File-Name': z.string() },
    body: { mediaType: 'text/csv', schema: z.string() },
    answers: [json(PriceImportView)],
    refusals: ['too-large', 'too-many-requests'],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/prices/{id}',
    summary: 'A price set with its coverage and correlations.',
    answers: [json(PriceSetDetail)],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/prices/imports/{id}',
    summary: 'An uploaded file and what was found in it.',
    answers: [json(PriceImportView)],
  }),
  entry({
    method: 'POST',
    path: '/api/v1/prices/imports/{id}',
    summary: 'Keep the good part of an uploaded file, or drop it.',
    body: { mediaType: 'application/json', schema: DecideImportInput.omit({ importId: true }) },
    answers: [json(PriceImportView)],
    refusals: ['conflict'],
  }),
];

const DOWNLOADS: readonly ApiOperation[] = [
  download('/api/v1/backtests/{id}/export', 'The daily values of a backtest, or the trades of the plan in it.', {
    of: z.enum(['values', 'trades']).default('values'),
  }),
  report('/api/v1/recommendations/{id}/report', 'A plan as a document, with its reasons, evidence and fingerprints.'),
  report('/api/v1/accounts/{id}/report', 'A month of an account as a document.', { month: z.string().optional() }),
  report('/api/v1/backtests/{id}/report', 'A finished backtest as a document.'),
  download('/api/v1/comparisons/{id}/export', 'The table of a comparison of strategies.'),
  download('/api/v1/searches/{id}/export', 'Every trial of a search over settings.'),
  download('/api/v1/accounts/{id}/export', 'What an account holds now, by instrument or by tax lot.', {
    of: z.enum(['holdings', 'lots']).default('holdings'),
  }),
  download('/api/v1/activity/export', 'The record of what happened, with its hashes.'),
  entry({
    method: 'GET',
    path: '/api/v1/me/export',
    summary: 'Everything that is kept about you.',
    answers: [json(z.looseObject({ schemaVersion: z.literal(1), exportedAt: z.string() }))],
    refusals: ['too-many-requests'],
  }),
];

const OPERATION: readonly ApiOperation[] = [
  entry({
    method: 'GET',
    path: '/api/v1/health/live',
    summary: 'Whether the web server answers.',
    isPublic: true,
    answers: [json(z.strictObject({ status: z.literal('alive') }))],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/health/ready',
    summary: 'Whether people can be let in; 503 when not.',
    isPublic: true,
    answers: [json(HealthView)],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/health/dependencies',
    summary: 'Each dependency by itself.',
    isPublic: true,
    answers: [json(HealthView)],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/metrics',
    summary: "Figures for Prometheus; 404 without the operator's token.",
    isPublic: true,
    headers: { Authorization: z.string() },
    answers: [{ status: 200, description: 'Metrics.', mediaType: 'text/plain', schema: z.string() }],
  }),
  entry({
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'This document.',
    isPublic: true,
    answers: [json(z.looseObject({ openapi: z.string() }))],
  }),
];

export const API_OPERATIONS: readonly ApiOperation[] = [
  ...RECOMMENDATIONS,
  ...DOORS,
  ...JOBS,
  ...PRICES,
  ...DOWNLOADS,
  ...OPERATION,
];
