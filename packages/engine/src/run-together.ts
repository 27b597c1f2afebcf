import type { Foreground } from './breath.ts';
import type { Decision, Execution } from './decide.ts';
import { execute, executeBatch, type Executed, type Node } from './execute.ts';
import { inTransaction, isConnectionLoss } from './transaction.ts';
import type { CommandOutcome } from './types.ts';

/** Transactions of this node at the same time that execute commands given to `run`; while they are under way, further ones gather. */
const LANES = 2;
/**
 * Commands of one commit; the locks of all are held until its end. The second lane begins when so many wait: larger commits cost less for each
 * step than more of them gain by overlapping (two commits of eight: 2,614 instead of 2,672 lives a second at 16 in flight, 1,839 instead of 2,176 at 8).
 */
const MOST = 16;
/** A transaction that lasts longer waits for somebody; it leaves its lane to others. */
const PATIENCE_MS = 50;

interface Waiting {
  execution: Execution;
  resolve: (outcome: CommandOutcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Executes a command at once when nothing is going on, and otherwise those that came meanwhile together in one commit. Commands of one case are executed one after another in the order they came.
 */
export class RunTogether implements Foreground {
  readonly #node: Node;
  #waiting: Waiting[] = [];
  readonly #cases = new Set<string>();
  #lanes = 0;
  #called = false;
  readonly #resting = new Set<() => void>();

  constructor(node: Node) {
    this.#node = node;
  }

  run(execution: Execution): Promise<CommandOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ execution, resolve, reject });
      this.#soon();
    });
  }

  async rest(most: number): Promise<boolean> {
    if (this.#lanes === 0 && this.#waiting.length === 0) return false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, most);
      const resting = this.#resting;
      resting.add(done);
      function done(): void {
        clearTimeout(timer);
        resting.delete(done);
        resolve();
      }
    });
    return true;
  }

  /** Commands that come one after another in the same turn of the loop, as after a commit that several waited for, are taken together. */
  #soon(): void {
    if (this.#called) return;
    this.#called = true;
    setImmediate(() => {
      this.#called = false;
      this.#next();
    });
  }

  #next(): void {
    const waiting = this.#waiting.length;
    // Whoever was told an outcome had time to send the next command.
    if (waiting === 0 && this.#lanes === 0) for (const done of this.#resting) done();
    if (this.#lanes >= LANES || waiting < (this.#lanes === 0 ? 1 : MOST)) return;
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    const passed = new Set(this.#cases);
    for (const each of this.#waiting) {
      const { caseId } = each.execution;
      if (taken.length < MOST && !passed.has(caseId)) taken.push(each);
      else left.push(each);
      passed.add(caseId);
    }
    if (taken.length === 0) return;
    this.#waiting = left;
    for (const { execution } of taken) this.#cases.add(execution.caseId);
    this.#lanes += 1;
    let holding = true;
    const leave = (): void => {
      if (holding) this.#lanes -= 1;
      holding = false;
    };
    const patience = setTimeout(() => {
      leave();
      this.#next();
    }, PATIENCE_MS);
    void this.#execute(taken).finally(() => {
      clearTimeout(patience);
      for (const { execution } of taken) this.#cases.delete(execution.caseId);
      leave();
      this.#soon();
    });
  }

  async #execute(taken: readonly Waiting[]): Promise<void> {
    if (taken.length === 1) return this.#alone(taken[0]!);
    let executed: Executed[];
    let careful = false;
    try {
      const executions = taken.map(({ execution }) => execution);
      executed = await inTransaction(this.#node.pool, (transaction) => executeBatch(this.#node, transaction, executions), { tries: 1 });
    } catch (error) {
      if (isConnectionLoss(error)) return taken.forEach(({ reject }) => reject(error));
      executed = taken.map(() => 'late');
      careful = true;
    }
    await Promise.all(
      executed.map((each, index) => {
        const waiting = taken[index]!;
        if (typeof each === 'string') return this.#alone(waiting, careful);
        if ('failed' in each) return waiting.reject(each.failed);
        return waiting.resolve(each.outcome);
      }),
    );
  }

  async #alone({ execution, resolve, reject }: Waiting, careful = false): Promise<void> {
    const once = (): Promise<Decision> =>
      inTransaction(this.#node.pool, (transaction, again) => execute(this.#node, transaction, execution, { careful: careful || again }));
    await once().then(({ outcome }) => resolve(outcome), reject);
  }
}
