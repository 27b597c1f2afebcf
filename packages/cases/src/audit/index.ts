export { appendAnchor, readAnchors, readHeads, type Anchor } from './anchors.ts';
export { sealRecords } from './seal-records.ts';
export { verifyChain, type AuditFault, type AuditFaultCode, type AuditReport } from './verify-chain.ts';
