import type { FeeRule } from './drafting.ts';
import { escapeXml } from './xml.ts';

const dns = [
  'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"',
  'xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"',
  'xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"',
  'xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/"',
].join(' ');

function cell({ by, value }: FeeRule): string {
  if (by === 'one-of') return `"${value}"`;
  return by === 'some-of' ? `list contains(?, "${value}")` : '&gt; 0';
}

/** decisions/fee.dmn: one column per answer with prices, one rule per price; amounts come from the authority's tariff. */
export function feeFile(id: string, fees: readonly FeeRule[], party: string): string {
  const names = [...new Set(fees.map((fee) => fee.name))];
  const typeOf = (name: string): string =>
    ({ 'one-of': 'string', 'some-of': 'Any', number: 'number' })[fees.find((fee) => fee.name === name)!.by];
  const inputs = [...names.map((name) => [name, typeOf(name)] as const), ['tariff', 'Any'] as const];
  const data = inputs.map(
    ([name, type]) => `  <inputData id="fee_input_${name}" name="${name}">
    <variable id="fee_input_${name}_variable" name="${name}" typeRef="${type}" />
  </inputData>\n`,
  );
  const needs = inputs.map(
    ([name]) => `    <informationRequirement id="fee_needs_${name}"><requiredInput href="#fee_input_${name}" /></informationRequirement>\n`,
  );
  const columns = names.map(
    (name) => `      <input id="fee_in_${name}" label="${name}">
        <inputExpression id="fee_in_${name}_expression" typeRef="${typeOf(name)}"><text>${name}</text></inputExpression>
      </input>\n`,
  );
  const rules = fees.map((fee, at) => {
    const rule = `fee_rule_${at + 1}`;
    const tests = names.map(
      (name) => `        <inputEntry id="${rule}_${name}"><text>${name === fee.name ? cell(fee) : '-'}</text></inputEntry>\n`,
    );
    const quantity = fee.by === 'number' ? fee.name : '1';
    return `      <rule id="${rule}">
${tests.join('')}        <outputEntry id="${rule}_item"><text>"fees.${fee.code}"</text></outputEntry>
        <outputEntry id="${rule}_quantity"><text>${quantity}</text></outputEntry>
        <outputEntry id="${rule}_amount"><text>tariff.${fee.code}</text></outputEntry>
        <outputEntry id="${rule}_party"><text>"${party}"</text></outputEntry>
        <annotationEntry><text>${escapeXml(fee.label)}: CHF ${fee.amount} in the form; legal basis to be named</text></annotationEntry>
      </rule>\n`;
  });
  const drawn = inputs.map(
    (
      [name],
      at,
    ) => `      <dmndi:DMNShape id="fee_input_${name}_shape" dmnElementRef="fee_input_${name}"><dc:Bounds height="45" width="125" x="${100 + at * 160}" y="240" /></dmndi:DMNShape>
      <dmndi:DMNEdge id="fee_needs_${name}_edge" dmnElementRef="fee_needs_${name}"><di:waypoint x="${162 + at * 160}" y="240" /><di:waypoint x="350" y="160" /></dmndi:DMNEdge>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${dns} id="${id}-fee" name="Fee" namespace="https://einwohnerportal.example/decisions">
${data.join('')}  <decision id="fee" name="fee">
    <variable id="fee_variable" name="fee" />
${needs.join('')}    <decisionTable id="fee_table" hitPolicy="COLLECT">
${columns.join('')}      <output id="fee_out_item" label="Item (text key)" name="item" typeRef="string" />
      <output id="fee_out_quantity" label="Quantity" name="quantity" typeRef="number" />
      <output id="fee_out_amount" label="Unit amount in CHF" name="amount" typeRef="number" />
      <output id="fee_out_party" label="For party" name="party" typeRef="string" />
      <annotation name="Legal basis" />
${rules.join('')}    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="fee_diagram">
      <dmndi:DMNShape id="fee_shape" dmnElementRef="fee"><dc:Bounds height="80" width="180" x="260" y="80" /></dmndi:DMNShape>
${drawn.join('')}    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`;
}
