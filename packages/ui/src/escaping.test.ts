import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as ui from './index.ts';

/** Breaks out of text, of an attribute in double or single quotes, and of a tag. */
const EVIL = `"><img src=x onerror=alert(1)>' onmouseover='alert(2)' <script>alert(3)</script>&`;

const link = { href: EVIL, text: EVIL };
const field = {
  id: EVIL,
  name: EVIL,
  label: EVIL,
  hint: EVIL,
  error: EVIL,
  errorWord: EVIL,
  optional: EVIL,
  shownWhen: EVIL,
  why: { question: EVIL, answer: EVIL },
  after: EVIL,
};
const brand = { href: EVIL, name: EVIL, place: EVIL };
const languages = [{ lang: EVIL, name: EVIL, href: EVIL, current: true }];
const form = {
  action: EVIL,
  fields: { [EVIL]: EVIL },
  id: EVIL,
  autosave: { url: EVIL, saved: EVIL, failed: { server: EVIL, session: EVIL, network: EVIL }, retry: EVIL },
  children: EVIL,
};
const sign = { title: EVIL, detail: EVIL, until: EVIL, left: EVIL, href: EVIL, late: true };

const RENDERINGS: Record<string, () => ui.Html> = {
  page: () => ui.page({ lang: EVIL, title: EVIL, skip: EVIL, description: EVIL, bodyClass: EVIL, header: ui.html``, main: ui.wrap(EVIL) }),
  siteHeader: () =>
    ui.siteHeader({
      brand,
      links: [{ ...link, count: { number: 1, meaning: EVIL } }],
      languages,
      person: { name: EVIL, href: EVIL, meaning: EVIL },
      signOut: { action: EVIL, label: EVIL, fields: { [EVIL]: EVIL } },
      signIn: link,
      tools: [link],
      texts: { menu: EVIL, close: EVIL, mainNavigation: EVIL, tools: EVIL, switchLanguage: EVIL },
    }),
  slimHeader: () => ui.slimHeader({ brand, task: EVIL, person: { name: EVIL, meaning: EVIL }, languages, switchLanguage: EVIL }),
  deskHeader: () =>
    ui.deskHeader({
      brand,
      links: [link],
      mainNavigation: EVIL,
      search: { action: EVIL, name: EVIL, label: EVIL, button: EVIL, value: EVIL },
      person: { name: EVIL, meaning: EVIL },
    }),
  siteFooter: () =>
    ui.siteFooter({
      help: { title: EVIL, phone: { intro: EVIL, number: EVIL, hours: EVIL }, counter: { text: EVIL, link: link } },
      links: [link],
      note: EVIL,
    }),
  deskFooter: () => ui.deskFooter({ help: EVIL, links: [link], note: EVIL }),
  demonstrationBanner: () => ui.demonstrationBanner({ text: EVIL }),
  actingBanner: () => ui.actingBanner({ text: EVIL, change: link, end: link }),
  pageHead: () => ui.pageHead({ sentence: EVIL, kicker: EVIL, lead: EVIL, margin: EVIL, children: EVIL }),
  backLink: () => ui.backLink(link),
  stage: () => ui.stage({ children: EVIL }),
  band: () => ui.band({ id: EVIL, title: EVIL, lead: EVIL, layout: 'route', children: EVIL }),
  bullets: () => ui.bullets([EVIL]),
  linkList: () => ui.linkList([{ ...link, lang: EVIL }]),
  facts: () => ui.facts([{ question: EVIL, answer: EVIL, note: EVIL, verbatim: true }]),
  signatureLines: () => ui.signatureLines([EVIL, EVIL]),
  signpost: () => ui.signpost([sign, sign]),
  turnSection: () => ui.turnSection({ id: EVIL, title: EVIL, signs: [sign] }),
  route: () =>
    ui.route([{ state: 'turn', stateWord: EVIL, title: EVIL, who: EVIL, when: EVIL, body: EVIL, overdue: { text: EVIL, word: EVIL } }]),
  stepsMini: () => ui.stepsMini({ total: 3, current: 2, label: EVIL }),
  steps: () => ui.steps({ label: EVIL, where: EVIL, items: [{ state: 'past', text: EVIL, href: EVIL, stateWord: EVIL }] }),
  knownValue: () => ui.knownValue({ text: EVIL, rows: [{ label: EVIL, value: EVIL }], source: EVIL, report: link }),
  computedValue: () => ui.computedValue({ id: EVIL, label: EVIL, value: EVIL }),
  requestedFiles: () =>
    ui.requestedFiles({
      ...field,
      accept: EVIL,
      choose: { text: EVIL, value: EVIL },
      states: [{ name: EVIL, state: EVIL, note: EVIL, remove: { text: EVIL, value: EVIL, context: EVIL } }],
      none: EVIL,
    }),
  taskList: () => ui.taskList({ id: EVIL, items: [{ href: EVIL, title: EVIL, state: EVIL, done: true }] }),
  errorSummary: () => ui.errorSummary({ title: EVIL, errors: [{ control: EVIL, message: EVIL }] }),
  textInput: () => ui.textInput({ ...field, value: EVIL, autocomplete: EVIL, heading: true }),
  textarea: () => ui.textarea({ ...field, value: `</textarea>${EVIL}`, maxLength: 5, count: { allowed: EVIL, left: EVIL, over: EVIL } }),
  select: () => ui.select({ ...field, value: EVIL, empty: EVIL, options: [{ value: EVIL, label: EVIL }] }),
  fileInput: () => ui.fileInput({ ...field, accept: EVIL }),
  fieldGroup: () => ui.fieldGroup({ ...field, children: EVIL }),
  radios: () => ui.radios({ ...field, value: EVIL, choices: [{ value: EVIL, label: EVIL, hint: EVIL, verbatim: true }] }),
  checkboxes: () => ui.checkboxes({ ...field, values: [EVIL], choices: [{ value: EVIL, label: EVIL, hint: EVIL }] }),
  checkbox: () => ui.checkbox({ ...field, value: EVIL, groupLabel: EVIL }),
  dateInput: () =>
    ui.dateInput({
      ...field,
      day: { label: EVIL, name: EVIL, value: EVIL },
      year: { label: EVIL, name: EVIL, value: EVIL, autocomplete: EVIL },
    }),
  rowsList: () =>
    ui.rowsList({
      ...field,
      empty: EVIL,
      rows: [{ title: EVIL, fields: EVIL, remove: { name: EVIL, value: EVIL, text: EVIL, context: EVIL } }],
      add: { name: EVIL, value: EVIL, text: EVIL },
    }),
  questionPage: () => ui.questionPage({ title: EVIL, intro: EVIL, form, children: EVIL, actions: EVIL, after: EVIL }),
  answers: () =>
    ui.answers({
      title: { id: EVIL, text: EVIL },
      missing: EVIL,
      answers: [
        { label: EVIL, values: [EVIL], note: EVIL, verbatim: true, change: { href: EVIL, text: EVIL, context: EVIL } },
        { label: EVIL, values: [] },
      ],
    }),
  total: () => ui.total({ label: EVIL, amount: EVIL, note: EVIL }),
  button: () =>
    ui.actions(
      ui.button({ text: EVIL, name: EVIL, value: EVIL, form: EVIL, formAction: EVIL, context: EVIL }),
      ui.secondButton({ href: EVIL, text: EVIL }),
      ui.linkButton({ text: EVIL, name: EVIL }),
      ui.goLink(link),
      ui.buttonList([ui.secondButton({ text: EVIL })]),
    ),
  searchBox: () => ui.searchBox({ action: EVIL, name: EVIL, value: EVIL, label: EVIL, button: EVIL, hint: EVIL }),
  letters: () => ui.letters({ label: EVIL, items: [{ href: EVIL, letter: EVIL }] }),
  names: () => ui.names([{ href: EVIL, text: EVIL, lang: EVIL }]),
  lifeEvents: () => ui.lifeEvents([{ href: EVIL, title: EVIL, examples: EVIL, count: { number: 1, meaning: EVIL } }]),
  rows: () => ui.rows([{ href: EVIL, title: EVIL, text: EVIL, note: EVIL, aside: EVIL }]),
  documentGroups: () =>
    ui.documentGroups(
      { title: EVIL, empty: EVIL, documents: [] },
      { title: EVIL, empty: EVIL, documents: [{ title: EVIL, href: EVIL, note: EVIL, lang: EVIL, fresh: EVIL }] },
    ),
  ask: () => ui.ask({ pairs: [{ term: EVIL, values: [EVIL], verbatim: true }], form }),
  documentStates: () => ui.documentStates([{ name: EVIL, state: EVIL, note: EVIL, link: link }]),
  notice: () => ui.notice({ title: EVIL, text: EVIL, link: link, kind: 'alert' }),
  incidentNotice: () => ui.incidentNotice({ title: EVIL, text: EVIL, since: EVIL, link: link }),
  sessionNotice: () =>
    ui.sessionNotice({
      secondsLeft: 9,
      warnBefore: 9,
      title: EVIL,
      text: EVIL,
      extend: { action: EVIL, text: EVIL, fields: { [EVIL]: EVIL } },
    }),
  messages: () => ui.messages([{ from: EVIL, at: EVIL, text: EVIL, lang: EVIL }]),
  pager: () => ui.pager({ label: EVIL, where: EVIL, previous: link, next: link }),
  pairs: () => ui.pairs([{ term: EVIL, values: [EVIL] }]),
  dataTable: () => ui.dataTable({ caption: EVIL, columns: [{ title: EVIL }], rows: [[EVIL, EVIL]] }),
  confirmation: () => ui.confirmation({ sentence: EVIL, lead: EVIL, facts: [], actions: [EVIL], next: { title: EVIL, steps: [EVIL] } }),
  emptyState: () => ui.emptyState({ text: EVIL, link: link }),
  liveRegion: () => ui.liveRegion({ url: EVIL, seconds: 3, children: EVIL }),
  worklist: () =>
    ui.worklist({
      label: EVIL,
      pick: EVIL,
      due: { title: EVIL, href: EVIL },
      task: { title: EVIL },
      columns: [{ key: 'a', title: EVIL, short: EVIL }],
      groups: [
        {
          title: EVIL,
          rows: [
            {
              href: EVIL,
              title: EVIL,
              due: { date: EVIL, left: EVIL },
              cells: { a: EVIL },
              pick: { name: EVIL, value: EVIL, label: EVIL },
            },
          ],
        },
      ],
    }),
  workPage: () => ui.workPage({ title: EVIL, intro: EVIL, rail: ui.workViews({ label: EVIL, views: [link] }), children: EVIL }),
  workActions: () =>
    ui.workActions({
      label: EVIL,
      link: { href: EVIL, text: EVIL },
      buttons: [{ name: EVIL, value: EVIL, text: EVIL }],
      choice: {
        name: EVIL,
        label: EVIL,
        empty: EVIL,
        options: [{ value: EVIL, label: EVIL }],
        button: { name: EVIL, value: EVIL, text: EVIL },
      },
    }),
  taskHead: () => ui.taskHead({ title: EVIL, meta: [{ term: EVIL, value: EVIL }] }),
  taskGrid: () =>
    ui.taskGrid({
      sees: { id: EVIL, title: EVIL, children: EVIL },
      does: { id: EVIL, title: EVIL, children: EVIL },
      knows: { id: EVIL, title: EVIL, children: EVIL },
    }),
  mirror: () =>
    ui.mirror({
      title: EVIL,
      sentence: EVIL,
      facts: [{ question: EVIL, answer: EVIL }],
      sign: { title: EVIL, until: EVIL },
      after: EVIL,
      lang: EVIL,
    }),
  compare: () =>
    ui.compare({
      declared: EVIL,
      register: EVIL,
      same: EVIL,
      differs: EVIL,
      rows: [{ label: EVIL, declared: EVIL, register: EVIL, same: false }],
    }),
  history: () => ui.history([{ at: EVIL, text: EVIL }]),
  accessNote: () => ui.accessNote(EVIL),
};

