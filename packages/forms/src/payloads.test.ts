import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileForm } from './compile.ts';
import { contextWith, vocabulary } from './testing/context.ts';
import { everything, everythingAnswers, everythingNames, everythingTexts } from './testing/everything.ts';
import { parsed } from './testing/posted-by-browser.ts';
import { translateFrom } from './testing/texts.ts';
import type { FormComponent, FormSchema } from './types.ts';

const t = translateFrom('de', [], everythingTexts);
const { form } = compileForm(everything, { vocabulary });
const context = contextWith(t, everythingNames, { documentHref: (ref) => `/documents/${ref}` });
const schema = (...components: FormComponent[]): FormSchema => ({ type: 'default', id: 'x', components });
const line = (more: Partial<FormComponent> = {}): FormComponent => ({ type: 'textfield', id: 'f', key: 'f', label: 'form.f', ...more });

const scripts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</textarea><script>alert(1)</script>',
  '</title></option></select><iframe srcdoc=x>',
  'javascript:alert(1)',
  '[x](javascript:alert(1))',
  '[x](//evil.example/)',
  '![x](https://evil.example/x.png)',
  '<a href="https://evil.example">x</a>',
  '${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '\u2028</script>',
  '&lt;script&gt;',
  '" autofocus onfocus=alert(1) x="',
];

test('no text of any kind becomes markup, wherever it stands', async () => {
  for (const evil of scripts) {
    const words = translateFrom('de', [], everythingTexts);
    const spoken = Object.assign((key: string, args?: Record<string, unknown>) => (key.startsWith('form.') ? evil : words(key, args)), {
      has: words.has,
      lang: 'de',
    });
    const names = {
      ...everythingNames,
      ...everythingAnswers,
      person: { ...(everythingNames.person as object), officialName: evil },
      shown: evil,
      household: { choices: [{ value: evil, label: evil }], complete: false },
      lists: {
        tags: [{ value: evil, label: evil }],
        fees: [{ item: evil, amount: evil, since: evil }],
        documents: [{ documentId: evil, metadata: { fileName: evil } }],
      },
    };
    const at = contextWith(spoken, names, { documentHref: () => null });
    for (const { id } of form.pages(at)) {
      const body = new URLSearchParams();
      for (const element of parsed(String(await form.render(id, at)))) {
        const name = element.attrs.find((each) => each.name === 'name')?.value;
        if (name) body.append(name, evil);
      }
      for (const html of [String(await form.render(id, at)), String(await form.render(id, at, form.read(id, body, at)))]) {
        for (const element of parsed(html)) {
          assert.ok(!['script', 'img', 'iframe', 'svg'].includes(element.tagName) || isIcon(element), `${evil} became ${element.tagName}`);
          for (const { name, value } of element.attrs) {
            assert.ok(!name.startsWith('on') && name !== 'srcdoc' && name !== 'autofocus', `${evil} became ${name}`);
            if (name === 'href' || name === 'src' || name === 'action') assert.match(value, /^(https?:|mailto:|tel:|\/(?!\/)|#)/, evil);
          }
        }
      }
    }
  }
});

/** Our own icons are drawn by the components. */
function isIcon(element: ReturnType<typeof parsed>[number]): boolean {
  return element.tagName === 'svg' && element.attrs.some(({ name, value }) => name === 'class' && value.includes('icon'));
}

test('names that would reach a prototype are refused in files and dropped from what is posted', () => {
  for (const key of ['__proto__', 'constructor', 'a.__proto__.b', 'prototype']) {
    const { problems, form: made } = compileForm(schema(line({ key })), { vocabulary });
    assert.ok(
      problems.some(({ code }) => code === 'name-shape'),
      key,
    );
    assert.deepEqual(made.writes(), []);
  }
  const body = new URLSearchParams([
    ['__proto__[polluted]', '1'],
    ['children[1].__proto__', '1'],
    ['children[1].name', 'Mia'],
    ['constructor.prototype.polluted', '1'],
  ]);
  const { answers } = form.read('children', body, context);
  assert.deepEqual(answers, { children: [{ name: 'Mia', school: false }] });
  form.settle(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"polluted": 1}}') as Record<string, unknown>, context);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('data nested 100,000 deep is neither walked nor kept', async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) as Record<string, unknown>;
  const list = JSON.parse(`${'['.repeat(100_000)}1${']'.repeat(100_000)}`) as unknown[];
  assert.deepEqual(form.settle({ children: list, code: deep, several: list, home: deep }, context)['code'], undefined);
  const at = contextWith(t, { ...everythingNames, children: list, stay: deep, several: deep, signed: deep });
  for (const { id } of form.pages(at)) {
    assert.ok(String(await form.render(id, at)).length < 100_000);
    form.read(id, new URLSearchParams({ whole: '1' }), at);
  }
  form.summary(at);
  form.faults(at);
});

test('a file nested 100,000 deep, and one of 10,000 fields, are bounded and the reason is said', () => {
  let deep: FormComponent = line();
  for (let level = 0; level < 100_000; level += 1) deep = { type: 'group', id: `g${level}`, label: 'form.g', components: [deep] };
  const nested = compileForm(schema(deep), { vocabulary });
  assert.deepEqual(
    nested.problems.map(({ code }) => code),
    ['too-deep'],
  );
  assert.match(nested.problems[0]!.message, /expected component .+ inside at most 20 others, got it deeper/);

  const many = Array.from({ length: 10_000 }, (_, index) => line({ id: `f${index}`, key: `f${index}` }));
  const wide = compileForm(schema({ type: 'group', id: 'g', label: 'form.g', components: many }), { vocabulary });
  assert.deepEqual(
    wide.problems.map(({ code }) => code),
    ['too-many-components'],
  );
  assert.match(wide.problems[0]!.message, /expected at most 2000 components of a form, got more/);
  assert.ok(wide.form.writes().length <= 2000);
});

test('a body of 10,000 controls and texts of a million signs is read within bounds', () => {
  const body = new URLSearchParams(Array.from({ length: 10_000 }, (_, index) => [`children[${index + 1}].name`, 'x'] as [string, string]));
  const { answers, errors } = form.read('children', body, context);
  assert.equal((answers['children'] as unknown[]).length, 4, 'a list holds as many rows as its file allows');
  assert.match(errors[0]!.message, /höchstens drei Kinder/);
  const long = form.read('page_identity', new URLSearchParams({ mail: 'a'.repeat(1_000_000), code: `${'a'.repeat(1_000_000)}!` }), context);
  const told = long.errors.filter(({ name }) => name === 'mail' || name === 'code').map(({ message }) => message);
  assert.deepEqual(told, [
    'Kürzen Sie «E-Mail» auf höchstens 10\u00a0000 Zeichen.',
    'Kürzen Sie «Code» auf höchstens 10\u00a0000 Zeichen.',
  ]);
  assert.deepEqual(long.posted['mail'], ['a'.repeat(1_000_000)], 'what was typed comes back whole; the host bounds the body');
});

test('patterns that make backtracking engines hang are matched in time linear in the text', () => {
  const evil = ['(a+)+', '(a|aa)+', '(.*a){20}', '(a*)*b', '([a-zA-Z]+)*', '^(([a-z])+.)+[A-Z]([a-z])+$'];
  const work = (pattern: string, length: number): number => {
    const { form: made, problems } = compileForm(schema(line({ validate: { pattern } })), { vocabulary });
    assert.deepEqual(problems, [], pattern);
    const body = new URLSearchParams({ f: `${'a'.repeat(length)}!` });
    made.read('f', body, context);
    const before = process.cpuUsage();
    const { errors } = made.read('f', body, context);
    const { user, system } = process.cpuUsage(before);
    assert.equal(errors.length, 1, pattern);
    return user + system;
  };
  // 30 signs keep a backtracking engine busy for minutes; ten times the text may cost some ten times the work, not ten thousand times.
  for (const pattern of evil) {
    const [short, long] = [work(pattern, 300), work(pattern, 3000)];
    assert.ok(long < Math.max(short, 2000) * 60, `${pattern}: ${short} and ${long} microseconds`);
  }
});

test('patterns that no linear engine knows are refused when the file is read', () => {
  for (const pattern of ['(?=a)a', '(?<!a)b', '(a)\\1', '(', 'a'.repeat(1000)]) {
    const { problems } = compileForm(schema(line({ validate: { pattern } })), { vocabulary });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['pattern-invalid'],
      pattern,
    );
    assert.match(problems[0]!.message, /without look-around and back references/);
  }
});

