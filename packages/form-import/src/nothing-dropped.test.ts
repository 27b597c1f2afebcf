import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { messageOf } from './draft/message.ts';
import { readForm } from './formcode/read-form.ts';
import { importForm, type ImportedForm } from './import-form.ts';
import { fixtures, known } from './testing/known-names.ts';
import type { SourceField } from './types.ts';

function* leaves(node: unknown): Generator<string> {
  if (typeof node === 'string') yield node;
  else if (node !== null && typeof node === 'object') for (const each of Object.values(node)) yield* leaves(each);
}

/** Names that components of the draft's forms write. */
function keysOf(draft: ImportedForm): Set<string> {
  const keys = new Set<string>();
  const visit = (components: { key?: string; path?: string; components?: never[] }[], prefix: string): void => {
    for (const { key, path, components: inside } of components) {
      if (key) keys.add(`${prefix}${key}`);
      visit(inside ?? [], path ? `${prefix}${path}.` : prefix);
    }
  };
  visit((JSON.parse(draft.files['form.json']!) as { components: never[] }).components, '');
  return keys;
}

describe('nothing of a form is dropped silently', () => {
  for (const path of fixtures) {
    it(basename(path), () => {
      const bytes = readFileSync(path);
      const { form } = readForm(bytes, path);
      const draft = importForm(bytes, { name: path, known });
      const told = new Set(draft.findings.map((finding) => finding.line));
      const texts = new Set(leaves(parse(draft.files[`texts/${draft.language}.yaml`]!)));
      const keys = keysOf(draft);
      const visit = (field: SourceField): void => {
        const row = draft.rows.find((each) => each.line === field.line && each.column === field.column);
        assert.ok(row, `expected "${field.label}" of line ${field.line} in the list of fields`);
        if (row.names.length === 0) assert.ok(told.has(field.line), `expected line ${field.line} to be told, which asks nothing`);
        for (const name of row.names) assert.ok(keys.has(name), `expected the component ${name} of line ${field.line}`);
        const help = field.help.join(' ');
        assert.ok(help === '' || texts.has(messageOf(help)) || told.has(field.line), `expected the help of line ${field.line} as a hint`);
        for (const option of field.options) {
          assert.ok(texts.has(messageOf(option.label)) || told.has(option.line), `expected the option of line ${option.line}`);
          option.fields.forEach(visit);
        }
      };
      for (const section of form.sections) {
        assert.ok(
          section.label === null || section.fields.length === 0 || texts.has(messageOf(section.label)),
          `expected a page ${section.label}`,
        );
        section.fields.forEach(visit);
      }
      for (const { line, column, message } of draft.findings)
        assert.ok(
          draft.files['review.md']!.includes(`:${line}:${column} `) && draft.files['review.md']!.includes(message),
          `expected "${message}" in the review`,
        );
    });
  }
});

describe('what a draft is like', () => {
  const draftOf = (text: string, options: { title?: string } = {}): ImportedForm =>
    importForm(new TextEncoder().encode(`${options.title ?? 'Titel'}\n-----\n${text}`), { name: 'a.form', known });
  const form = (draft: ImportedForm): string => draft.files['form.json']!;

  it('binds what the register knows of the applicant, and nothing of others', () => {
    const draft = draftOf(
      '# Personalien\nVorname * = ___\nGeburtsdatum = YYYY.MM.DD\n# Ehepartner\nVorname = ___\nGeburtsdatum = YYYY.MM.DD',
    );
    assert.deepEqual(
      draft.rows.map((row) => row.names),
      [['person.firstName'], ['person.dateOfBirth'], ['ehepartnerVorname'], ['ehepartnerGeburtsdatum']],
    );
  });

  it('tells from words in brackets what is not meant by the label alone', () => {
    const draft = draftOf('# Personalien\nName (ledig) = ___\nName (Kind) = ___\nTelefon (tagsüber) = ___\nName * = ___');
    assert.deepEqual(
      draft.rows.map((row) => row.names),
      [['person.originalName'], ['nameKind'], ['contact.phone'], ['person.officialName']],
    );
  });

  it('takes the keeper of an animal for the applicant, the animal and the keeper before not', () => {
    const draft = draftOf('# Halterin oder Halter\nName = ___\n# Hund\nName = ___\n# Vorheriger Halter\nVorname = ___');
    assert.deepEqual(
      draft.rows.map((row) => row.from),
      ['vocabulary', 'asked', 'asked'],
    );
  });

  it('asks two names in one field as two fields', () => {
    assert.deepEqual(draftOf('Name, Vorname * = ___').rows[0]?.names, ['person.officialName', 'person.firstName']);
  });

  it('makes of street and place one address, which the register knows only if it is the present one', () => {
    const draft = draftOf('# Adresse bisher\nStrasse * = ___\nPLZ / Ort * = ___\n# Adresse neu\nStrasse * = ___\nPLZ / Ort * = ___');
    assert.deepEqual(
      draft.rows.map((row) => [row.from, ...row.names]),
      [
        ['vocabulary', 'address.street', 'address.houseNumber'],
        ['vocabulary', 'address.swissZipCode', 'address.town'],
        ['asked', 'adresseNeu.street', 'adresseNeu.houseNumber'],
        ['asked', 'adresseNeu.swissZipCode', 'adresseNeu.town'],
      ],
    );
  });

  it('takes an address with a country for one that may be abroad', () => {
    assert.match(form(draftOf('# Adresse neu\nStrasse = ___\nPLZ / Ort = ___\nLand = ___')), /"key": "foreignZipCode"/);
  });

  it('hides what hangs on an option that is not chosen, and takes no preset of it', () => {
    const draft = draftOf('A =\n    ( ) x\n    ( ) y\n        B =\n            (x) p\n            ( ) q\n        C * = ___');
    const { components } = JSON.parse(form(draft)) as {
      components: { conditional?: { hide: string }; components: { properties?: { default: string } }[] }[];
    };
    assert.equal(components[1]?.conditional?.hide, '=a != "y"');
    assert.equal(components[1]?.components[0]?.properties?.default, '=if a = "y" then "p" else null');
  });

  it('turns prices into a decision over the tariff and says the amounts in the review', () => {
    const draft = draftOf("Dauer =\n    ( ) Tag (10 CHF)\n    ( ) Jahr (1'200.50 CHF)\nKopien = 0..9 (1.5 CHF)");
    assert.match(draft.files['decisions/fee.dmn']!, /tariff\.dauerJahr/);
    assert.match(draft.files['review.md']!, /code: dauerJahr, amount: '1200\.50'/);
    assert.match(draft.files['review.md']!, /code: kopien, amount: '1\.50'/);
    assert.match(draft.files['process.bpmn']!, /collect-fee/);
  });

  it('has no fee where the form has no price', () => {
    const draft = draftOf('A = ___');
    assert.equal(draft.files['decisions/fee.dmn'], undefined);
    assert.doesNotMatch(draft.files['process.bpmn']!, /collect-fee/);
  });

  it('speaks the language of the form', () => {
    assert.equal(draftOf('Prénom = ___\nNuméro de la rue = ___', { title: 'Inscription' }).language, 'fr');
    assert.equal(draftOf('Nome = ___\nVia e numero = ___', { title: 'Notifica' }).language, 'it');
  });

  it('refuses an id that is none', () => {
    assert.throws(
      () => importForm(new TextEncoder().encode('A = ___'), { name: 'a.form', known, id: 'A b' }),
      /expected an id in kebab-case, got A b/,
    );
  });
});
