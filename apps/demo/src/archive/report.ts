import { element } from '@einwohnerportal/xml';
import type { PackageFault } from './judge-zip.ts';

const NAMESPACES = {
  'xmlns:T1': 'http://www.ech.ch/xmlns/eCH-0147/T1/1',
  'xmlns:T0': 'http://www.ech.ch/xmlns/eCH-0147/T0/1',
  'xmlns:e39': 'http://www.ech.ch/xmlns/eCH-0039/2',
  'xmlns:e58': 'http://www.ech.ch/xmlns/eCH-0058/3',
};
const comments = (text: string): string => element('T0:comments', {}, [element('e39:comment', {}, text.replace(/\s+/g, ' '))]);

/** The archive's answer to a delivery: an eventReport of eCH-0147 T1, positive with a shelf mark or file reference, or negative with what is wrong. */
export function reportOn(given: { transferId: string; number: string; faults: readonly PackageFault[]; mark: string }): string {
  const { transferId, number, faults, mark } = given;
  const accepted = faults.length === 0;
  const verdict = accepted
    ? element('T0:positiveReport', {}, [comments(`${mark} ${number}`)])
    : element('T0:negativeReport', {}, [
        element(
          'T0:errors',
          {},
          faults.slice(0, 50).map(({ kind, text }) => element('T0:error', {}, [element('T0:errorKind', {}, kind), comments(text)])),
        ),
      ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('T1:eventReport', NAMESPACES, [
    element('T0:reportHeader', {}, [
      element('T0:senderId', {}, 'demo-archive'),
      element('T0:messageId', {}, number),
      element('T0:referenceMessageId', {}, transferId),
      element('T0:messageType', {}, '147'),
      element('T0:messageGroup', {}, [element('e39:messageGroupId', {}, '147'), element('e39:messageTypeId', {}, '1')]),
      element('T0:sendingApplication', {}, [
        element('e58:manufacturer', {}, 'Einwohnerportal'),
        element('e58:product', {}, 'Demo-Archiv'),
        element('e58:productVersion', {}, '1'),
      ]),
      // 8: negative, 9: positive (eCH-0058, actions of reports).
      element('T0:action', {}, accepted ? '9' : '8'),
      element('T0:testDeliveryFlag', {}, 'false'),
    ]),
    element('T0:report', {}, [verdict]),
  ])}\n`;
}
