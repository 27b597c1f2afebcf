import { parse, type DefaultTreeAdapterMap } from 'parse5';

type Element = DefaultTreeAdapterMap['element'];
type ChildNode = DefaultTreeAdapterMap['childNode'];

const attribute = (element: Element, name: string): string | undefined => element.attrs.find((each) => each.name === name)?.value;

function elements(node: { childNodes?: ChildNode[] }): Element[] {
  return (node.childNodes ?? []).flatMap((child) => ('tagName' in child ? [child, ...elements(child)] : []));
}

function text(node: { childNodes?: ChildNode[] }): string {
  return (node.childNodes ?? []).map((child) => ('value' in child ? child.value : 'childNodes' in child ? text(child) : '')).join('');
}

/** All elements of a rendered page, as a browser would parse it. */
export function parsed(html: string): Element[] {
  return elements(parse(`<!DOCTYPE html><html lang="de"><body><form>${html}</form></body></html>`));
}

/** What a browser would post for a page without anybody touching it (HTML, section 4.10.22.4). */
export function postedBy(html: string): URLSearchParams {
  const body = new URLSearchParams();
  for (const element of parsed(html)) {
    const name = attribute(element, 'name');
    if (name === undefined) continue;
    if (element.tagName === 'textarea') body.append(name, text(element).replace(/\r?\n/g, '\r\n'));
    else if (element.tagName === 'select') {
      const options = elements(element).filter((each) => each.tagName === 'option');
      const chosen = options.find((each) => attribute(each, 'selected') !== undefined) ?? options[0];
      if (chosen) body.append(name, attribute(chosen, 'value') ?? text(chosen));
    } else if (element.tagName === 'input') {
      const type = attribute(element, 'type') ?? 'text';
      if (type === 'file' || type === 'submit') continue;
      if ((type === 'radio' || type === 'checkbox') && attribute(element, 'checked') === undefined) continue;
      body.append(name, attribute(element, 'value') ?? '');
    }
  }
  return body;
}
