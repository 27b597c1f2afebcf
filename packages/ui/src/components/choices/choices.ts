import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { groupFrame } from '../field/frame.ts';
import type { FieldProps } from '../field/frame.ts';

export interface Choice {
  value: string;
  label: Content;
  /** Explanation beside the label. */
  hint?: Content | null;
  /** A name or number that must not be translated. */
  verbatim?: boolean;
}

/** One of several. The first control has the field's id, the others `<id>-2`, `<id>-3`, … */
export function radios(props: FieldProps & { choices: Choice[]; value?: string | null }): Html {
  return groupFrame(props, choiceList('radio', props, props.choices, props.value ? [props.value] : []));
}

/** Several of several. Ids as with {@link radios}; the browser sends the name once per chosen value. */
export function checkboxes(props: FieldProps & { choices: Choice[]; values?: readonly string[] }): Html {
  return groupFrame(props, choiceList('checkbox', props, props.choices, props.values ?? []));
}

/** One yes: a single box with its label, such as a confirmation. */
export function checkbox(props: FieldProps & { value?: string; checked?: boolean; groupLabel: Content }): Html {
  const value = props.value ?? 'true';
  const { groupLabel, label, ...rest } = props;
  return groupFrame(
    { ...rest, label: groupLabel },
    choiceList('checkbox', { ...rest, label }, [{ value, label }], props.checked ? [value] : []),
  );
}

function choiceList(type: 'radio' | 'checkbox', props: FieldProps, choices: Choice[], chosen: readonly string[]): Html {
  return html`<div class="choices">${choices.map((choice, index) => {
    const id = index === 0 ? props.id : `${props.id}-${index + 1}`;
    const marks = attributes({
      type,
      id,
      name: props.name,
      value: choice.value,
      checked: chosen.includes(choice.value),
      'aria-invalid': props.error && type === 'checkbox' ? 'true' : null,
    });
    const label = choice.verbatim ? html`<span translate="no">${choice.label}</span>` : choice.label;
    return html`<div class="choice"><input${marks}><label${attributes({ for: id })}>${choice.hint ? html`<b>${label}</b> <small>${choice.hint}</small>` : label}</label></div>`;
  })}</div>`;
}
