/** What can stand in the drawer beside the board; the last two are for those who steer. */
export type Tool = 'people' | 'parking' | 'tasks' | 'facilitate' | 'backstage';

/** Whether a tool is only for those who steer. */
export function isForSteering(tool: Tool): boolean {
  return tool === 'facilitate' || tool === 'backstage';
}
