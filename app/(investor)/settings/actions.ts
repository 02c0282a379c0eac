'use server';

import { userAction } from '@/lib/server/http/in/action';
import { changePassword } from '@/lib/server/services/settings/change-password';
import { deleteAccount } from '@/lib/server/services/settings/delete-account';
import { endSession } from '@/lib/server/services/settings/end-session';

export const changePasswordAction = userAction(changePassword);
export const deleteAccountAction = userAction(deleteAccount);
export const endSessionAction = userAction(endSession);
