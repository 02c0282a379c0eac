import { z } from 'zod';

/** The only reader of the process environment. Everything is handed in by scripts/start.mjs or the operator. */
const EnvSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: z.string().min(1),
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  NEXTAUTH_URL: z.url().optional(),
  BALLAST_COOKIE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('ballast'),
  BALLAST_STORE_DIR: z.string().min(1).default('.ballast/store'),
  /** The built thread of lib/server/entry; without it heavy work runs where it is asked for. */
  BALLAST_THREAD_FILE: z.string().min(1).optional(),
  BALLAST_DEMO_EMAIL: z.string().default('demo@ballast.example'),
  BALLAST_DEMO_PASSWORD: z.string().min(8).optional(),
  BALLAST_OWNER_DATABASE_URL: z.string().optional(),
  BALLAST_PARENT_PID: z.coerce.number().int().positive().optional(),
  /** Behind a trusted reverse proxy the client's address is read from this header; otherwise no header is believed. */
  BALLAST_TRUSTED_PROXY_HEADER: z.string().optional(),
  /** Opens /api/v1/metrics to whoever sends it as a bearer token; unset, there are no metrics to see. */
  BALLAST_METRICS_TOKEN: z.string().min(16).optional(),
  EXCHANGE_DATABASE_URL: z.string().optional(),
  EXCHANGE_URL: z.url().optional(),
  EXCHANGE_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  EXCHANGE_KEY: z.string().min(16).optional(),
  /** How long the paper exchange takes to fill an order; tests raise it to stop a rebalance half-way. */
  EXCHANGE_FILL_DELAY_MS: z.coerce.number().int().min(0).max(60_000).default(150),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export type Env = z.infer<typeof EnvSchema>;

let cached: Env | undefined;

/** @throws Error with one sentence a setting when the environment is not usable */
export function env(): Env {
  if (cached !== undefined) return cached;
  const parsed = EnvSchema.safeParse(process.env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable. ${problems.join('. ')}`);
  }
  cached = parsed.data;
  return cached;
}

/** A setting that this process cannot work without. */
export function requiredEnv<Key extends keyof Env>(key: Key): NonNullable<Env[Key]> {
  const value = env()[key];
  if (value === undefined) throw new Error(`The setting ${key} is missing.`);
  return value;
}
