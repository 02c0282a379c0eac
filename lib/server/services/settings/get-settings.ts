import { done } from '@/lib/base/outcome';
import { GetSettingsInput, SettingsView } from '@/lib/shared/contracts/settings';
import { service } from '../service';

export const getSettings = service({
  name: 'settings/get-settings',
  access: 'signed-in',
  input: GetSettingsInput,
  run: async ({ db, actor }) => {
    const { displayName, email, kind, createdAt } = await db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    const isOwn = kind === 'investor';
    return done(
      SettingsView.parse({
        displayName,
        email,
        kind,
        createdAt: createdAt.toISOString(),
        canChangePassword: isOwn,
        canDelete: isOwn,
      }),
    );
  },
});
