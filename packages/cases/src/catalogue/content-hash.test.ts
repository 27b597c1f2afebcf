import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contentHash } from './content-hash.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the content hash of a package', () => {
  const base = contentHash({ 'service.yaml': bytes('id: é\n'), 'texts/de.yaml': bytes('a: b\n') });

  it('is the same for other line ends, other normal forms and another order', () => {
    assert.equal(contentHash({ 'texts/de.yaml': bytes('a: b\r\n'), 'service.yaml': bytes('id: e\u0301\r\n') }), base);
  });

  it('does not see tests and the release record', () => {
    assert.equal(
      contentHash({
        'service.yaml': bytes('id: é\n'),
        'texts/de.yaml': bytes('a: b\n'),
        'tests/x.yaml': bytes('x'),
        'release.yaml': bytes('y'),
      }),
      base,
    );
  });

  it('changes with content, with a path and with bytes that are no text', () => {
    assert.notEqual(contentHash({ 'service.yaml': bytes('id: e\n'), 'texts/de.yaml': bytes('a: b\n') }), base);
    assert.notEqual(contentHash({ 'service.yaml': bytes('id: é\n'), 'texts/fr.yaml': bytes('a: b\n') }), base);
    assert.notEqual(contentHash({ a: new Uint8Array([0xff, 1]) }), contentHash({ a: new Uint8Array([0xff, 2]) }));
    assert.match(base, /^sha256-[0-9a-f]{64}$/);
  });
});
