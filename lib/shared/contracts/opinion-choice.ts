import { z } from 'zod';
import { ViewChoice } from './view-choice';

const Opinion = z.strictObject({
  name: z.string().min(1).max(80),
  weight: z
    .number()
    .min(0)
    .max(1)
    .describe('How much it counts; what the weights leave of 1 goes to past returns as they were.'),
  views: z.array(ViewChoice).min(1).max(100),
});

/** Several sets of views pooled into one, for the doors `optimize`, `frontier` and `risk`. */
export const OpinionPool = z
  .strictObject({
    method: z
      .exactOptional(z.enum(['linear', 'logarithmic']))
      .describe(
        'linear (default) averages probabilities: what any opinion thinks possible stays possible; logarithmic averages their logarithms: what any rules out is out.',
      ),
    divergencePenalty: z
      .exactOptional(z.number().min(0).max(1_000))
      .describe('The further an opinion stands from all others, the less it counts. Default 0.'),
    opinions: z.array(Opinion).min(1).max(20),
  })
  .describe(
    'Each opinion becomes probabilities of past returns by entropy pooling; these are pooled. Instead of views.',
  );
export type OpinionPool = z.infer<typeof OpinionPool>;
