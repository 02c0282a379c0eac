import { z } from 'zod';

export const SignUpInput = z.strictObject({
  email: z
    .email('is not an email address')
    .max(254)
    .transform((text) => text.trim().toLowerCase()),
  password: z.string().min(1, 'is empty').max(1_000),
  displayName: z.string().trim().min(1, 'is empty').max(80),
  hasReadDisclosures: z.literal(true, { error: 'please read and accept the disclosures' }),
});
export type SignUpInput = z.input<typeof SignUpInput>;
