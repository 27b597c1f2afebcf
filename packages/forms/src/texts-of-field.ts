import type { FormContext, Translate } from './types.ts';

/** The label of a block: `form.purpose` → `form.purpose.label`; a plain text key (`form.pages.you`) is the label itself. */
export function labelText(t: Translate, block: string): string {
  return kept(t, block, () => findLabel(t, block))!;
}

function findLabel(t: Translate, block: string): string {
  const key = `${block}.label`;
  if (t.has(key)) return t(key);
  // The label of a requested document is its title; a form of somebody else has its words in the file.
  if (t.has(`${block}.title`)) return t(`${block}.title`);
  return t.has(block) || !/^[\w-]+(\.[\w-]+)+$/.test(block) ? t(block) : t(key);
}

/** A text below a block, null when there is none. */
export function blockText(t: Translate, block: string, part: string): string | null {
  return kept(t, `${block}.${part}`, (key) => (t.has(key) ? t(key) : null));
}

const texts = new WeakMap<Translate, Map<string, string | null>>();

/** A text without arguments, looked up once per language: a page asks for hundreds. */
function kept(t: Translate, key: string, find: (key: string) => string | null): string | null {
  let known = texts.get(t);
  if (!known) texts.set(t, (known = new Map()));
  let text = known.get(key);
  if (text === undefined) {
    text = find(key);
    if (known.size < 20_000) known.set(key, text);
  }
  return text;
}

/** The words around a field that do not depend on answers. */
export interface FieldWords {
  label: string;
  hint: string | null;
  why: { question: string; answer: string } | null;
}

const words = new WeakMap<Translate, Map<string, FieldWords>>();

/** Label, hint and why of a block. */
export function wordsOfField(t: Translate, block: string): FieldWords {
  let known = words.get(t);
  if (!known) words.set(t, (known = new Map()));
  let found = known.get(block);
  if (found === undefined) {
    const answer = blockText(t, block, 'why');
    found = {
      label: labelText(t, block),
      hint: blockText(t, block, 'hint'),
      why: answer === null ? null : { question: t('forms.why'), answer },
    };
    if (known.size < 20_000) known.set(block, found);
  }
  return found;
}

/** What to say when nothing was given; `label` goes into the default words. */
export function missingText(context: FormContext, block: string, kind: string): string {
  return blockText(context.t, block, 'missing') ?? context.t(`forms.missing.${kind}`, { label: labelText(context.t, block) });
}

// What is wrong here has nothing to do with what the field asks.
const general = new Set(['textLength', 'characters', 'fileRefused']);

/** What to say of a value that is none of its type: the field's own words, else those for the problem. */
export function invalidText(context: FormContext, block: string, code: string): string {
  return (
    (general.has(code) ? null : blockText(context.t, block, 'invalid')) ??
    context.t(`forms.invalid.${code}`, { label: labelText(context.t, block) })
  );
}
