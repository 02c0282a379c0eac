import { defineConfig } from 'prisma/config';

// Prisma's own commands work on the schema as its owner; the product itself connects as the app role.
const url = process.env['BALLAST_OWNER_DATABASE_URL'] ?? process.env['DATABASE_URL'] ?? 'postgresql://localhost/unset';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url },
});
