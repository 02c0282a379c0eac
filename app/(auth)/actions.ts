'use server';

import { userAction } from '@/lib/server/http/in/action';
import { signUp } from '@/lib/server/services/auth/sign-up';
import { resetSandbox } from '@/lib/server/services/sandbox/reset-sandbox';

export const signUpAction = userAction(signUp);

export const resetSandboxAction = userAction(resetSandbox);