describe('escaping', () => {
  for (const [name, render] of Object.entries(RENDERINGS)) {
    it(`${name} shows hostile text as text`, async () => {
      const markup = String(await render());
      assert.doesNotMatch(markup, /<img|<script>/);
      // Whatever is left between the tags' own quotes carries no quote of the input: drop all proper attributes, then no handler may remain.
      const outside = markup.replace(/="[^"]*"/g, '');
      assert.doesNotMatch(outside, /<[^>]*onmouseover/);
      assert.match(markup, /&lt;img/);
    });
  }

  it('covers every component that takes text', () => {
    const parts = new Set([
      'html',
      'raw',
      'attributes',
      'classes',
      'escapeAttribute',
      'escapeText',
      'together',
      'icon',
      'horizon',
      'gallery',
      'componentExamples',
      'UiError',
    ]);
    const others = new Set([
      'addTheme',
      'themePairs',
      'assetFile',
      'assetSizes',
      'assetUrl',
      'themeUrls',
      'assertTheme',
      'checkThemeContrast',
      'themeCss',
      'themeIcon',
      'awayStyle',
    ]);
    const source = Object.values(RENDERINGS).join('\n');
    const within: Record<string, string> = {
      helpBlock: 'siteFooter',
      sentence: 'pageHead',
      lead: 'pageHead',
      text: 'band',
      twoUp: 'band',
      stepsList: 'steps',
      errorText: 'textInput',
      whyWeAsk: 'textInput',
      dateText: 'textInput',
      form: 'questionPage',
      hiddenFields: 'questionPage',
      documents: 'documentGroups',
      noteBoxes: 'taskGrid',
    };
    const names = Object.entries(ui)
      .filter(([name, value]) => typeof value === 'function' && !parts.has(name) && !others.has(name))
      .map(([name]) => name);
    assert.deepEqual(
      names.filter((name) => !source.includes(`ui.${within[name] ?? name}(`)),
      [],
    );
  });

  it('escapes a single text as the tag and the attributes do', () => {
    for (const text of [EVIL, 'Müller', '']) {
      assert.equal(ui.escapeText(text), String(ui.html`${text}`));
      assert.equal(` a="${ui.escapeAttribute(text)}"`, String(ui.attributes({ a: text })));
    }
  });

  it('leaves out attributes that are false, null or undefined and keeps the bare true ones', () => {
    assert.equal(String(ui.attributes({ a: 'x"y', b: true, c: false, d: null, e: undefined, f: 0 })), ' a="x&quot;y" b f="0"');
  });

  it('keeps numbers with the word after them', () => {
    assert.equal(ui.together('am 1. Dezember, 20 MB, 14.12 Uhr, 2 von 4'), 'am 1.\u00a0Dezember, 20\u00a0MB, 14.12\u00a0Uhr, 2\u00a0von 4');
  });
});
