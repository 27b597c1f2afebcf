import type { Context } from 'hono';
import type { Portal } from '../../portal.ts';

/** The provider's call: checked by its signature, and even then only a hint to look at the provider now. */
export async function takePaymentCallback(portal: Portal, http: Context): Promise<Response> {
  const signature = http.req.header('payment-signature') ?? '';
  const outcome = await portal.domain.noteCallback(portal.context, portal.config.paymentSecret, await http.req.text(), signature);
  return outcome === 'accepted' ? http.body(null, 204) : http.json({ error: 'signature' }, 403);
}

/** A call at an address made for one payment: the proof in it says that the provider was given it; a hint as well. */
export async function takePaymentCall(portal: Portal, http: Context): Promise<Response> {
  const { key = '', proof = '' } = http.req.param() as { key?: string; proof?: string };
  const outcome = await portal.domain.noteCallbackAddress(portal.context, portal.config.paymentSecret, key, proof);
  return outcome === 'accepted' ? http.body(null, 204) : http.json({ error: 'proof' }, 403);
}
