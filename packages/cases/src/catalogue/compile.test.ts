import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileDecisionFile } from './compile.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const model = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

const common = bytes(`<definitions xmlns="${model}" name="common" namespace="urn:common">
  <businessKnowledgeModel id="k" name="rounded"><variable name="rounded"/><encapsulatedLogic><formalParameter name="amount"/>
  <literalExpression><text>round half up(amount, 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel></definitions>`);
const fee = bytes(`<definitions xmlns="${model}" name="fee" namespace="urn:fee">
  <import name="common" namespace="urn:common" importType="${model}"/>
  <decision id="d" name="fee"><variable name="fee"/><knowledgeRequirement><requiredKnowledge href="urn:common#k"/></knowledgeRequirement>
  <literalExpression><text>common.rounded(12.34)</text></literalExpression></decision></definitions>`);

describe('decision files of a package', () => {
  it('import each other by namespace', () => {
    const files = { 'decisions/fee.dmn': fee, 'decisions/common.dmn': common, 'service.yaml': bytes('id: x') };
    const { value, warnings } = compileDecisionFile(fee, files).evaluate('fee', {});
    assert.deepEqual({ value, warnings }, { value: 12.3, warnings: [] });
  });

  it('are refused when what they import is not there', () => {
    assert.throws(() => compileDecisionFile(fee, { 'decisions/fee.dmn': fee }), { code: 'dmn-reference' });
    assert.throws(() => compileDecisionFile(fee), { code: 'dmn-reference' });
  });
});
