import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Escaped HTML ready to send; every interpolated string was escaped by the `html` tag. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export { html, raw };
