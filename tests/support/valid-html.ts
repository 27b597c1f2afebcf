import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Blanks and the style of writing are no matter of a reader; ids of fields are dotted names.
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'attribute-boolean-style': 'off',
    'long-title': 'off',
    // A group of boxes shares its name, as a group of radio buttons does.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    'valid-id': ['error', { relaxed: true }],
    'tel-non-breaking': 'off',
    'prefer-native-element': 'off',
    'no-inline-style': 'error',
  },
});

/** Faults of a page's source, each with its place. */
export async function invalidHtml(source: string): Promise<string[]> {
  const report = await validator.validateString(source);
  return report.results
    .flatMap((result) => result.messages)
    .map((message) => `html ${message.ruleId}: ${message.message} (${message.line}:${message.column})`);
}
