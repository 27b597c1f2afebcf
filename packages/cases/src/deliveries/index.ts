export { countReturned, listDeliveries } from './list-deliveries.ts';
export { noteDelivery } from './note-delivery.ts';
export { readDeliveries } from './read-deliveries.ts';
