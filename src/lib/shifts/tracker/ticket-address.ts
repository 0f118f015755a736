/**
 * The page of a ticket: the address of the tracker with the key behind it. Null without an address, and without a key.
 * An address that ends in a question, such as `?id=`, is gone on from as it is.
 */
export function ticketHref(address: string | null, key: string): string | null {
  if (address === null || key === '') return null;
  return `${address}${/[/=]$/.test(address) ? '' : '/'}${encodeURIComponent(key)}`;
}
