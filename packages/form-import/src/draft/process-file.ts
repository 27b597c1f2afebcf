import { processSteps, type Flow, type ProcessShape, type Step } from './process-steps.ts';
import { escapeXml } from './xml.ts';

const sizes: Record<Step['type'], [number, number]> = {
  startEvent: [36, 36],
  endEvent: [36, 36],
  callActivity: [100, 80],
  userTask: [100, 80],
  exclusiveGateway: [50, 50],
};
const flowId = ({ from, to }: Flow): string => `${from}--${to}`;
const attribute = (text: string): string => `"${escapeXml(text)}"`;

function extensions(step: Step): string {
  const mapping = (kind: 'input' | 'output', list: [string, string][] = []): string[] =>
    list.map(([source, target]) => `          <zeebe:${kind} source=${attribute(`=${source}`)} target=${attribute(target)} />`);
  const mappings = [...mapping('input', step.inputs), ...mapping('output', step.outputs)];
  const properties = Object.entries(step.properties ?? {}).map(
    ([name, value]) => `          <zeebe:property name=${attribute(name)} value=${attribute(value)} />`,
  );
  const lines = [
    ...(step.type === 'userTask'
      ? ['        <zeebe:userTask />', `        <zeebe:formDefinition formId=${attribute(step.form ?? '')} bindingType="deployment" />`]
      : []),
    ...(step.due ? [`        <zeebe:taskSchedule dueDate=${attribute(step.due)} />`] : []),
    ...(step.calls
      ? [
          `        <zeebe:calledElement processId=${attribute(step.calls)} propagateAllChildVariables="false" propagateAllParentVariables="false" />`,
        ]
      : []),
    ...(mappings.length > 0 ? ['        <zeebe:ioMapping>', ...mappings, '        </zeebe:ioMapping>'] : []),
    ...(properties.length > 0 ? ['        <zeebe:properties>', ...properties, '        </zeebe:properties>'] : []),
  ];
  return lines.length === 0 ? '' : `      <bpmn:extensionElements>\n${lines.join('\n')}\n      </bpmn:extensionElements>\n`;
}

function element(step: Step, flows: Flow[]): string {
  const incoming = flows.filter((flow) => flow.to === step.id).map((flow) => `      <bpmn:incoming>${flowId(flow)}</bpmn:incoming>\n`);
  const outgoing = flows.filter((flow) => flow.from === step.id).map((flow) => `      <bpmn:outgoing>${flowId(flow)}</bpmn:outgoing>\n`);
  const standard = step.defaultFlow ? ` default="${step.defaultFlow}"` : '';
  const body = `${extensions(step)}${incoming.join('')}${outgoing.join('')}`;
  return `    <bpmn:${step.type} id="${step.id}" name=${attribute(step.name)}${standard}>\n${body}    </bpmn:${step.type}>\n`;
}

function flowElement(flow: Flow): string {
  const start = `    <bpmn:sequenceFlow id="${flowId(flow)}"${flow.name ? ` name=${attribute(flow.name)}` : ''} sourceRef="${flow.from}" targetRef="${flow.to}"`;
  if (!flow.condition) return `${start} />\n`;
  const text = escapeXml(`=${flow.condition}`).replaceAll('&#34;', '"');
  return `${start}>\n      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${text}</bpmn:conditionExpression>\n    </bpmn:sequenceFlow>\n`;
}

function shape(step: Step): string {
  const [width, height] = sizes[step.type];
  const [x, y] = [step.at[0] - width / 2, step.at[1] - height / 2];
  const label =
    step.type === 'callActivity' || step.type === 'userTask'
      ? ''
      : `        <bpmndi:BPMNLabel>\n          <dc:Bounds x="${step.at[0] - 48}" y="${step.at[1] + 24}" width="96" height="27" />\n        </bpmndi:BPMNLabel>\n`;
  const marker = step.type === 'exclusiveGateway' ? ' isMarkerVisible="true"' : '';
  return `      <bpmndi:BPMNShape id="${step.id}_di" bpmnElement="${step.id}"${marker}>\n        <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />\n${label}      </bpmndi:BPMNShape>\n`;
}

function edge(flow: Flow, steps: Step[]): string {
  const [from, to] = [steps.find((step) => step.id === flow.from)!, steps.find((step) => step.id === flow.to)!];
  const [fromX, fromY] = from.at;
  const [toX, toY] = to.at;
  const half = (step: Step, axis: 0 | 1): number => sizes[step.type][axis] / 2;
  const points: [number, number][] =
    fromY === toY
      ? [
          [fromX + half(from, 0), fromY],
          [toX - half(to, 0), toY],
        ]
      : fromX === toX
        ? [
            [fromX, fromY + Math.sign(toY - fromY) * half(from, 1)],
            [toX, toY - Math.sign(toY - fromY) * half(to, 1)],
          ]
        : from.type === 'exclusiveGateway'
          ? [
              [fromX, fromY + Math.sign(toY - fromY) * half(from, 1)],
              [fromX, toY],
              [toX + Math.sign(fromX - toX) * half(to, 0), toY],
            ]
          : [
              [fromX + half(from, 0), fromY],
              [toX, fromY],
              [toX, toY - Math.sign(toY - fromY) * half(to, 1)],
            ];
  const way = points.map(([x, y]) => `        <di:waypoint x="${x}" y="${y}" />\n`).join('');
  return `      <bpmndi:BPMNEdge id="${flowId(flow)}_di" bpmnElement="${flowId(flow)}">\n${way}      </bpmndi:BPMNEdge>\n`;
}

/** process.bpmn of a draft: opens in Camunda Modeler, with its drawing. */
export function processFile(id: string, title: string, given: ProcessShape): string {
  const { steps, flows } = processSteps(given);
  const lane = (name: string, label: string): string =>
    `      <bpmn:lane id="${name}" name="${label}">\n${steps
      .filter((step) => step.lane === name)
      .map((step) => `        <bpmn:flowNodeRef>${step.id}</bpmn:flowNodeRef>\n`)
      .join('')}      </bpmn:lane>\n`;
  const area = (name: string, x: number, y: number, width: number, height: number): string =>
    `      <bpmndi:BPMNShape id="${name}_di" bpmnElement="${name}" isHorizontal="true">\n        <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />\n      </bpmndi:BPMNShape>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definitions_${id}" targetNamespace="https://einwohnerportal.example/processes" exporter="einwohnerportal" exporterVersion="1" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.8.0">
  <bpmn:collaboration id="collaboration_${id}">
    <bpmn:participant id="${id}-case" name=${attribute(title)} processRef="${id}" />
  </bpmn:collaboration>
  <bpmn:process id="${id}" name=${attribute(title)} isExecutable="true">
    <bpmn:laneSet id="lanes_${id}">
${lane('applicant', 'Applicant')}${lane('responsible', 'Office in charge')}    </bpmn:laneSet>
${steps.map((step) => element(step, flows)).join('')}${flows.map(flowElement).join('')}  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_${id}">
    <bpmndi:BPMNPlane id="plane_${id}" bpmnElement="collaboration_${id}">
${area(`${id}-case`, 160, 80, 1000, 480)}${area('applicant', 190, 80, 970, 110)}${area('responsible', 190, 190, 970, 370)}${steps.map(shape).join('')}${flows.map((flow) => edge(flow, steps)).join('')}    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}
