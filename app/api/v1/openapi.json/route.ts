import { done } from '@/lib/base/outcome';
import { apiRoute } from '@/lib/server/http/in/api-route';
import { openApiDocument } from '@/lib/shared/openapi';

export const GET = apiRoute(() => Promise.resolve(done(openApiDocument())));
