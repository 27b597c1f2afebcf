import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenWithoutScript, helpFaults, wordlessStates } from './source-checks.ts';

const sees = (found: string[], expected: RegExp): void => assert.match(found.join('\n'), expected);

test('what needs a script is seen', () => {
  assert.deepEqual(brokenWithoutScript('<form action="/de/x"><input name="a"><button>Weiter</button></form><a href="/de">Start</a>'), []);
  sees(brokenWithoutScript('<a href="#">Mehr</a>'), /leads nowhere/);
  sees(brokenWithoutScript('<a href="/de"><svg></svg></a>'), /without words/);
  sees(brokenWithoutScript('<button>Ja</button>'), /outside of a form/);
  sees(brokenWithoutScript('<form action="/de/x"><input name="a"></form>'), /without a button/);
  sees(brokenWithoutScript('<form><button>Ja</button></form>'), /goes nowhere/);
  sees(brokenWithoutScript('<div class="more" hidden>Text</div>'), /only a script/);
});

test('a state without words is seen', () => {
  assert.deepEqual(
    wordlessStates('<ol class="route"><li class="now"><h3><span class="hidden-text">Jetzt: </span>Prüfen</h3></li></ol>'),
    [],
  );
  sees(wordlessStates('<ol class="route"><li class="now"><h3>Prüfen</h3></li></ol>'), /a step without its state/);
  sees(wordlessStates('<svg class="steps-mini" viewBox="0 0 1 1"></svg>'), /small way/);
  sees(wordlessStates('<span class="badge">2</span>'), /without its meaning/);
  sees(wordlessStates('<input aria-invalid="true" aria-describedby="gone">'), /error without words/);
  sees(wordlessStates('<p class="error-text" id="e">Schreiben Sie.</p>'), /not called one/);
});

test('help that is missing, late or names no other way is seen', () => {
  const footer = (inner: string): string => `<main></main><footer>${inner}</footer>`;
  const good = '<section class="help">Schalter, Post <a href="/de/municipality">Gemeinde</a></section><ul class="foot-links"></ul>';
  assert.deepEqual(helpFaults(footer(good)), []);
  sees(helpFaults(footer('<ul class="foot-links"></ul>')), /no help/);
  sees(helpFaults(footer(`<ul class="foot-links"></ul>${good}`)), /after the links/);
  sees(helpFaults(footer('<section class="help"></section>')), /no other way[\s\S]*nobody to call/);
  sees(helpFaults('<footer></footer><main></main>'), /does not follow/);
});
