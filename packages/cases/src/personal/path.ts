/** Ending of a file name for names inside a ZIP: letters and digits only, else `bin`. */
export function endingOf(filename: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1]?.toLowerCase() ?? 'bin';
}
