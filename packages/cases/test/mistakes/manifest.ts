import type { Mistake } from './mistake.ts';

/** Mistakes in service.yaml. */
export const MANIFEST_MISTAKES: readonly Mistake[] = [
  {
    title: 'an unknown key in service.yaml',
    file: 'service.yaml',
    from: /^kind: order/m,
    to: 'kind: order\nowner: nobody',
    expect: { code: 'key-unknown', file: 'service.yaml', place: /^owner \(line \d+\)/ },
  },
  {
    title: 'a wrong value in service.yaml',
    file: 'service.yaml',
    from: 'level: municipality',
    to: 'level: commune',
    expect: { code: 'value-invalid', file: 'service.yaml', place: /^level \(line \d+\)/ },
  },
  {
    title: 'a law that no canton resolves',
    file: 'service.yaml',
    from: 'law: residents',
    to: 'law: inhabitants',
    expect: { code: 'law-unknown', file: 'service.yaml', place: /^legal\.0\.law/ },
  },
  {
    title: 'an unknown registry position',
    file: 'service.yaml',
    from: 'position: residents/certificates',
    to: 'position: residents/unknown',
    expect: { code: 'position-unknown', file: 'service.yaml', place: /^records\.position/ },
  },
  {
    title: 'an unknown remedy',
    file: 'service.yaml',
    from: 'remedies: objection',
    to: 'remedies: complaint',
    expect: { code: 'remedy-unknown', file: 'service.yaml', place: /^outputs\.refusal/ },
  },
  {
    title: 'a milestone without element',
    file: 'service.yaml',
    from: 'milestones.issued]',
    to: 'milestones.issued, milestones.archived]',
    expect: { code: 'milestone-unknown', file: 'service.yaml', place: /^milestones/ },
  },
  {
    title: 'an outcome no end reaches',
    file: 'service.yaml',
    from: 'outcomes: [issued, refused]',
    to: 'outcomes: [issued, refused, lost]',
    expect: { code: 'outcome-unreached', file: 'service.yaml', place: /^outcomes/ },
  },
  {
    title: 'sharing that misses what a capability reads',
    file: 'service.yaml',
    from: ' certified,',
    to: '',
    expect: { code: 'sharing-read', file: 'service.yaml', place: /^sharing\.municipality\.read/ },
  },
  {
    title: 'sharing that misses what a step writes',
    file: 'service.yaml',
    from: 'write: [residenceCheck.*, ',
    to: 'write: [',
    expect: { code: 'sharing-write', file: 'service.yaml', place: /^sharing\.municipality\.write/ },
  },
  {
    title: 'a default that is no value of the setting',
    file: 'service.yaml',
    from: /default: \[inbox[^\]]*\]/,
    to: 'default: [pigeon]',
    expect: { code: 'setting-default', file: 'service.yaml', place: /^settings\.delivery/ },
  },
  {
    title: 'an unknown function of a party',
    file: 'service.yaml',
    from: 'function: residents-office',
    to: 'function: dragon-office',
    expect: { code: 'function-unknown', file: 'service.yaml', place: /^parties\.municipality/ },
  },
];
