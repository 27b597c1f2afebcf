/** Collects what a check finds and ends the process with 1 when there is something. */
export function createFaults(check: string): {
  at(file: string, line: number | string, message: string): void;
  finish(summary?: string): void;
} {
  const found = new Set<string>();
  return {
    at: (file, line, message) => found.add(`${file}:${line}  ${message}`),
    finish(summary = '') {
      for (const fault of [...found].sort()) console.error(fault);
      console.log(`${check}: ${found.size === 0 ? 'in order' : `${found.size} faults`}${summary ? `, ${summary}` : ''}`);
      if (found.size > 0) process.exitCode = 1;
    },
  };
}
