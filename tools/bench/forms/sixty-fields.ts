import type { FormComponent, FormSchema } from '@einwohnerportal/forms';

const options = (id: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `form.${id}.options.v${index}` }));

/** What a page of 60 fields is made of: the mixture of municipal counter forms. */
const kinds: ((id: string) => { component: Partial<FormComponent>; typed: [part: string, text: string][] })[] = [
  () => ({ component: { type: 'textfield', validate: { required: true, maxLength: 100 } }, typed: [['', 'Žižka-Müller & Söhne']] }),
  () => ({ component: { type: 'textfield', properties: { type: 'phone' } }, typed: [['', '041 210 12 34']] }),
  () => ({ component: { type: 'textfield', validate: { maxLength: 40 } }, typed: [['', 'Bahnhofstrasse 12a']] }),
  () => ({ component: { type: 'textfield', properties: { type: 'email' } }, typed: [['', 'nora@example.ch']] }),
  (id) => ({ component: { type: 'radio', values: options(id, 3), validate: { required: true } }, typed: [['', 'v1']] }),
  () => ({ component: { type: 'number', validate: { required: true, min: 0, max: 99 } }, typed: [['', '12']] }),
  () => ({
    component: { type: 'datetime', subtype: 'date' },
    typed: [
      ['-day', '1'],
      ['-month', '12'],
      ['-year', '2026'],
    ],
  }),
  (id) => ({ component: { type: 'select', values: options(id, 5) }, typed: [['', 'v2']] }),
  () => ({ component: { type: 'textfield', properties: { type: 'iban' } }, typed: [['', 'CH93 0076 2011 6238 5295 7']] }),
  (id) => ({ component: { type: 'checklist', values: options(id, 3) }, typed: [['', 'v0']] }),
  () => ({ component: { type: 'number', decimalDigits: 2, properties: { type: 'money' } }, typed: [['', '12.50']] }),
  () => ({
    component: { type: 'textfield', conditional: { hide: '=f4 != "v1"' }, properties: { requiredIf: '=f5 > 10' } },
    typed: [['', 'Weil es so ist']],
  }),
];

/** The form, what is posted to it and its texts. */
export function sixtyFields(): { schema: FormSchema; body: [string, string][]; texts: Record<string, string> } {
  const body: [string, string][] = [];
  const texts: Record<string, string> = { 'form.pages.all': 'Sechzig Fragen' };
  const components = Array.from({ length: 60 }, (_, index): FormComponent => {
    const id = `f${index}`;
    const { component, typed } = kinds[index % kinds.length]!(id);
    for (const [part, text] of typed) body.push([`${id}${part}`, text]);
    texts[`form.${id}.label`] = `Frage ${index + 1}`;
    texts[`form.${id}.hint`] = 'Schreiben Sie, was im Ausweis steht.';
    texts[`form.${id}.why`] = 'Damit die Gemeinde Sie findet.';
    for (const { label } of component.values ?? []) texts[label] = `Antwort ${label.slice(-1)}`;
    return { id, key: id, label: `form.${id}`, ...component } as FormComponent;
  });
  const page: FormComponent = { type: 'group', id: 'all', label: 'form.pages.all', components };
  return { schema: { type: 'default', id: 'sixty', components: [page] }, body, texts };
}
