import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileDecisions } from '@einwohnerportal/decisions';
import type { TokenInfo } from '@einwohnerportal/engine';
import type { Binding, Catalogue } from '../catalogue/types.ts';
import { boundOffice, createEngineHost } from './engine-host.ts';

const DMN = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
  <inputData id="i" name="size"><variable name="size" typeRef="number" /></inputData>
  <decision id="grade" name="grade"><variable name="grade" /><informationRequirement id="r"><requiredInput href="#i" /></informationRequirement>
    <literalExpression id="l"><text>if size &gt; 3 then "big" else "small"</text></literalExpression></decision>
</definitions>`;

test('a business rule task asks the decision of the very content its case started with', () => {
  const asked: string[] = [];
  const catalogue = {
    service: (id: string, hash: string) => {
      asked.push(`${id} ${hash}`);
      return { decisions: { grade: compileDecisions(DMN) } };
    },
  } as unknown as Catalogue;
  const host = createEngineHost({ catalogue: () => catalogue });
  const names = { size: 4, service: { id: 'court', hash: 'sha256-old' } };
  assert.equal(host.decide!({} as TokenInfo, 'grade', names), 'big');
  assert.deepEqual(asked, ['court sha256-old']);
  assert.throws(() => host.decide!({} as TokenInfo, 'unknown', names), /expected decision unknown of service court/);
});

test('steps go to the office that a binding names where the authority keeps it, and to who took the case over', () => {
  const kept = new Set(['office:a/letters', 'office:a/residents']);
  const catalogue = { authorities: { byOffice: (office: string) => (kept.has(office) ? {} : null) } } as unknown as Catalogue;
  const binding = { capability: 'x', to: 'people', office: 'letters', from: '2027-01-01' } as Binding;
  const office = (authority: string, more = {}): string =>
    boundOffice(catalogue, binding, { authority, office: `office:${authority}/own`, ...more });
  assert.equal(office('a'), 'office:a/letters');
  assert.equal(office('b'), 'office:b/own');
  assert.equal(office('a', { handedOver: true }), 'office:a/own');
});
