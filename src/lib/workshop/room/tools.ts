/** What can stand in the drawer beside the board; the last four are for those who steer. */
export type Tool = 'people' | 'parking' | 'tasks' | 'facilitate' | 'backstage' | 'wall' | 'send';

/** Whether a tool is only for those who steer. */
export function isForSteering(tool: Tool): boolean {
  return tool !== 'people' && tool !== 'parking' && tool !== 'tasks';
}
