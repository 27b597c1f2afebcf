/** How the fee of a case stands; each application has words for each of them. */
export const FEE_STATES = ['preview', 'open', 'settled', 'free', 'refunding', 'refunded', 'part-refunded', 'expired', 'waived'] as const;
