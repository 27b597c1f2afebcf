import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceVersion } from '@einwohnerportal/cases';
import { html } from '@einwohnerportal/ui';
import { markForeign } from './foreign-words.ts';

const TEXTS = new Map([
  ['service.title', 'Demande d’inscription'],
  ['form.name.label', 'Nom'],
  ['form.food.options.all', 'Tout & rien'],
  ['milestones.sent', '{Authority} traite votre demande.'],
]);

/** A service with French texts only. */
const version = {
  written: 'fr',
  hasOwnText: (lang: string, key: string) => lang === 'fr' && TEXTS.has(key),
  ownTexts: (lang: string) => (lang === 'fr' ? TEXTS : new Map()),
} as unknown as ServiceVersion;

const marked = (content: unknown, lang = 'de'): string => String(markForeign(html`${content}`, version, lang));

test('a whole text in another language is marked, and the markup around it stays', () => {
  assert.equal(
    marked(html`<label for="a">${'Nom'} <i>(freiwillig)</i></label>`),
    '<label for="a"><span lang="fr-CH">Nom</span> <i>(freiwillig)</i></label>',
  );
  assert.equal(marked(html`<p>${'Tout & rien'}</p>`), '<p><span lang="fr-CH">Tout &amp; rien</span></p>');
});

test('a choice of a list carries the language itself', () => {
  assert.equal(marked(html`<option value="x">Nom</option>`), '<option value="x" lang="fr-CH">Nom</option>');
});

test('within a sentence of the page foreign words are marked where they are quoted or long', () => {
  assert.equal(marked(html`<p>Füllen Sie «Nom» aus.</p>`), '<p>Füllen Sie «<span lang="fr-CH">Nom</span>» aus.</p>');
  assert.equal(marked('Gesuch: Demande d’inscription'), 'Gesuch: <span lang="fr-CH">Demande d’inscription</span>');
  assert.equal(marked(html`<p>Nom ist kurz</p>`), '<p>Nom ist kurz</p>');
});

test('a text with places is marked as it was filled in', () => {
  assert.equal(
    marked(html`<h3>Commune de X traite votre demande.</h3>`),
    '<h3><span lang="fr-CH">Commune de X traite votre demande.</span></h3>',
  );
});

test('attributes are never touched, and a page in the language of the service neither', () => {
  assert.equal(marked(html`<input value="Nom" aria-label="Nom">`), '<input value="Nom" aria-label="Nom">');
  assert.equal(marked(html`<p>Nom</p>`, 'fr'), '<p>Nom</p>');
});
