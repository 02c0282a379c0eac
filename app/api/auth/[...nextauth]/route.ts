import { handleAuth } from '@/lib/server/auth/handlers';

export { handleAuth as GET, handleAuth as POST };
