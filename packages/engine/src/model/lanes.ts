import type { ModdleNode } from './moddle.ts';

/** Element id → id of its innermost lane. */
export function readLanes(process: ModdleNode): Map<string, string> {
  const lanes = new Map<string, string>();
  const visit = (lane: ModdleNode): void => {
    for (const node of (lane.flowNodeRef ?? []) as ModdleNode[]) lanes.set(node.id, lane.id);
    for (const child of (lane.childLaneSet?.lanes ?? []) as ModdleNode[]) visit(child);
  };
  for (const set of (process.laneSets ?? []) as ModdleNode[]) for (const lane of (set.lanes ?? []) as ModdleNode[]) visit(lane);
  return lanes;
}
