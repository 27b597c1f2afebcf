/** Elements of a page's source by their opening tags, with what stands inside up to the closing tag of the same name. */
function* elements(source: string, names: string): Generator<{ tag: string; inner: string; at: number }> {
  for (const match of source.matchAll(new RegExp(`<(${names})\\b[^>]*>`, 'g'))) {
    const end = source.indexOf(`</${match[1]}>`, match.index);
    yield { tag: match[0], inner: end < 0 ? '' : source.slice(match.index + match[0].length, end), at: match.index };
  }
}

const wordsOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What would not work without script: links that lead nowhere, controls outside of a form, forms without a button, things to do that are hidden. */
export function brokenWithoutScript(source: string): string[] {
  const faults: string[] = [];
  const forms = [...elements(source, 'form')];
  for (const { tag, inner } of forms) {
    if (!/\baction="\/[^"]*"/.test(tag)) faults.push(`a form that goes nowhere: ${tag}`);
    if (!/<button(?![^>]*type="button")|type="submit"/.test(inner) && !/id="task"/.test(tag))
      faults.push(`a form without a button: ${tag}`);
  }
  const within = (at: number): boolean => forms.some((form) => at > form.at && at < form.at + form.tag.length + form.inner.length);
  for (const { tag, at } of elements(source, 'button|input|select|textarea'))
    if (!within(at) && !/\b(form|popovertarget)="/.test(tag)) faults.push(`a control outside of a form: ${tag}`);
  for (const { tag, inner } of elements(source, 'a')) {
    if (/href="(#|javascript:[^"]*)?"/.test(tag) || !/href="/.test(tag)) faults.push(`a link that leads nowhere: ${tag}`);
    if (wordsOf(inner) === '' && !/aria-label=/.test(tag)) faults.push(`a link without words: ${tag}`);
  }
  for (const [tag] of source.matchAll(/<[a-z]+\b[^>]*\shidden(?=[\s>=])[^>]*>/g))
    if (!/data-session=|data-rule|aria-hidden/.test(tag)) faults.push(`hidden, and only a script could show it: ${tag}`);
  return faults;
}

/** States that a screen shows by colour or shape and that have no words: steps of a way, small ways, badges, errors, late signs. */
export function wordlessStates(source: string): string[] {
  const faults: string[] = [];
  const way = /<ol class="route[^"]*">([\s\S]*?)<\/ol>/g;
  for (const [, list] of source.matchAll(way))
    for (const step of list!.split(/<li\b/).slice(1))
      if (!/<span class="hidden-text">[^<]+<\/span>/.test(step)) faults.push(`a step without its state: ${step.slice(0, 80)}`);
  for (const { tag, inner } of elements(source, 'svg'))
    if (/class="steps-mini/.test(tag) && !/aria-label="[^"]{5,}"|<title>/.test(tag + inner))
      faults.push(`a small way without words: ${tag}`);
  for (const { tag, inner } of elements(source, 'span'))
    if (/class="badge"/.test(tag) && !/hidden-text/.test(source.slice(source.indexOf(tag), source.indexOf(tag) + 300)))
      faults.push(`a number without its meaning: ${inner}`);
  for (const [, id, tag] of [...source.matchAll(/<[a-z]+\b[^>]*aria-invalid="true"[^>]*>/g)].map(([found]) => [
    '',
    /aria-describedby="([^"]*)"/.exec(found)?.[1] ?? '',
    found,
  ]))
    if (!id!.split(' ').some((each) => source.includes(`id="${each}"`))) faults.push(`an error without words: ${tag}`);
  for (const { tag, inner } of elements(source, 'p|div'))
    if (/class="error-text"/.test(tag) && !/hidden-text/.test(inner)) faults.push(`an error that is not called one: ${tag}`);
  return faults;
}

/** Help comes first in the footer of a page, and names counter and post. */
export function helpFaults(source: string): string[] {
  const footer = /<footer\b[\s\S]*<\/footer>/.exec(source)?.[0] ?? '';
  const faults: string[] = [];
  if (source.indexOf('<footer') < source.indexOf('</main>')) faults.push('the footer does not follow the content');
  const help = footer.search(/class="[^"]*\bhelp\b/);
  if (help < 0) faults.push('no help in the footer');
  const links = footer.indexOf('foot-links');
  if (links >= 0 && help > links) faults.push('help comes after the links');
  if (!/Schalter/.test(footer) || !/Post/.test(footer)) faults.push('no other way is named');
  if (!/href="\/[a-z-]+\/municipality|href="tel:/.test(footer)) faults.push('nobody to call');
  return faults;
}
