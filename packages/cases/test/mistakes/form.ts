import type { Mistake } from './mistake.ts';

/** Mistakes in a form. */
export const FORM_MISTAKES: readonly Mistake[] = [
  {
    title: 'an unlabelled field',
    file: 'form.json',
    from: /"label": "form\.purposeOther",?\s*/,
    to: '',
    expect: { code: 'label-missing', file: 'form.json', place: /^purposeOther$/ },
  },
  {
    title: 'a label without text',
    file: 'form.json',
    from: '"label": "form.purposeOther"',
    to: '"label": "form.purposeExtra"',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^form\.purposeExtra\.label/ },
  },
  {
    title: 'a field without why',
    file: 'texts/de.yaml',
    from: /^    why: Dieser Text steht so auf der Bestätigung\.\n/m,
    to: '',
    expect: { code: 'why-missing', file: 'texts/de.yaml', place: /^form\.purposeOther\.why/ },
  },
  {
    title: 'an option without text',
    file: 'form.json',
    from: '"form.purpose.options.bank"',
    to: '"form.purpose.options.banks"',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^form\.purpose\.options\.banks/ },
  },
  {
    title: 'wrong FEEL in a form',
    file: 'form.json',
    from: '=purpose != \\"other\\"',
    to: '=purpose != (\\"other\\"',
    expect: { code: 'feel-invalid', file: 'form.json', place: /^purposeOther/ },
  },
  {
    title: 'a condition on an unknown name',
    file: 'form.json',
    from: '=purpose != \\"other\\"',
    to: '=intention != \\"other\\"',
    expect: { code: 'name-unknown', file: 'form.json', place: /^purposeOther/ },
  },
  {
    title: 'a refused component type',
    file: 'form.json',
    from: /"type": "textfield",(\s*)"id": "purposeOther"/,
    to: '"type": "html",$1"id": "purposeOther"',
    expect: { code: 'component-unsupported', file: 'form.json', place: /^purposeOther$/ },
  },
  {
    title: 'a broken form file',
    file: 'form.json',
    from: /\}\s*$/,
    to: '',
    expect: { code: 'form-invalid', file: 'form.json', place: /^$/ },
  },
];
