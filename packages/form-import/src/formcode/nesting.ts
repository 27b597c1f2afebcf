import type { Option, SourceField } from '../types.ts';

type Frame = { indent: number } & ({ field: SourceField } | { option: Option; of: SourceField });

/** Fields of a section, of which the last ones are still open for options, nested fields and help. */
export interface Nesting {
  /** Takes a field at this indentation; gives what it belongs to, or `too-deep` when it stands below something that takes no field. */
  addField(indent: number, field: SourceField): 'fits' | 'too-deep';
  /** Takes an option; `orphan` when no field is open that has options, `not-choice` when that field is of another kind. */
  addOption(indent: number, option: Option): 'fits' | 'not-indented' | 'orphan' | 'not-choice';
  /** Field whose options would stand at this indentation; null when there is none. */
  fieldForOption(indent: number): SourceField | null;
  /** Field a help text at this indentation belongs to, and the option when it stands below one. */
  helped(indent: number): { field: SourceField; option: Option | null } | null;
  readonly depth: number;
}

/** Keeps track of indentation; any deeper indentation counts as one level, whatever its width. */
export function createNesting(fields: SourceField[]): Nesting {
  let open: Frame[] = [];
  const fitting = (indent: number): Frame[] => {
    const left = [...open];
    while (left.length > 0 && left[left.length - 1]!.indent >= indent) left.pop();
    return left;
  };
  const withOptions = (indent: number): { frames: Frame[]; field: SourceField; loose: boolean } | null => {
    const frames = fitting(indent);
    const top = frames[frames.length - 1];
    if (top && 'field' in top) return { frames, field: top.field, loose: false };
    // Options as far left as their field: the field that was opened last at that place.
    const last = open[frames.length];
    if (last && 'field' in last && last.indent === indent && last.field.definition.kind === 'choice')
      return { frames: open.slice(0, frames.length + 1), field: last.field, loose: true };
    return null;
  };
  return {
    get depth() {
      return open.length;
    },
    addField(indent, field) {
      const frames = fitting(indent);
      let fits: 'fits' | 'too-deep' = 'fits';
      while (frames.length > 0 && 'field' in frames[frames.length - 1]!) {
        frames.pop();
        fits = 'too-deep';
      }
      const top = frames[frames.length - 1];
      (top && 'option' in top ? top.option.fields : fields).push(field);
      open = [...frames, { indent, field }];
      return fits;
    },
    fieldForOption: (indent) => withOptions(indent)?.field ?? null,
    addOption(indent, option) {
      const found = withOptions(indent);
      if (!found) return 'orphan';
      if (found.field.definition.kind !== 'choice') return 'not-choice';
      found.field.options.push(option);
      // A loose option sits just inside its field, so that the next one at the same place replaces it.
      open = [...found.frames, { indent: found.loose ? indent + 0.5 : indent, option, of: found.field }];
      return found.loose ? 'not-indented' : 'fits';
    },
    helped(indent) {
      const frames = open.filter((frame) => frame.indent <= indent);
      const top = frames[frames.length - 1];
      if (!top) return null;
      return 'field' in top ? { field: top.field, option: null } : { field: top.of, option: top.option };
    },
  };
}
