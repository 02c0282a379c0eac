import { randomFillSync } from 'node:crypto';
import type { Clock, RandomBytes } from '@/lib/base/clock';
import { newId } from '@/lib/base/ids';
import { KNOWN_INSTRUMENTS } from '@/lib/quant/market/known-instruments';
import { SIMULATED_INSTRUMENTS } from '@/lib/quant/market/simulated-instruments';
import { hashPassword, verifyPassword } from '../auth/password';
import { createDb, type Db } from '../db/client';
import { env, requiredEnv } from '../env';
import { prepareToEnqueue } from '../jobs/job-rows';
import { closeQueue, installQueue } from '../jobs/queue';
import { createLogger } from '../log';
import { startSamplePlan } from '../services/sandbox/sample-plan';
import { refreshSimulatedMarket } from '../prices/refresh-simulated';

/** What a new database needs before the first visitor; run again, it leaves what is there. */

const clock: Clock = { now: () => Date.now() };
const randomBytes: RandomBytes = (target) => randomFillSync(target);
const log = createLogger('seed');

/** All instruments known by name. One added later gets its row at the next start. */
async function seedInstruments(db: Db): Promise<void> {
  const instruments = [...SIMULATED_INSTRUMENTS.map(({ instrument }) => instrument), ...KNOWN_INSTRUMENTS];
  await db.instrument.createMany({
    skipDuplicates: true,
    data: instruments.map((instrument) => ({
      symbol: instrument.symbol,
      name: instrument.name,
      kind: instrument.kind,
      assetClass: instrument.assetClass,
      currency: instrument.currency,
      isInvestable: instrument.isInvestable,
      quantityDecimals: instrument.quantityDecimals,
      body: { ...instrument },
      createdAt: new Date(clock.now()),
    })),
  });
}

/** The investor whose sign-in is printed at the start. The password is whatever the environment says now. */
async function seedDemoInvestor(db: Db, email: string, password: string): Promise<void> {
  const existing = await db.user.findUnique({ where: { email } });
  if (existing !== null) {
    const credential = await db.credential.findUnique({ where: { userId: existing.id } });
    if (credential !== null && (await verifyPassword(password, credential.passwordHash))) return;
    const passwordHash = await hashPassword(password);
    const updatedAt = new Date(clock.now());
    await db.credential.upsert({
      where: { userId: existing.id },
      create: { userId: existing.id, passwordHash, updatedAt },
      update: { passwordHash, updatedAt },
    });
    return;
  }
  const passwordHash = await hashPassword(password);
  const id = newId(clock, randomBytes);
  const createdAt = new Date(clock.now());
  await db.$transaction(async (tx) => {
    await tx.user.create({ data: { id, email, displayName: 'Demo investor', kind: 'demo', createdAt } });
    await tx.credential.create({ data: { userId: id, passwordHash, updatedAt: createdAt } });
  });
  await planForDemoInvestor(db, id);
}

/** The first sign-in should find a plan, not a questionnaire: the worker makes it as soon as it is up. */
async function planForDemoInvestor(db: Db, userId: string): Promise<void> {
  const requestId = newId(clock, randomBytes);
  const actor = { kind: 'user', userId, sessionId: requestId, role: 'investor', userKind: 'demo' } as const;
  await prepareToEnqueue(db);
  await startSamplePlan({ actor, clock, randomBytes, requestId, db, log });
  await closeQueue(db);
}

const { DATABASE_URL, BALLAST_DEMO_EMAIL, BALLAST_DEMO_PASSWORD } = env();
await installQueue(requiredEnv('BALLAST_OWNER_DATABASE_URL'));
const db = createDb(DATABASE_URL);
try {
  await seedInstruments(db);
  const prices = await refreshSimulatedMarket({ db, clock, randomBytes });
  if (BALLAST_DEMO_PASSWORD !== undefined) await seedDemoInvestor(db, BALLAST_DEMO_EMAIL, BALLAST_DEMO_PASSWORD);
  log.info({ prices }, 'seeded');
} finally {
  await db.$disconnect();
}
