import type { Mistake } from './mistake.ts';

/** Mistakes in the template of a document. */
export const DOCUMENT_MISTAKES: readonly Mistake[] = [
  {
    title: 'a document text that is missing',
    file: 'documents/certificate.typ',
    from: '#t.statement',
    to: '#t.declaration',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^documents\.certificate\.declaration/ },
  },
  {
    title: 'a foreign package in a template',
    file: 'documents/certificate.typ',
    from: '#import "/_shared',
    to: '#import "@preview/fancy:1.0.0": x\n#import "/_shared',
    expect: { code: 'template-import', file: 'documents/certificate.typ', place: /^line 1$/ },
  },
];
