/** Place in the work list after which a page begins: the last row of the page before. */
export interface TaskCursor {
  /** Deadline as the database writes it, exact; null: the tasks without one, which come last. */
  due: string | null;
  priority: number;
  caseId: string;
  token: number;
}

/** The cursor as it stands in an address. */
export function writeCursor({ due, priority, caseId, token }: TaskCursor): string {
  return Buffer.from(JSON.stringify([due, priority, caseId, token])).toString('base64url');
}

const DUE = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)*$/;
const CASE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads what stands in an address; null for anything that is none: then the list begins at its beginning. */
export function readCursor(text: string | null | undefined): TaskCursor | null {
  if (!text || text.length > 200) return null;
  try {
    const [due, priority, caseId, token] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if ((due !== null && !(typeof due === 'string' && DUE.test(due))) || !(typeof caseId === 'string' && CASE.test(caseId))) return null;
    if (!isSmall(priority) || !isSmall(token)) return null;
    return { due, priority, caseId, token };
  } catch {
    return null;
  }
}

function isSmall(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) < 2_147_483_647;
}
