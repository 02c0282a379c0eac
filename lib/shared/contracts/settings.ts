import { z } from 'zod';
import { InstantText } from './wire';

/**
 * Services: settings/get-settings, settings/list-sessions, settings/end-session, settings/change-password,
 * settings/export-my-data, settings/delete-account, sandbox/reset-sandbox.
 */

/** A demo that nobody visits for this long is removed with all that is in it; the database keeps it no shorter. */
export const SANDBOX_IDLE_DAYS = 7;

export const GetSettingsInput = z.strictObject({});

export const SettingsView = z.strictObject({
  displayName: z.string(),
  /** Null in a sandbox. */
  email: z.string().nullable(),
  kind: z.enum(['investor', 'sandbox', 'demo']),
  createdAt: InstantText,
  /** Only an investor with a password of their own may change it or delete the account. */
  canChangePassword: z.boolean(),
  canDelete: z.boolean(),
});
export type SettingsView = z.infer<typeof SettingsView>;

export const ListSessionsInput = z.strictObject({});

export const SessionView = z.strictObject({
  id: z.uuid(),
  createdAt: InstantText,
  lastSeenAt: InstantText,
  /** What the browser called itself. */
  agent: z.string(),
  /** The one that asks. */
  isCurrent: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const EndSessionInput = z.strictObject({ sessionId: z.uuid() });

const PasswordText = z.string().min(1, 'is empty').max(1_000);

export const ChangePasswordInput = z.strictObject({ currentPassword: PasswordText, newPassword: PasswordText });

/** Other sessions that ended with the old password. */
export interface PasswordChanged {
  readonly endedSessions: number;
}

export const DeleteAccountInput = z.strictObject({
  currentPassword: PasswordText,
  isSure: z.literal(true, { error: 'please confirm that the account should be deleted' }),
});

export const ExportMyDataInput = z.strictObject({});