test('values posted for what is shown, hidden, computed or of another page go nowhere', () => {
  const at = contextWith(t, { ...everythingNames, colour: 'green' });
  const body = new URLSearchParams({
    colour: 'green',
    whyRed: 'forged',
    shown: 'forged',
    double: '99',
    ahv: '7569217076985',
    signed: 'true',
    several: 'forged',
  });
  const { answers, errors } = form.read('page_choices', body, at);
  assert.equal(answers['whyRed'], null);
  for (const name of ['shown', 'double', 'ahv', 'signed']) assert.ok(!Object.hasOwn(answers, name), name);
  assert.deepEqual(
    errors.map(({ name }) => name),
    ['several'],
  );
  const papers = form.read(
    'page_papers',
    new URLSearchParams({ shown: 'forged', 'evidence.lease': 'forged', action: 'remove-file:evidence.passport:a' }),
    at,
  );
  assert.deepEqual(papers.answers, {});
  assert.equal(papers.action, null);
});

test('texts are kept in NFC; marks that turn the reading direction are explained; every latin letter is allowed', () => {
  const read = (typed: string) => form.read('page_choices', new URLSearchParams({ colour: 'red', whyRed: typed }), context);
  assert.equal(read('Zu\u0308rich e\u0301').answers['whyRed'], 'Zürich é');
  for (const bidi of ['\u202e', '\u2066', '\u0007', '\u0000']) {
    const { errors, posted } = read(`abc${bidi}def`);
    assert.match(errors[0]!.message, /«Warum Rot\?».*unsichtbare Zeichen/, JSON.stringify(bidi));
    assert.deepEqual(posted['whyRed'], [`abc${bidi}def`], 'what was typed comes back');
  }
  for (const name of ['Žižka', 'Łukasz', 'Şahin', 'Đorđe', 'Ærøskøbing', 'Ħal Għaxaq', 'Nguyễn', 'O’Neill', 'Müller-Lüdenscheidt'])
    assert.equal(read(name).answers['whyRed'], name);
});
