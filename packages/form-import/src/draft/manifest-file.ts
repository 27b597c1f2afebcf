import { stringify } from 'yaml';
import type { Drafting } from './drafting.ts';

/** Party of the draft: the office that deals with the request. */
export const PARTY = 'responsible';

export interface ManifestInput {
  id: string;
  office: string;
  drafting: Drafting;
}

/** Role under which canton and authority keep law and registry position of this kind of office. */
export function roleOf(office: string): string {
  return office.replace(/-(office|authority|branch)$/, '');
}

/** Names the office reads: sensitive ones by themselves, because `x.*` leaves them out. */
function readNames({ bound, own, reads, known, evidence, fees }: Drafting): string[] {
  const roots = new Set(['applicant', 'contact', ...[...bound, ...reads].map((name) => name.split('.')[0]!)]);
  const single = [...bound].filter((name) => ['s', 'v'].includes(known.privacy(name) ?? ''));
  return [
    ...[...roots].map((root) => `${root}.*`),
    ...single,
    ...own,
    ...(evidence.length > 0 ? ['evidence.*'] : []),
    'decision.*',
    'askBack.*',
    'reply.*',
    'ruling.*',
    ...(fees.length > 0 ? ['payment.*'] : []),
  ];
}

/** service.yaml of a draft. What a file of fields cannot say stands in the review. */
export function manifestFile({ id, office, drafting }: ManifestInput): string {
  const { fees, evidence, lang } = drafting;
  const fee = fees.length > 0;
  const manifest = {
    format: 1,
    id,
    inventory: [],
    ech0070: null,
    kind: 'application',
    level: 'municipality',
    lifeEvents: [],
    audience: ['resident'],
    languages: [lang],
    applicants: { for: ['self'] },
    assurance: { start: 300, submit: 300, result: 300 },
    parties: { [PARTY]: { function: office, place: 'residence.municipality' } },
    competent: PARTY,
    form: { file: 'form.json', layout: 'pages' },
    process: 'process.bpmn',
    ...(fee ? { fee: { decision: 'fee', when: 'before', refund: ['refused', 'withdrawn'] } } : {}),
    time: { target: '5 working days', withdrawUntil: 'milestones.decided' },
    milestones: ['milestones.submitted', ...(fee ? ['milestones.paid'] : []), 'milestones.decided', 'milestones.answered'],
    outcomes: ['settled', 'refused'],
    sharing: { [PARTY]: { read: readNames(drafting), write: ['decision.*', 'ruling.*'] } },
    evidence: evidence.map(({ id: name, accept, multiple, required, when }) => ({
      id: name,
      ...(when === null ? {} : { when: `=${when}` }),
      ...(accept.length > 0 ? { accept: accept.map((ending) => `.${ending}`) } : {}),
      ...(multiple ? {} : { count: 1 }),
      missing: required ? 'block' : 'warn',
    })),
    outputs: [
      { id: 'reply', kind: 'document', template: 'documents/reply.typ', protect: 'seal', verifiable: true },
      { id: 'refusal', kind: 'ruling', template: 'documents/refusal.typ', protect: 'sign', remedies: 'objection' },
    ],
    records: {
      position: `${roleOf(office)}/forms`,
      classification: 'in_house',
      privacy: true,
      openness: 'not_public',
      retention: '10 years',
      appraisal: 'sample',
    },
    legal: [{ law: roleOf(office), covers: fee ? ['task', 'data', 'fee'] : ['task', 'data'] }],
    channels: ['online', 'counter'],
    related: {},
  };
  return `# A draft made from a form file; review.md says what has to be decided.\n${stringify(manifest, { lineWidth: 140, aliasDuplicateObjects: false })}`;
}
