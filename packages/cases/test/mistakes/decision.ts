import type { Mistake } from './mistake.ts';

/** Mistakes in a decision. */
export const DECISION_MISTAKES: readonly Mistake[] = [
  {
    title: 'wrong FEEL in a decision',
    file: 'decisions/fee.dmn',
    from: 'tariff.residenceCertificate',
    to: 'tariff.residenceCertificate *',
    expect: { code: 'decision-invalid', file: 'decisions/fee.dmn', place: /.*/ },
  },
  {
    title: 'a decision named other than its file',
    file: 'decisions/fee.dmn',
    from: '<decision id="fee" name="fee">',
    to: '<decision id="fees" name="fees">',
    expect: { code: 'decision-name', file: 'decisions/fee.dmn', place: /^fee$/ },
  },
  {
    title: 'a fee item without text',
    file: 'decisions/fee.dmn',
    from: '"fees.postage"',
    to: '"fees.stamp"',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^fees\.stamp/ },
  },
  {
    title: 'an amount that no authority has',
    file: 'decisions/fee.dmn',
    from: 'tariff.postage',
    to: 'tariff.stamps',
    expect: { code: 'tariff-missing', file: 'decisions/fee.dmn', place: /^tariff\.stamps/ },
  },
];
