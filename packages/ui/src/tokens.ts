/** A colour in the light and in the dark scheme, `#rrggbb`. */
export type ColourPair = readonly [light: string, dark: string];

/** Colours of the place; the only ones a theme may set. */
export type ThemeColour = 'lead' | 'leadStrong' | 'onLead' | 'leadTint' | 'ground' | 'ground2';

/** Colours that are the same everywhere, so that whoever moves house learns nothing anew. */
export const FIXED_COLOURS = {
  paper: ['#ffffff', '#111716'],
  ink: ['#16201f', '#f0f3ef'],
  ink2: ['#4b5755', '#b6c1bd'],
  rule: ['#cbd2cc', '#3b4745'],
  edge: ['#6c7875', '#8d9a97'],
  sign: ['#ffd426', '#ffd426'],
  onSign: ['#16201f', '#16201f'],
  signTint: ['#fff6d4', '#2f2a12'],
  alert: ['#ae2417', '#ffa497'],
  alertTint: ['#fcefec', '#341b18'],
  ok: ['#1a6641', '#88d8ac'],
  focus: ['#16201f', '#ffffff'],
} as const satisfies Record<string, ColourPair>;

export type Colour = keyof typeof FIXED_COLOURS | ThemeColour;

/** Name of the custom property: `leadStrong` → `--lead-strong`, `ground2` → `--ground-2`. */
export function property(colour: Colour): string {
  return `--${colour
    .replace(/([A-Z])/g, '-$1')
    .replace(/(\d)/, '-$1')
    .toLowerCase()}`;
}

/**
 * Declarations of colours for `:root`: first the light value for browsers without `light-dark()`, then both schemes.
 */
export function colourCss(colours: Partial<Record<Colour, ColourPair>>): string {
  const entries = Object.entries(colours) as [Colour, ColourPair][];
  const light = entries.map(([name, pair]) => `${property(name)}:${pair[0]};`).join('');
  const both = entries.map(([name, pair]) => `${property(name)}:light-dark(${pair[0]},${pair[1]});`).join('');
  return `:root{${light}}@supports (color:light-dark(#000,#fff)){:root{${both}}}`;
}
