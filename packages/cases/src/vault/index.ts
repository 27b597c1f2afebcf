export { openValue, sealValue, type VaultKeys } from './cipher.ts';
export { type OpenVault } from './hand-over.ts';
export { countByKey, rotateVault } from './rotate.ts';
export { LEAST_REASON, listNumbers, revealNumber, type OfferedNumber, type Revealed } from './reveal.ts';
