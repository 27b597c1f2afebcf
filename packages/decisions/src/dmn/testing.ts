/** What a decision table of a test looks like: input names with types, outputs, rules as rows of cells. */
export interface TableSketch {
  hitPolicy?: string;
  aggregation?: string;
  inputs?: { name: string; type?: string; values?: string }[];
  outputs?: { name?: string; type?: string; values?: string; fallback?: string }[];
  rules: string[][];
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const text = (tag: string, content: string | undefined) =>
  content === undefined ? '' : `<${tag}><text>${escape(content)}</text></${tag}>`;
const attribute = (name: string, value: string | undefined) => (value === undefined ? '' : ` ${name}="${escape(value)}"`);

/** A decision file around elements, in the namespace of a DMN version. */
export function definitions(content: string, version = '20191111'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/${version}/MODEL/" id="test" name="test" namespace="test">${content}</definitions>`;
}

/** Input data by name, with type. */
export function inputData(name: string, typeRef?: string): string {
  return `<inputData id="in_${name}" name="${name}"><variable name="${name}"${attribute('typeRef', typeRef)}/></inputData>`;
}

/** A decision requiring inputs (`in_x`) and decisions (`d_x`), with its expression as XML. */
export function decision(name: string, requires: string[], expression: string, typeRef?: string): string {
  const requirements = requires.map((id) => {
    const kind = id.startsWith('in_') ? 'requiredInput' : 'requiredDecision';
    return id.startsWith('k_')
      ? `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`
      : `<informationRequirement><${kind} href="#${id}"/></informationRequirement>`;
  });
  return `<decision id="d_${name}" name="${name}"><variable name="${name}"${attribute('typeRef', typeRef)}/>${requirements.join('')}${expression}</decision>`;
}

/** A literal expression. */
export function literal(expression: string): string {
  return text('literalExpression', expression);
}

/** A decision table. */
export function table({ hitPolicy, aggregation, inputs = [{ name: 'x' }], outputs = [{}], rules }: TableSketch): string {
  const columns = [
    ...inputs.map(
      ({ name, type, values }) =>
        `<input><inputExpression${attribute('typeRef', type)}><text>${escape(name)}</text></inputExpression>${text('inputValues', values)}</input>`,
    ),
    ...outputs.map(
      ({ name, type, values, fallback }) =>
        `<output${attribute('name', name)}${attribute('typeRef', type)}>${text('outputValues', values)}${text('defaultOutputEntry', fallback)}</output>`,
    ),
  ];
  const rows = rules.map((cells, index) => {
    const entries = cells.map((cell, at) => text(at < inputs.length ? 'inputEntry' : 'outputEntry', cell));
    return `<rule id="r${index + 1}">${entries.join('')}</rule>`;
  });
  return `<decisionTable${attribute('hitPolicy', hitPolicy)}${attribute('aggregation', aggregation)}>${columns.join('')}${rows.join('')}</decisionTable>`;
}

/** A file with one decision `d` that is a table over inputs named in it. */
export function tableFile(sketch: TableSketch): string {
  const inputs = sketch.inputs ?? [{ name: 'x' }];
  const names = inputs.map(({ name }) => name);
  return definitions(
    names.map((name) => inputData(name)).join('') +
      decision(
        'd',
        names.map((name) => `in_${name}`),
        table(sketch),
      ),
  );
}
