import type { CaseRow } from '../case-view/load-cases.ts';
import type { Tree } from '../names/tree.ts';
import type { TaskRowOfEngine } from '../tasks/task-form.ts';
import type { Scope } from '../types.ts';
import { keepNotification, type Channel, type NewNotification, type ProofKind } from './keep-notification.ts';

type Told = Pick<NewNotification, 'channel' | 'sentOn' | 'deliveredOn' | 'returnedOn' | 'proofKind' | 'proof'>;

const day = (value: unknown): string | null => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null);

/** What people say of a delivery that they did, by capability: from the outputs of its contract. */
const TOLD: Record<string, (outputs: Tree, inputs: Tree) => Told> = {
  'delivery.notify': ({ channel, notifiedOn, proof }) => {
    const by =
      channel === 'electronic' ? (['inbox', 'receipt'] as const) : channel === 'in-person' ? (['in-person', 'handed-over'] as const) : null;
    const [how, kind]: readonly [Channel, ProofKind] = by ?? ['registered-letter', 'signed'];
    return { channel: how, deliveredOn: day(notifiedOn), proofKind: kind, proof: String(proof ?? '') };
  },
  'delivery.letter': ({ outcome, postedOn }, { kind }) => ({
    channel: kind === 'registered' ? 'registered-letter' : 'letter',
    sentOn: day(postedOn),
    returnedOn: outcome === 'returned' ? day(postedOn) : null,
  }),
  'delivery.counter': ({ on, outcome }) =>
    outcome === 'handed-out'
      ? { channel: 'counter', deliveredOn: day(on), proofKind: 'handed-over' }
      : { channel: 'counter', returnedOn: day(on) },
};

/** Keeps what people say of a delivery in their task; it holds as soon as the machine has taken the task. Other tasks: nothing. */
export async function noteDelivered(
  scope: Scope,
  row: Pick<CaseRow, 'case_id' | 'competent'>,
  task: TaskRowOfEngine,
  { variables, commandId }: { variables: Tree; commandId: string },
): Promise<void> {
  const told = task.capability === null ? undefined : TOLD[task.capability];
  if (!told) return;
  const files = Array.isArray(task.inputs.files) ? task.inputs.files : [task.inputs.file];
  for (const file of files)
    if (typeof file === 'string' && /^[0-9a-f-]{36}$/.test(file))
      await keepNotification(scope.client, {
        caseId: row.case_id,
        documentId: file,
        at: scope.now,
        token: null,
        state: 'noted',
        // The machine knows who that is.
        recipient: 'applicant',
        stepKey: commandId,
        commandId,
        readers: [...new Set([row.competent, task.party ?? row.competent, 'applicant'])],
        ...told(variables, task.inputs),
      });
}
