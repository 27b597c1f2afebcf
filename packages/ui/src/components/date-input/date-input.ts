import { attributes, classes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { textInput } from '../field/field.ts';
import { groupFrame } from '../field/frame.ts';
import type { FieldProps } from '../field/frame.ts';

export interface DatePart {
  label: Content;
  name: string;
  value?: string | null;
  /** Faulty; without any marked, an error marks all three. */
  invalid?: boolean;
  autocomplete?: string | null;
}

// Enough for a whole date typed into the first box, for whoever does not see that there are three.
const lengths: Record<string, number> = { two: 10, four: 4, five: 10 };

/**
 * A date in three fields; the day has the field's id, then `<id>-month`, `<id>-year`. Parts left out are not asked
 * (a birth date of which only the year is known). A time of day may follow as a fourth (`<id>-time`).
 */
export function dateInput(
  props: FieldProps & { day?: DatePart | null; month?: DatePart | null; year: DatePart; time?: DatePart | null },
): Html {
  const parts = [
    { part: props.day, suffix: '-day', width: 'two' },
    { part: props.month, suffix: '-month', width: 'two' },
    { part: props.year, suffix: '-year', width: 'four' },
    { part: props.time, suffix: '-time', width: 'five' },
  ].filter((entry): entry is { part: DatePart; suffix: string; width: string } => Boolean(entry.part));
  const someMarked = parts.some(({ part }) => part.invalid);
  return groupFrame(
    props,
    html`<div class="date">${parts.map(({ part, suffix, width }, index) => {
      const id = index === 0 ? props.id : `${props.id}${suffix}`;
      const invalid = props.error && (someMarked ? part.invalid : true);
      return html`<div><label${attributes({ for: id })}>${part.label}</label><input${attributes({
        class: classes('input', width),
        type: 'text',
        id,
        name: part.name,
        inputmode: width === 'five' ? null : 'numeric',
        maxlength: lengths[width],
        value: part.value ?? '',
        autocomplete: part.autocomplete ?? 'off',
        'aria-invalid': invalid ? 'true' : null,
      })}></div>`;
    })}</div>`,
  );
}

/** A date as one line of text; reads 1.2.26, 01.02.2026, 2026-02-01. */
export function dateText(props: FieldProps & { value?: string | null; autocomplete?: string | null }): Html {
  return textInput({ ...props, width: 10, inputMode: 'text', autocomplete: props.autocomplete ?? 'off', spellcheck: false });
}
