/** Answers as a browser would post them: lists of values repeat the name, rows count from 1, dates go as typed text. */
export function toBody(answers: Record<string, unknown>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(answers)) append(body, name, value);
  return body;
}

function append(body: URLSearchParams, name: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    value.forEach((each, index) => append(body, typeof each === 'object' ? `${name}[${index + 1}]` : name, each));
  } else if (value instanceof Date) {
    body.append(name, value.toISOString().slice(0, 10));
  } else if (typeof value === 'object') {
    for (const [key, each] of Object.entries(value)) append(body, `${name}.${key}`, each);
  } else if (typeof value === 'boolean') {
    if (value) body.append(name, 'true');
  } else {
    body.append(name, String(value));
  }
}
