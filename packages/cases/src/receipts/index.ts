export { withdrawalReceipt } from './order-receipt.ts';
export { readReceipt, type Receipt, type ReceiptKind } from './read-receipt.ts';
