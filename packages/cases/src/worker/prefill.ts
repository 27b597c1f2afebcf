import type { Connector } from '@einwohnerportal/connectors';
import type { Prefill } from '../types.ts';

/** A form opens without a register rather than late: people wait for it. */
const PATIENCE_MS = 3_000;

/** Reading capabilities over connectors. Not there, slow, down or nonsense: null, and the form asks. `failed` is told without personal data. */
export function createPrefill(connectors: Map<string, Connector>, failed: (capability: string, code: string) => void = () => {}): Prefill {
  return {
    async read(capability, connectorId, inputs, context) {
      const connector = connectors.get(connectorId);
      if (!connector) return null;
      try {
        const answer = await connector.call({
          capability,
          idempotencyKey: `prefill-${crypto.randomUUID()}`,
          inputs,
          context: { caseId: '', reference: '', service: '', ...context },
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        return answer.state === 'done' ? answer.outputs : null;
      } catch (error) {
        failed(capability, String((error as { code?: unknown }).code ?? 'failed'));
        return null;
      }
    },
  };
}
