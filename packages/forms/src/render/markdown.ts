import { html, type Html } from '@einwohnerportal/ui';

const bold = /\*\*([^*]+)\*\*/;
const link = /\[([^\]]+)\]\(((?:https?:\/\/|mailto:|tel:|\/(?!\/))[^\s()<>"']+)\)/;

/**
 * The few marks of Markdown that texts may have: paragraphs, lists (`- `, `1. `), `**bold**`, links to http, https,
 * mailto, tel and pages of the portal. Headings become paragraphs in bold; everything else stays text.
 */
export function markdown(text: string): Html {
  const blocks = text.replace(/\r\n?/g, '\n').split(/\n{2,}/);
  return html`${blocks
    .map((block) => block.trim())
    .filter(Boolean)
    .map(blockOf)}`;
}

function blockOf(block: string): Html {
  const lines = block.split('\n').map((each) => each.trim());
  const items = (mark: RegExp) => (lines.every((each) => mark.test(each)) ? lines.map((each) => each.replace(mark, '')) : null);
  const bullets = items(/^[-*] /);
  if (bullets) return html`<ul class="bullets">${bullets.map((item) => html`<li>${inline(item)}</li>`)}</ul>`;
  const numbers = items(/^\d{1,3}[.)] /);
  if (numbers) return html`<ol class="bullets">${numbers.map((item) => html`<li>${inline(item)}</li>`)}</ol>`;
  const heading = /^#{1,6} (.*)$/.exec(lines[0]!);
  if (heading) {
    const rest = lines.slice(1).join(' ');
    return html`<p><strong>${heading[1]!}</strong></p>${rest === '' ? '' : html`<p>${inline(rest)}</p>`}`;
  }
  return html`<p>${inline(lines.join(' '))}</p>`;
}

function inline(text: string): Html {
  const parts: (string | Html)[] = [];
  let rest = text;
  for (;;) {
    const found = [bold.exec(rest), link.exec(rest)].filter((each) => each !== null).toSorted((a, b) => a.index - b.index)[0];
    if (!found) break;
    parts.push(rest.slice(0, found.index));
    parts.push(found[2] === undefined ? html`<strong>${found[1]!}</strong>` : html`<a href="${found[2]}">${found[1]!}</a>`);
    rest = rest.slice(found.index + found[0].length);
  }
  return html`${[...parts, rest]}`;
}
