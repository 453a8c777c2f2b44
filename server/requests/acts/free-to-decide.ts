import { whyNotDeciding } from './assignment.ts';
import type { Scene } from './perform.ts';

/** Why whoever acts may not decide, ask or pause now; null when nothing stands in the way. */
export async function whyNotFree(scene: Scene): Promise<string | null> {
  const reason = whyNotDeciding(scene.by, scene);
  if (reason) return reason;
  if (scene.request.hold) return 'on-hold';
  return (await hasWaitingDecision(scene)) ? 'waiting-for-consent' : null;
}

/** Whether a decision on the request waits for a second person. */
export async function hasWaitingDecision({
  trx,
  request,
}: Pick<Scene, 'trx' | 'request'>): Promise<boolean> {
  const waiting: unknown = await trx('decisions')
    .where({ request_id: request.id, state: 'waiting' })
    .first('id');
  return waiting !== undefined;
}
