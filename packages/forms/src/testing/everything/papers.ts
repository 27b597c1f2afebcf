import { block, page, required, type Part } from './part.ts';

/** Requested documents, a table, documents to look at, and a value that nobody changes. */
export const papers: Part = {
  component: page('papers', [
    {
      type: 'table',
      id: 'fees',
      label: 'form.fees',
      dataSource: '=lists.fees',
      columns: [
        { key: 'item', label: 'form.feeItem' },
        { key: 'amount', label: 'form.feeAmount' },
        { key: 'since', label: 'form.feeSince' },
      ],
    },
    { type: 'filepicker', id: 'lease', key: 'evidence.lease', multiple: true, ...required },
    { type: 'documentPreview', id: 'earlier', label: 'form.earlier', dataSource: '=lists.documents' },
    { type: 'textfield', id: 'shown', key: 'shown', label: 'form.shown', readonly: true },
  ]),
  title: 'Unterlagen',
  texts: {
    fees: { label: 'Gebühren' },
    feeItem: 'Wofür',
    feeAmount: 'Franken',
    feeSince: 'Seit',
    earlier: { label: 'Früher gesendet' },
    shown: block('Aktenzeichen'),
  },
  evidence: {
    lease: { title: 'Mietvertrag', why: 'Er zeigt, seit wann Sie dort wohnen.', example: 'Die Seiten mit Namen und Unterschriften.' },
  },
  names: {
    shown: 'ABC-1',
  },
  lists: {
    fees: [
      { item: 'Bestätigung', amount: 20, since: '2026-01-01' },
      { item: 'Porto', amount: 1.2, since: '2026-01-01' },
    ],
    documents: [{ documentId: 'd1', metadata: { fileName: 'vertrag-2024.pdf', size: 1200000, contentType: 'application/pdf' } }],
  },
};
