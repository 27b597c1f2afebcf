/** What a browser would send of the form to `action`, by the markup alone; hidden fields and buttons left out. */
export function fieldsOf(page: string, action: string): Record<string, string[]> {
  const form =
    [...page.matchAll(/<form[\s\S]*?<\/form>/g)]
      .map(([text]) => text)
      .find((text) => (/action="([^"?]*)/.exec(text)?.[1] ?? '').endsWith(action.replace(/\?.*/, ''))) ?? '';
  const found: Record<string, string[]> = {};
  const add = (name: string, value: string): void => void (found[name] ??= []).push(decode(value));
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string): string | null => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
    const type = attribute('type') ?? 'text';
    const name = attribute('name');
    if (!name || type === 'hidden' || type === 'submit') continue;
    if ((type === 'radio' || type === 'checkbox') && !/\schecked\b/.test(tag)) continue;
    add(name, attribute('value') ?? 'on');
  }
  for (const [, attributes, value] of form.matchAll(/<textarea\b([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) {
    const name = /\sname="([^"]*)"/.exec(attributes!)?.[1];
    if (name) add(name, value!);
  }
  return found;
}

/** The messages of the list of errors above a page. */
export function errorsOf(page: string): string[] {
  const summary = /data-error-summary>([\s\S]*?)<\/ul>/.exec(page)?.[1] ?? '';
  return [...summary.matchAll(/<a [^>]*>([\s\S]*?)<\/a>/g)].map(([, text]) => decode(text!));
}

/** Text of an attribute or element as a reader gets it. */
export function decode(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, ten?: string, sixteen?: string, name?: string) =>
    ten ? String.fromCodePoint(Number(ten)) : sixteen ? String.fromCodePoint(parseInt(sixteen, 16)) : (named[name!] ?? whole),
  );
}

/** The element of the page that holds its content, without header and footer. */
export function mainOf(page: string): string {
  return /<main\b[\s\S]*<\/main>/.exec(page)?.[0] ?? '';
}
