import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface Result {
  ruleId: string;
  reasonId: string;
  value: [kind: string, outcome: string];
  message: string;
  path: { dom: string };
  snippet: string;
}
interface Guideline {
  id: string;
  checkpoints: { rules: { id: string; enabled?: boolean }[] }[];
}
interface Checker {
  check(root: Document, guidelines: string[]): Promise<{ results: Result[] }>;
  getGuidelines(): Guideline[];
  addGuideline(guideline: Guideline): void;
}
interface Engine {
  Checker: new () => Checker;
}

/** Rules whose outcome hangs on colours; only they can differ from place to place. */
const COLOUR_RULES = ['text_contrast_sufficient', 'style_color_misuse', 'style_highcontrast_visible', 'form_font_color'];

/**
 * What the engine cannot decide by itself («potential», «manual») needs a person: who looked, at what, and which test holds it since.
 * Nothing that the engine calls a failure can stand here.
 */
const VERDICTS: Record<string, string> = {
  'style_color_misuse Potential_1': 'Every state has words beside its colour: check 23.',
  'style_highcontrast_visible Manual_1': 'Lines, dots and signs stay in forced colours: check 22.',
  'element_tabbable_visible potential_visible': 'The link to skip shows itself with the focus: the walk of the focus on every page.',
  'element_tabbable_unobscured potential_obscured':
    'Languages and menu are folded away and open before they can have the focus: the walk of the focus on every page.',
  'text_block_heading potential_heading': 'A label that stands alone is no heading; the headings of every page were read in order.',
  'text_sensory_misuse potential_position':
    '«right» means correct and «left» means remaining on our pages; no text tells of a place on the screen.',
  'input_label_visible potential_no_label':
    'Each text area has its label above it, found by `for`; axe judges the same rule. Words in the field instead of a label stay a finding.',
  'input_fields_grouped Potential_1': 'What belongs together stands in a fieldset; a field that is a question of its own does not.',
  'select_options_grouped Potential_1':
    'Offices, places and capabilities are one list in the order of the alphabet; a group would hold one or two of them.',
  'text_quoted_correctly Potential_1':
    'Values of a case and lines of a package are shown as they were written, with their quotation marks; no page of ours quotes anybody.',
  'text_whitespace_valid potential_text':
    'Letters that stand alone are names of permits («F, S o N») in the list of services; no word of ours is spaced out.',
  'list_structure_proper Potential_1': 'Pairs of a description list stand in groups, as HTML allows; html-validate judges the structure.',
};

let source: string | undefined;

/**
 * Findings of the IBM Equal Access engine on the page as it is now, in words: failures, and open questions without a verdict; of all its
 * rules, or of those on colours.
 */
export async function equalAccessFindings(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'ace' in window))) {
    source ??= `${readFileSync(createRequire(import.meta.url).resolve('accessibility-checker-engine/ace.js'), 'utf8')};window.ace=ace;void 0`;
    await page.evaluate(source);
  }
  const results = await page.evaluate(
    async (only) => {
      const checker = new (window as unknown as { ace: Engine }).ace.Checker();
      const guideline = 'IBM_Accessibility';
      if (only) {
        const whole = checker.getGuidelines().find(({ id }) => id === guideline)!;
        for (const { rules } of whole.checkpoints) for (const rule of rules) if (!only.includes(rule.id)) rule.enabled = false;
        checker.addGuideline(whole);
      }
      // What is folded is judged as it is when somebody opened it.
      const folded = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
      for (const each of folded) each.open = true;
      const report = await checker.check(document, [guideline]);
      for (const each of folded) each.open = false;
      return report.results
        .filter(({ value }) => value[1] !== 'PASS')
        .map(({ ruleId, reasonId, value, message, path, snippet }) => ({ ruleId, reasonId, value, message, path, snippet }));
    },
    rules === 'all' ? null : COLOUR_RULES,
  );
  return results
    .filter(({ ruleId, reasonId, value }) => value[1] === 'FAIL' || !(`${ruleId} ${reasonId}` in VERDICTS))
    .map(
      ({ ruleId, reasonId, value, message, path, snippet }) =>
        `equal access ${ruleId} ${reasonId} (${value.join(' ').toLowerCase()}): ${message} ${snippet.slice(0, 120)} ${path.dom}`,
    );
}
