// Parts of signatures for programs that stand on the other side: a signing provider, a time-stamping authority.
export { attributesToSign, signedData } from './cms.ts';
export { algorithm, element, integer, octets, oid, oids, readAll, readElement, sequence, tags, type Element } from './der.ts';
export { demoCertificate, demoRevocationList, demoRoot, derOf, type DemoKey } from './demo-authority.ts';
