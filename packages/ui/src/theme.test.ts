import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contrast } from './contrast.ts';
import { UiError } from './errors.ts';
import { assertTheme, checkThemeContrast, DEFAULT_THEME, themeCss, themeIcon } from './theme.ts';
import type { Theme } from './theme.ts';

const PLUM: Theme = {
  ...DEFAULT_THEME,
  id: 'plum',
  lead: ['#632a6d', '#dfaae8'],
  leadStrong: ['#451a4d', '#f0d2f5'],
  onLead: ['#ffffff', '#35103c'],
  leadTint: ['#f1e8f2', '#2e2031'],
  ground: ['#f5f2f5', '#211c22'],
  ground2: ['#e9e3e9', '#302932'],
  radius: 10,
};

describe('theme', () => {
  it('measures contrast as WCAG defines it', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#777777', '#777777'), 1);
    assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.01);
  });

  it('check 22: finds nothing to object to in the portal theme and in another sound one', () => {
    assert.deepEqual(checkThemeContrast(DEFAULT_THEME), []);
    assert.deepEqual(checkThemeContrast(PLUM), []);
  });

  it('names the pair and the scheme that lie too close together', () => {
    const problems = checkThemeContrast({ ...DEFAULT_THEME, lead: ['#7fb8c2', '#82d2d6'] });
    assert.ok(
      problems.some((problem) => problem.front === 'lead' && problem.back === 'paper' && problem.scheme === 'light' && problem.ratio < 4.5),
    );
    assert.ok(problems.every((problem) => problem.scheme === 'light'));
  });

  it('refuses a lead colour in the hue of the sign or of the alert', () => {
    assert.ok(
      checkThemeContrast({ ...DEFAULT_THEME, lead: ['#6b5600', '#82d2d6'] }).some(
        (problem) => problem.back === 'sign' && problem.needed === 20,
      ),
    );
    assert.ok(
      checkThemeContrast({ ...DEFAULT_THEME, lead: ['#8f1d12', '#82d2d6'] }).some(
        (problem) => problem.back === 'alert' && problem.needed === 20,
      ),
    );
  });

  it('writes both schemes and the radius, and nothing a theme may not set', () => {
    const css = themeCss(PLUM);
    assert.match(css, /--lead:light-dark\(#632a6d,#dfaae8\)/);
    assert.match(css, /--radius:10px/);
    assert.doesNotMatch(css, /--(ink|paper|sign|alert|ok|focus|edge)/);
    assert.ok(css.length < 1024);
    assert.match(themeIcon(PLUM), /^<svg [^>]*>.*#632a6d.*<\/svg>\n$/);
  });

  it('refuses what would break out of CSS or SVG, with a stable code', () => {
    const cases: [Partial<Theme>, string][] = [
      [{ lead: ['red', '#ffffff'] }, 'ui.theme-colour'],
      [{ lead: ['#ffffff;}body{display:none', '#ffffff'] }, 'ui.theme-colour'],
      [{ mark: 'M0 0"/><script>' }, 'ui.theme-drawing'],
      [{ horizon: '' }, 'ui.theme-drawing'],
      [{ radius: 40 }, 'ui.theme-radius'],
      [{ id: '../etc' }, 'ui.theme-id'],
    ];
    for (const [change, code] of cases) {
      assert.throws(
        () => assertTheme({ ...DEFAULT_THEME, ...change }),
        (error) => error instanceof UiError && error.code === code && /^expected .* of .*, got /.test(error.message),
      );
    }
  });
});
