import { attributes, classes, html } from '../../html.ts';
import type { AttributeValue, Content, Html } from '../../html.ts';
import { describedBy, fieldFrame, groupFrame } from './frame.ts';
import type { FieldProps } from './frame.ts';

export interface TextInputProps extends FieldProps {
  value?: string | null;
  /** `email`, `tel` and the like give the right keyboard; no browser validation follows from it. */
  type?: 'text' | 'email' | 'tel' | 'search' | 'password' | 'url';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | null;
  /** Purpose for autofill, e.g. `family-name` (WCAG 1.3.5). */
  autocomplete?: string | null;
  /** Width by the number of signs expected: 4, 10, 20; without it the whole width. */
  width?: 4 | 10 | 20 | null;
  maxLength?: number | null;
  spellcheck?: boolean;
}

/** One line of text. */
export function textInput(props: TextInputProps): Html {
  return fieldFrame(
    props,
    html`<input${attributes({
      ...common(props, classes('input', props.width && `w${props.width}`)),
      type: props.type ?? 'text',
      value: props.value ?? '',
      inputmode: props.inputMode,
      autocomplete: props.autocomplete,
      maxlength: props.maxLength,
      spellcheck: props.spellcheck === false ? 'false' : null,
    })}>`,
  );
}

export interface TextareaProps extends FieldProps {
  value?: string | null;
  rows?: number;
  maxLength?: number | null;
  /** How many signs are allowed, in words (works without script), and templates with `{left}` and `{over}` for the script. */
  count?: { allowed: Content; left: string; over: string } | null;
}

/** Several lines. Too long a text is not cut off while typing; the count says so and the server answers. */
export function textarea(props: TextareaProps): Html {
  const countId = `${props.id}-count`;
  return fieldFrame(
    props,
    html`<textarea${attributes({
      ...common(props, 'input', props.count ? countId : null),
      rows: props.rows ?? 5,
      'data-count': props.count ? props.maxLength : null,
      'data-count-left': props.count?.left,
      'data-count-over': props.count?.over,
    })}>
${props.value ?? ''}</textarea>${props.count ? html`<p class="hint small"${attributes({ id: countId })}>${props.count.allowed}</p>` : ''}`,
  );
}

export interface Option {
  value: string;
  label: Content;
  /** Words as somebody wrote them, in a language of their own. */
  verbatim?: boolean;
}

export interface SelectProps extends FieldProps {
  options: Option[];
  value?: string | null;
  /** First entry without a value: "Please choose". */
  empty?: string | null;
  autocomplete?: string | null;
  /** id of the form when the list stands outside it. */
  form?: string | null;
}

/** A list to choose one from; prefer radios up to seven entries. */
export function select(props: SelectProps): Html {
  return fieldFrame(
    props,
    html`<select${attributes({ ...common(props, 'input'), autocomplete: props.autocomplete, form: props.form })}>${props.empty ? html`<option value="">${props.empty}</option>` : ''}${props.options.map(
      (option) =>
        html`<option${attributes({ value: option.value, selected: option.value === props.value, translate: option.verbatim ? 'no' : null })}>${option.label}</option>`,
    )}</select>`,
  );
}

export interface FileInputProps extends FieldProps {
  /** Accepted endings, e.g. `.pdf,.jpg,.png`; types and size also stand in the hint. */
  accept: string | null;
  multiple?: boolean;
}

/** Choosing files or taking a photograph; one control per requested document. */
export function fileInput(props: FileInputProps): Html {
  return fieldFrame(
    props,
    html`<input${attributes({ ...common(props, 'file'), type: 'file', accept: props.accept, multiple: props.multiple })}>`,
  );
}

/** Several fields under one legend, such as an address. */
export function fieldGroup(props: Omit<FieldProps, 'name'> & { children: Content }): Html {
  return groupFrame({ ...props, name: '' }, html`<div class="stack group">${props.children}</div>`);
}

function common(props: FieldProps, className: string | null, ...described: (string | null)[]): Record<string, AttributeValue> {
  return {
    class: className,
    id: props.id,
    lang: props.lang,
    name: props.name,
    'aria-describedby': describedBy(props, ...described),
    'aria-invalid': props.error ? 'true' : null,
  };
}
