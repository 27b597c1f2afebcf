import { PROPERTIES } from '@einwohnerportal/engine';
import type { CheckContext } from './context.ts';
import { feelOf, useFeel } from './feel.ts';
import type { ModelNode, ModelProcess } from './model.ts';
import { readPeriod } from '../catalogue/calendar.ts';

/** Elements that only wait: when their day comes the path goes on, so nobody is late. */
const waiting = new Set(['eventBasedGateway', 'intermediateCatchEvent']);

export interface TextLookup {
  hasText(key: string): boolean;
  textFile: string;
}

function checkPeriod(context: CheckContext, file: string, node: ModelNode, name: string, value: string): void {
  const feel = feelOf(value);
  if (feel !== null) useFeel(context, file, `${node.id}.${name}`, feel);
  else if (!readPeriod(value))
    context.report.error(
      'period-invalid',
      file,
      node.id,
      `expected a period or FEEL as ${name} of ${node.id}, got ${JSON.stringify(value)}`,
    );
}

/** Properties of the closed list, and the texts a milestone needs. */
export function checkProperties(context: CheckContext, file: string, process: ModelProcess, texts: TextLookup): void {
  const { report } = context;
  const ids = new Set(process.nodes.map((node) => node.id));
  for (const node of process.nodes) {
    for (const [name, value] of Object.entries(node.properties)) {
      if (!PROPERTIES.has(name))
        report.error(
          'property-unknown',
          file,
          node.id,
          `expected one of ${[...PROPERTIES].join(', ')} as property of ${node.id}, got ${name}`,
        );
      if (name === 'expected' || name === 'remind') checkPeriod(context, file, node, name, value);
      if (name === 'pauses' && value !== 'yes')
        report.error('property-value', file, node.id, `expected yes as pauses of ${node.id}, got ${value}`);
      if (name === 'four-eyes' && !ids.has(value))
        report.error(
          'element-unknown',
          file,
          node.id,
          `expected the id of a task of this process as four-eyes of ${node.id}, got ${value}`,
        );
      if ((name === 'only' || name === 'consent') && feelOf(value) === null)
        report.error('feel-missing', file, node.id, `expected FEEL as ${name} of ${node.id}, got ${value}`);
    }
    const block = node.properties.milestone;
    if (block !== undefined) {
      const late = node.properties.expected !== undefined && !waiting.has(node.type);
      const needed = late ? ['now', 'done', 'next', 'late'] : ['now', 'done', 'next'];
      for (const part of needed) {
        if (!texts.hasText(`${block}.${part}`))
          report.error(
            'text-missing',
            texts.textFile,
            `${block}.${part}`,
            `expected the text ${block}.${part} for the milestone of ${node.id} in ${file}, got nothing`,
          );
      }
    }
  }
}

const taskTypes = new Set(['userTask', 'serviceTask', 'sendTask']);

/** Each task has a title and a purpose: staff and the access record show them. */
export function checkTaskTexts(context: CheckContext, file: string, process: ModelProcess, texts: TextLookup): void {
  for (const node of process.nodes) {
    // A send task without capability tells another pool: nobody sees it as a task.
    if (!taskTypes.has(node.type) || (node.type === 'sendTask' && node.capability === null)) continue;
    for (const part of ['title', 'purpose']) {
      const key = `tasks.${node.id}.${part}`;
      if (!texts.hasText(key))
        context.report.error(
          'text-missing',
          texts.textFile,
          key,
          `expected the text ${key} for the task ${node.id} of ${file}, got nothing`,
        );
    }
  }
}
