import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, { error: 'expected a colour #rrggbb' });
/** In the light and in the dark scheme. */
const pair = z.tuple([colour, colour]);
const path = z.string().regex(/^[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+-]{4,4000}$/, { error: 'expected SVG path data' });

/** authorities/<canton>/themes/<name>.yaml: the look of one place; everything else is the same for all. */
export const themeSchema = z.strictObject({
  format: z.literal(1),
  lead: pair,
  leadStrong: pair,
  onLead: pair,
  leadTint: pair,
  ground: pair,
  ground2: pair,
  /** Corners, px. */
  radius: z.number().min(0).max(12),
  /** `system` takes what the device has and loads nothing. */
  font: z.enum(['atkinson', 'system']).default('atkinson'),
  /** In a box of 36 × 36. */
  mark: path,
  /** One line from left to right in a box of 1440 × 128. */
  horizon: path,
});
