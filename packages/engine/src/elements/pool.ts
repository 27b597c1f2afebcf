import type { Pool } from '../model/collaboration.ts';
import type { CompiledElement } from '../model/compiled.ts';
import { complete } from '../run/complete.ts';
import { spawn } from '../run/spawn.ts';
import { definitionOfScope } from '../run/scope.ts';
import type { ElementType } from './element-type.ts';

/**
 * Another pool of the collaboration: its process runs in this instance, begun by a message, with the names of the case. It is never
 * drawn inside a process; an operator may begin it.
 */
export const pool: ElementType = {
  kind: 'pool',
  extensions: [],
  matches: () => false,
  read: () => null,
  activate(step, token) {
    const definitionId = definitionOfScope(step, token.token_no);
    spawn(step, { definitionId, element: step.definition(definitionId).start, parentNo: token.token_no, via: null });
  },
  returned: (step, token) => complete(step, token),
};

/** The element that stands for another pool in the main process. */
export function poolElement({ participant, name, process }: Pool): CompiledElement {
  return {
    id: participant,
    name,
    kind: 'pool',
    lane: participant,
    parent: '',
    incoming: [],
    outgoing: [],
    inputs: [],
    outputs: [],
    properties: {},
    boundaries: [],
    attachedTo: null,
    interrupting: true,
    forCompensation: false,
    loop: null,
    details: { processId: process.id },
  };
}
