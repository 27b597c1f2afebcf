import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decision, definitions } from '../../dmn/testing.ts';
import { compileDecisions } from '../../dmn/decisions.ts';
import { feel, warnings } from '../testing.ts';

/** A call of an external function with these FEEL arguments. */
function call(className: string, signature: string, ...args: string[]): string {
  const names = args.map((_, index) => `p${index}`).join(', ');
  const mapping = `{java: {class: "${className}", method signature: "${signature}"}}`;
  return `(function(${names}) external ${mapping})(${args.join(', ')})`;
}

const math = (signature: string, ...args: string[]) => feel(call('java.lang.Math', signature, ...args));
const format = (pattern: string, ...args: string[]) =>
  feel(call('java.lang.String', 'format(java.lang.String, [Ljava.lang.Object;)', JSON.stringify(pattern), ...args));

// DMN 1.5, section 10.3.2.13.3 and table 47.
describe('external functions', () => {
  it('compute the methods of numbers of the closed table', () => {
    assert.equal(math('cos(double)', '0'), 1);
    assert.equal(math('max(int,int)', '123', '456'), 456);
    assert.equal(math('max( double, double )', '1.5', '-2'), 1.5);
    assert.equal(math('round(double)', '-2.5'), -2);
    assert.equal(math('rint(double)', '2.5'), 2);
    assert.equal(math('floorMod(int,int)', '-7', '3'), 2);
    assert.equal(math('abs(long)', '-9'), 9);
    assert.equal(feel(call('java.lang.Integer', 'valueOf(java.lang.String)', '"-12"')), -12);
    assert.equal(feel(call('java.lang.Integer', 'parseInt(java.lang.String, int)', '"ff"', '16')), 255);
    assert.equal(feel(call('java.lang.Double', 'parseDouble(java.lang.String)', '"1.5e2"')), 150);
    assert.equal(feel(call('java.lang.String', 'valueOf(double)', '1')), '1.0');
    assert.equal(feel(call('java.lang.Boolean', 'parseBoolean(java.lang.String)', '"TRUE"')), true);
    assert.equal(feel(call('java.math.BigDecimal', 'valueOf(long,int)', '1234', '2')), 12.34);
  });

  it('format texts as the root locale does', () => {
    assert.equal(
      format('%s, %.2f, %,d, %05d, %-4s|%4s|%%', '"a"', '1.005', '1234567', '42', '"x"', '"y"'),
      'a, 1.01, 1,234,567, 00042, x   |   y|%',
    );
    assert.equal(format('%2$s %1$s %S %x %e', '"a"', '"b"'), null, 'a missing argument');
    assert.equal(format('%2$s %1$s', '"a"', '"b"'), 'b a');
    assert.equal(format('%X %+d %(d %e %.3g', '255', '3', '-3', '12345.678', '0.00012345'), 'FF +3 (3) 1.234568e+04 0.000123');
    assert.equal(format('%d', '1.5'), null);
    assert.equal(format('%q', '1'), null);
    assert.equal(format('%99999s', '1'), null);
  });

  it('are null with a warning where Java would throw, has no number, or is not known', () => {
    const cases: [className: string, signature: string, ...args: string[]][] = [
      ['java.lang.Math', 'cos(double)', '"a"'],
      ['java.lang.Math', 'cos(double)', 'null'],
      ['java.lang.Math', 'cos(double)', '1', '2'],
      ['java.lang.Math', 'cos(int)', '1'],
      ['java.lang.Math', 'random()'],
      ['java.lang.Math', 'addExact(int,int)', '2147483647', '1'],
      ['java.lang.Math', 'sqrt(double)', '-1'],
      ['java.lang.Double', 'valueOf(java.lang.String)', '"NaN"'],
      ['java.lang.Integer', 'valueOf(java.lang.String)', '"99999999999"'],
      ['java.lang.System', 'exit(int)', '1'],
      ['java.lang.Math', 'constructor()'],
      ['java.lang.String', 'valueOf(__proto__)', '1'],
      ['toString', 'valueOf()', '1'],
    ];
    for (const [className, signature, ...args] of cases) {
      const text = call(className, signature, ...args);
      assert.equal(feel(text), null, text);
      assert.match(warnings(text).join(' '), /feel-(external|argument)/, text);
    }
    assert.equal(feel('(function(a) external {pmml: {document: "m.pmml", model: "m"}})(1)'), null);
    assert.deepEqual(warnings('(function(a) external {pmml: {document: "m.pmml", model: "m"}})(1)'), ['feel-external']);
    assert.deepEqual(warnings('(function(a) external 5)(1)'), ['feel-external']);
  });

  it('never throw and never grow, whatever the pattern and the signature', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, signature) => {
        assert.doesNotThrow(() => format(pattern, '1', '"a"', 'null'));
        assert.doesNotThrow(() => feel(call('java.lang.Math', signature.replace(/["\\]/g, ''), '1')));
      }),
    );
  });

  it('are called from boxed functions, with the declared types of parameters and result', () => {
    const entry = (name: string, text: string) =>
      `<contextEntry><variable name="${name}"/><literalExpression><text>"${text}"</text></literalExpression></contextEntry>`;
    const model = `<businessKnowledgeModel id="k_max" name="max of"><variable name="max of"/><encapsulatedLogic kind="Java">
      <formalParameter name="a" typeRef="number"/><formalParameter name="b" typeRef="number"/>
      <context>${entry('class', 'java.lang.Math')}${entry('method signature', 'max(double,double)')}</context></encapsulatedLogic></businessKnowledgeModel>`;
    const literal = (text: string) => `<literalExpression><text>${text}</text></literalExpression>`;
    const decisions = compileDecisions(
      definitions(model + decision('good', ['k_max'], literal('max of(1, 2.5)')) + decision('bad', ['k_max'], literal('max of("1", 2)'))),
    );
    assert.equal(decisions.evaluate('good', {}).value, 2.5);
    assert.equal(decisions.evaluate('bad', {}).value, null);
  });
});
